import { type TextSize, textSizes } from '../theme/text-sizes.ts'
import { type Density, densities, type ThemeName, themeNames } from '../theme/tokens.ts'

/** How the interface looks and listens on this computer; nothing about a site is kept here but the place where it was left. */
export type Preference = 'theme' | 'density' | 'text-size' | 'letters' | 'tour' | 'place'

export const isThemeName = (value: unknown): value is ThemeName => themeNames.some((name) => name === value)
export const isDensity = (value: unknown): value is Density => densities.some((name) => name === value)
export const isTextSize = (value: unknown): value is TextSize => textSizes.some((size) => size === value)

export function loadPreference<T>(name: Preference, accepts: (value: unknown) => value is T): T | null {
  const stored = window.localStorage.getItem(`fieldseal.${name}`)
  if (stored === null) return null
  const value: unknown = name === 'text-size' ? Number(stored) : stored
  return accepts(value) ? value : null
}

/** Null forgets the choice. */
export function savePreference(name: Preference, value: string | number | null): void {
  if (value === null) window.localStorage.removeItem(`fieldseal.${name}`)
  else window.localStorage.setItem(`fieldseal.${name}`, String(value))
}

/** The theme that the operating system asks for: more contrast is outdoor. */
export function systemTheme(): ThemeName {
  if (moreContrast().matches) return 'outdoor'
  return darkness().matches ? 'dark' : 'light'
}

/** Large controls where the first thing that points is a finger. */
export const systemDensity = (): Density => (fingers().matches ? 'gloves' : 'desk')

/** Calls when the operating system asks for another theme, or another thing points. Answers how to stop. */
export function onSystemLook(listener: () => void): () => void {
  const queries = [moreContrast(), darkness(), fingers()]
  for (const query of queries) query.addEventListener('change', listener)
  return () => {
    for (const query of queries) query.removeEventListener('change', listener)
  }
}

const moreContrast = (): MediaQueryList => window.matchMedia('(prefers-contrast: more)')
const fingers = (): MediaQueryList => window.matchMedia('(pointer: coarse)')
const darkness = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)')
