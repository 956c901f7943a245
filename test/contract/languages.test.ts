import { describe, expect, it } from 'vitest'
import { spokenOf } from '../../electron/contract/languages.ts'

describe('the language of a person', () => {
  it.each([
    ['Spanish, of any country', ['es-MX', 'en-US'], 'es'],
    ['the first that the interface speaks', ['de-DE', 'es', 'en'], 'es'],
    ['English where the interface speaks none of them', ['de-DE', 'fr'], 'en'],
    ['English where the system names none', [], 'en'],
  ])('is %s', (_which, tags, language) => {
    expect(spokenOf(tags)).toBe(language)
  })
})
