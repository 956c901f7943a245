import { isLanguage, type Language, spokenOf } from '../../electron/contract/languages.ts'

const storedAs = 'fieldseal.language'

/** The language of this window: what the person chose, else what the operating system speaks, else English. */
export const language: Language = chosen() ?? spokenOf(window.navigator.languages)

/** Dates, numbers and plural forms follow this. */
export const locale: string = { en: 'en-GB', es: 'es-ES' }[language]

/** Remembers the choice and starts the page again in that language; an open site stays open, at the same place. */
export function speak(other: Language): void {
  window.localStorage.setItem(storedAs, other)
  window.location.reload()
}

function chosen(): Language | null {
  const stored = window.localStorage.getItem(storedAs)
  return isLanguage(stored) ? stored : null
}
