import { describe, expect, it } from 'vitest'
import { cssVariables, palettes, themeNames } from '../../renderer/theme/tokens.ts'

/** @see WCAG 2.2, relative luminance and contrast ratio */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(themeNames)('the colours of theme %s', (name) => {
  const theme = palettes[name]
  const meanings = ['fail', 'warn', 'pass', 'fixed', 'human', 'rest'] as const

  it.each(meanings)('can be read: %s', (meaning) => {
    expect(contrast(theme[`${meaning}Text`], theme[`${meaning}Fill`])).toBeGreaterThanOrEqual(4.5)
    expect(contrast(theme[`${meaning}Text`], theme.surface)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(theme[`${meaning}Mark`], theme.surface)).toBeGreaterThanOrEqual(3)
  })

  it('keep plain text readable on every ground', () => {
    for (const ink of [theme.text, theme.text2, theme.text3]) {
      for (const ground of [theme.canvas, theme.surface, theme.sunken, theme.hover, theme.selected]) {
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
      }
    }
    expect(contrast(theme.onInk, theme.ink)).toBeGreaterThanOrEqual(7)
    expect(contrast(theme.accent, theme.surface)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(theme.focus, theme.canvas)).toBeGreaterThanOrEqual(3)
    expect(contrast(theme.control, theme.surface)).toBeGreaterThanOrEqual(3)
  })

  it('become variables of the page', () => {
    expect(cssVariables(name)).toMatchObject({ '--on-ink': theme.onInk, '--s4': '1rem', '--z-rail-narrow': '3.25rem' })
  })
})
