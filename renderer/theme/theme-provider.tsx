import { MantineProvider } from '@mantine/core'
import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import {
  isTextSize,
  isThemeName,
  loadPreference,
  onSystemTheme,
  savePreference,
  systemTheme,
} from '../api/preferences.ts'
import { mantineTheme, mantineVariables } from './mantine.ts'
import type { TextSize } from './text-sizes.ts'
import { cssVariables, type ThemeName } from './tokens.ts'

interface Look {
  /** The theme that is shown. */
  readonly theme: ThemeName
  /** What the person chose; `system` follows the operating system. */
  readonly choice: ThemeName | 'system'
  readonly textSize: TextSize
  setTheme(choice: ThemeName | 'system'): void
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
  const [chosen, setChosen] = useState(() => loadPreference('theme', isThemeName))
  const [system, setSystem] = useState(systemTheme)
  const [textSize, setTextSizeState] = useState(() => loadPreference('text-size', isTextSize) ?? 100)
  const theme = chosen ?? system
  useEffect(() => onSystemTheme(() => setSystem(systemTheme())), [])
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
      choice: chosen ?? 'system',
      textSize,
      setTheme: (next) => {
        const kept = next === 'system' ? null : next
        savePreference('theme', kept)
        setChosen(kept)
      },
      setTextSize: (next) => {
        savePreference('text-size', next)
        setTextSizeState(next)
      },
    }),
    [theme, chosen, textSize],
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
