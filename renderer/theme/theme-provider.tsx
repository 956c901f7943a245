import { MantineProvider } from '@mantine/core'
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { isTextSize, isThemeName, loadPreference, savePreference, systemTheme } from '../api/preferences.ts'
import { mantineTheme, mantineVariables } from './mantine.ts'
import { cssVariables, type ThemeName } from './tokens.ts'

/** Size of all text, in percent. Layout is in rem, so that a larger text acts like a narrower window. */
export type TextSize = 100 | 125 | 150

interface Look {
  readonly theme: ThemeName
  readonly textSize: TextSize
  setTheme(theme: ThemeName): void
  setTextSize(size: TextSize): void
}

const LookContext = createContext<Look | null>(null)

export function useLook(): Look {
  const look = useContext(LookContext)
  if (look === null) throw new Error('useLook outside of ThemeProvider')
  return look
}

/** Puts the tokens of the chosen theme on the document and remembers the choice on this computer. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [theme, setThemeState] = useState(() => loadPreference('theme', isThemeName) ?? systemTheme())
  const [textSize, setTextSizeState] = useState(() => loadPreference('text-size', isTextSize) ?? 100)
  useLayoutEffect(() => {
    const root = document.documentElement
    root.dataset.theme = theme
    root.style.fontSize = `${textSize}%`
    root.style.colorScheme = theme === 'dark' ? 'dark' : 'light'
    for (const [name, value] of Object.entries(cssVariables(theme))) root.style.setProperty(name, value)
  }, [theme, textSize])
  const look = useMemo<Look>(
    () => ({
      theme,
      textSize,
      setTheme: (next) => {
        savePreference('theme', next)
        setThemeState(next)
      },
      setTextSize: (next) => {
        savePreference('text-size', next)
        setTextSizeState(next)
      },
    }),
    [theme, textSize],
  )
  return (
    <LookContext value={look}>
      <MantineProvider
        theme={mantineTheme}
        cssVariablesResolver={mantineVariables}
        forceColorScheme={theme === 'dark' ? 'dark' : 'light'}
      >
        {children}
      </MantineProvider>
    </LookContext>
  )
}
