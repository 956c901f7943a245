/** Every decision of the interface that is a number or a colour. Components use the CSS variables, never a literal. */

export const themeNames = ['light', 'dark', 'outdoor'] as const
export type ThemeName = (typeof themeNames)[number]

type Colour =
  | 'canvas'
  | 'surface'
  | 'sunken'
  | 'hover'
  | 'selected'
  | 'line'
  | 'lineStrong'
  | 'control'
  | 'text'
  | 'text2'
  | 'text3'
  | 'ink'
  | 'onInk'
  | 'accent'
  | 'focus'
  | `${'fail' | 'warn' | 'pass' | 'fixed' | 'human' | 'rest'}${'Text' | 'Fill' | 'Mark'}`
  | 'voidMark'
  | 'tagLine'
  | 'scrim'

/** `Text` sits on its `Fill` and on `surface` at 4.5:1 or more; `Mark` is for bars and icons, at 3:1 or more on `surface`. */
export const palettes: Readonly<Record<ThemeName, Readonly<Record<Colour, string>>>> = {
  light: {
    canvas: '#f5f6f7',
    surface: '#ffffff',
    sunken: '#eef0f2',
    hover: '#f1f3f5',
    selected: '#e7effc',
    line: '#dfe3e7',
    lineStrong: '#c3c9d0',
    control: '#7d8792',
    text: '#13171b',
    text2: '#414a53',
    text3: '#56606a',
    ink: '#171c21',
    onInk: '#ffffff',
    accent: '#1a55b8',
    focus: '#1a55b8',
    failText: '#a81d18',
    failFill: '#fcebea',
    failMark: '#c9322b',
    warnText: '#7d4500',
    warnFill: '#fdf0d9',
    warnMark: '#b86e00',
    passText: '#15633a',
    passFill: '#e5f4ea',
    passMark: '#2c8a50',
    fixedText: '#0a5c6a',
    fixedFill: '#e0f2f4',
    fixedMark: '#1b8291',
    humanText: '#56379f',
    humanFill: '#efeafa',
    humanMark: '#7353c4',
    restText: '#414a53',
    restFill: '#eceff1',
    restMark: '#808a94',
    voidMark: '#c9ced4',
    tagLine: 'transparent',
    scrim: '#13171b66',
  },
  dark: {
    canvas: '#0d1013',
    surface: '#14181c',
    sunken: '#0a0c0e',
    hover: '#1b2025',
    selected: '#182842',
    line: '#262c33',
    lineStrong: '#3a424b',
    control: '#75808b',
    text: '#e8ecef',
    text2: '#b6bfc8',
    text3: '#97a1ab',
    ink: '#e8ecef',
    onInk: '#0d1013',
    accent: '#86b4ff',
    focus: '#86b4ff',
    failText: '#ff938b',
    failFill: '#3a1918',
    failMark: '#e8594f',
    warnText: '#f0b45f',
    warnFill: '#33260f',
    warnMark: '#d9952f',
    passText: '#74d299',
    passFill: '#122e1f',
    passMark: '#3fa66a',
    fixedText: '#66cbd8',
    fixedFill: '#0f2d32',
    fixedMark: '#2f9dad',
    humanText: '#bfa9f6',
    humanFill: '#281f45',
    humanMark: '#8f71e0',
    restText: '#b6bfc8',
    restFill: '#222930',
    restMark: '#75808b',
    voidMark: '#39414a',
    tagLine: 'transparent',
    scrim: '#000000a6',
  },
  outdoor: {
    canvas: '#ffffff',
    surface: '#ffffff',
    sunken: '#ffffff',
    hover: '#fff3b8',
    selected: '#fff3b8',
    line: '#000000',
    lineStrong: '#000000',
    control: '#000000',
    text: '#000000',
    text2: '#000000',
    text3: '#000000',
    ink: '#000000',
    onInk: '#ffffff',
    accent: '#00308f',
    focus: '#00308f',
    failText: '#8f0000',
    failFill: '#ffffff',
    failMark: '#b00000',
    warnText: '#5c3300',
    warnFill: '#ffffff',
    warnMark: '#8a4b00',
    passText: '#00461c',
    passFill: '#ffffff',
    passMark: '#006b2b',
    fixedText: '#00434f',
    fixedFill: '#ffffff',
    fixedMark: '#006577',
    humanText: '#3d1a8f',
    humanFill: '#ffffff',
    humanMark: '#4f2ab0',
    restText: '#000000',
    restFill: '#ffffff',
    restMark: '#4a4a4a',
    voidMark: '#9a9a9a',
    tagLine: 'currentColor',
    scrim: '#000000b3',
  },
}

const space = { 1: '0.25rem', 2: '0.5rem', 3: '0.75rem', 4: '1rem', 5: '1.5rem', 6: '2rem', 7: '3rem' }
const radius = { tag: '0.1875rem', control: '0.3125rem', panel: '0.4375rem' }
const type = {
  sans: "'Inter Variable', 'Segoe UI', system-ui, sans-serif",
  mono: "'IBM Plex Mono', 'Cascadia Mono', Consolas, monospace",
  small: '0.75rem',
  body: '0.8125rem',
  lead: '0.875rem',
  section: '0.875rem',
  title: '1.25rem',
  figure: '1.75rem',
  lineTight: '1.25',
  lineBody: '1.45',
}
const weight: Readonly<Record<ThemeName, Readonly<Record<string, string>>>> = {
  light: { body: '420', strong: '580', heading: '620' },
  dark: { body: '400', strong: '560', heading: '600' },
  outdoor: { body: '560', strong: '700', heading: '760' },
}
const motion = { quick: '90ms', settle: '160ms', curve: 'cubic-bezier(0.2, 0, 0, 1)' }
const size = { visit: '3.5rem', rail: '11.5rem', railNarrow: '3.25rem' }

/** How large what is touched is: for a mouse, or for fingers and gloves. */
export const densities = ['desk', 'gloves'] as const
export type Density = (typeof densities)[number]

/** In rem at 16 px; a smaller text makes no target smaller than these px. */
const touched: Readonly<Record<Density, Readonly<Record<'header' | 'row' | 'control' | 'target' | 'tick', number>>>> = {
  desk: { header: 3, row: 2.3125, control: 2.25, target: 1.5, tick: 1.25 },
  gloves: { header: 3.5, row: 2.8125, control: 2.75, target: 2.75, tick: 1.75 },
}
const atLeast = (rem: number): string => `max(${rem}rem, ${rem * 16}px)`

/** Height of a row of a long list, in px: such a list places its rows one by one. */
export function rowPixels(density: Density, textSize: number): number {
  const px = touched[density].row * 16
  return Math.max(px, Math.round((px * textSize) / 100))
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** The tokens of a theme and a density as custom properties: `--surface`, `--s3` (space), `--r-` (radius), `--t-`, `--w-`, `--m-`, `--z-`. */
export function cssVariables(theme: ThemeName, density: Density = 'desk'): Readonly<Record<string, string>> {
  const groups: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['--', palettes[theme]],
    ['--s', space],
    ['--r-', radius],
    ['--t-', type],
    ['--w-', weight[theme]],
    ['--m-', motion],
    ['--z-', size],
    ['--z-', Object.fromEntries(Object.entries(touched[density]).map(([name, rem]) => [name, atLeast(rem)]))],
    ['--', { hair: theme === 'outdoor' ? '1.5px' : '1px' }],
  ]
  return Object.fromEntries(
    groups.flatMap(([prefix, group]) =>
      Object.entries(group).map(([name, value]) => [`${prefix}${kebab(name)}`, value]),
    ),
  )
}
