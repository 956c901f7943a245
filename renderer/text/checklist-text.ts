import { checklistWords } from './es/checklist-words.ts'
import { language } from './language.ts'

/**
 * A text of a shipped checklist in the language of the window. It is judged and sealed in English; what a customer wrote into a
 * checklist of their own stays as it was written.
 */
export const checklistText: (written: string) => string =
  language === 'es' ? (written) => checklistWords.get(written) ?? written : (written) => written

/** A reference as the list names it. Names of standards are the same everywhere; whether somebody held it against its text is a word. */
export const referenceText: (named: string) => string =
  language === 'es' ? (named) => named.replace('(unconfirmed)', '(sin confirmar)') : (named) => named
