import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleOrNull, visibleText } from '../../electron/model/visible-text.ts'

describe('visibleText', () => {
  it('shows control characters, overrides and invisible characters instead of obeying them', () => {
    expect(visibleText('a\u202Eb\n\0\u001B[31m\u200Bc\u2028\uFEFF')).toBe('a[U+202E]b␊␀␛[31m[U+200B]c[U+2028][U+FEFF]')
  })

  it('leaves ordinary text of any language alone', () => {
    expect(visibleText('Eingang Süd 入口 вход 📷')).toBe('Eingang Süd 入口 вход 📷')
  })

  it('marks a cut text with an ellipsis and cuts no character in half', () => {
    expect(visibleText('abcdef', 4)).toBe('abc…')
    expect(visibleText('📷📷📷', 4)).toBe('📷…')
  })

  it('never lets more through than allowed, and nothing that moves, reorders or hides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (text) => {
        const shown = visibleText(text)
        expect(shown.length).toBeLessThanOrEqual(512)
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }),
    )
  })

  it('turns nothing into null', () => {
    expect([visibleOrNull(' \t'), visibleOrNull(undefined), visibleOrNull(' x ')]).toEqual([null, null, 'x'])
  })
})
