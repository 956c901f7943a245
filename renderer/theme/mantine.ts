import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const ink: MantineColorsTuple = [
  'var(--ink)',
  'var(--ink)',
  'var(--ink)',
  'var(--ink)',
  'var(--ink)',
  'var(--ink)',
  'var(--ink)',
  'var(--ink)',
  'var(--ink)',
  'var(--ink)',
]

/** Mantine is taught the tokens here, so that no screen styles a Mantine part by hand. */
export const mantineTheme = createTheme({
  primaryColor: 'ink',
  colors: { ink },
  primaryShade: 6,
  fontFamily: 'var(--t-sans)',
  fontFamilyMonospace: 'var(--t-mono)',
  fontSizes: { xs: 'var(--t-small)', sm: 'var(--t-body)', md: 'var(--t-lead)', lg: '1rem', xl: 'var(--t-title)' },
  radius: { xs: 'var(--r-tag)', sm: 'var(--r-control)', md: 'var(--r-panel)', lg: 'var(--r-panel)', xl: '1rem' },
  spacing: { xs: 'var(--s2)', sm: 'var(--s3)', md: 'var(--s4)', lg: 'var(--s5)', xl: 'var(--s6)' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs', inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Textarea: { defaultProps: { size: 'xs', inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    PasswordInput: { defaultProps: { size: 'xs', inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    // Two steps of half a line each are nothing for a finger: a number is typed, or stepped by the arrow keys.
    NumberInput: { defaultProps: { hideControls: true } },
    Checkbox: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    // Whatever scrolls can be reached and scrolled by keys.
    ScrollArea: { defaultProps: { viewportProps: { tabIndex: 0 } } },
  },
})

export const mantineVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--canvas)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text3)',
    '--mantine-color-placeholder': 'var(--text3)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--fail-text)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-ink-filled': 'var(--ink)',
    '--mantine-color-ink-filled-hover': 'var(--text2)',
    '--mantine-color-ink-light': 'var(--sunken)',
    '--mantine-color-ink-light-hover': 'var(--hover)',
    '--mantine-color-ink-light-color': 'var(--text)',
    '--mantine-color-ink-outline': 'var(--ink)',
    '--mantine-primary-color-contrast': 'var(--on-ink)',
    '--mantine-color-white': 'var(--on-ink)',
    '--mantine-font-weight-medium': 'var(--w-strong)',
  }
  return { variables: shared, light: shared, dark: shared }
}
