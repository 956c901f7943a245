import type { TextSize } from '../theme/theme-provider.tsx'
import { type ThemeName, themeNames } from '../theme/tokens.ts'

/** How the interface looks on this computer; nothing about a site is kept here. */
type Preference = 'theme' | 'text-size'

export const isThemeName = (value: unknown): value is ThemeName => themeNames.some((name) => name === value)
export const isTextSize = (value: unknown): value is TextSize => value === 100 || value === 125 || value === 150

export function loadPreference<T>(name: Preference, accepts: (value: unknown) => value is T): T | null {
  const stored = window.localStorage.getItem(`fieldseal.${name}`)
  if (stored === null) return null
  const value: unknown = name === 'text-size' ? Number(stored) : stored
  return accepts(value) ? value : null
}

export function savePreference(name: Preference, value: string | number): void {
  window.localStorage.setItem(`fieldseal.${name}`, String(value))
}

/** The theme that the operating system asks for: more contrast is outdoor. */
export function systemTheme(): ThemeName {
  if (window.matchMedia('(prefers-contrast: more)').matches) return 'outdoor'
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
