import type { Problem } from '../../electron/contract/channels.ts'
import { problems } from './es/problems.ts'
import { language } from './language.ts'

/** Trouble as a person reads it. `original` is what the app wrote down, where that is another language. */
export interface ProblemWords {
  readonly message: string
  readonly remedy: string
  readonly original: string | null
}

const translated: Readonly<Record<string, readonly [message: string, remedy: string]>> =
  language === 'es' ? problems : {}

/**
 * Trouble in the language of the window, by its code. The app writes it down in English, with names and numbers in it: that
 * stays beside the translation, and stands alone where a code has none.
 */
export function problemWords({ code, message, remedy }: Problem): ProblemWords {
  const words = Object.hasOwn(translated, code) ? translated[code] : undefined
  return words === undefined
    ? { message, remedy, original: null }
    : { message: words[0], remedy: words[1], original: message }
}
