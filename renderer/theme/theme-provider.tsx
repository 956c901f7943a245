import { MantineProvider } from '@mantine/core'
import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import {
  isDensity,
  isTextSize,
  isThemeName,
  loadPreference,
  onSystemLook,
  savePreference,
  systemDensity,
  systemTheme,
} from '../api/preferences.ts'
import { mantineTheme, mantineVariables } from './mantine.ts'
import type { TextSize } from './text-sizes.ts'
import { cssVariables, type Density, type ThemeName } from './tokens.ts'

interface Look {
  /** The theme that is shown. */
  readonly theme: ThemeName
  /** What the person chose; `system` follows the operating system. */
  readonly choice: ThemeName | 'system'
  readonly textSize: TextSize
  /** How large what is touched is now. */
  readonly density: Density
  /** What the person chose; `system` follows what points: a mouse or a finger. */
  readonly densityChoice: Density | 'system'
  setTheme(choice: ThemeName | 'system'): void
  setTextSize(size: TextSize): void
  setDensity(choice: Density | 'system'): void
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
  const [chosenDensity, setChosenDensity] = useState(() => loadPreference('density', isDensity))
  const [ownDensity, setOwnDensity] = useState(systemDensity)
  const density = chosenDensity ?? ownDensity
  useEffect(
    () =>
      onSystemLook(() => {
        setSystem(systemTheme())
        setOwnDensity(systemDensity())
      }),
    [],
  )
  useLayoutEffect(() => {
    const root = document.documentElement
    root.dataset.theme = theme
    root.dataset.density = density
    root.style.fontSize = `${textSize}%`
    root.style.colorScheme = theme === 'dark' ? 'dark' : 'light'
    for (const [name, value] of Object.entries(cssVariables(theme, density))) root.style.setProperty(name, value)
  }, [theme, density, textSize])
  const look = useMemo<Look>(
    () => ({
      theme,
      choice: chosen ?? 'system',
      textSize,
      density,
      densityChoice: chosenDensity ?? 'system',
      setTheme: (next) => {
        const kept = next === 'system' ? null : next
        savePreference('theme', kept)
        setChosen(kept)
      },
      setTextSize: (next) => {
        savePreference('text-size', next)
        setTextSizeState(next)
      },
      setDensity: (next) => {
        const kept = next === 'system' ? null : next
        savePreference('density', kept)
        setChosenDensity(kept)
      },
    }),
    [theme, chosen, textSize, density, chosenDensity],
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
