import { app } from 'electron'
import { type Language, type Sentences, spokenOf } from '../../contract/languages.ts'
import { en } from './en.ts'
import { es } from './es.ts'

/** What every language must have of what main says. */
export type MainText = Sentences<typeof en>

const texts: Readonly<Record<Language, MainText>> = { en, es }
let told: Language | null = null

/** Every sentence of main, in the language of the window; until the page told it, in that of the operating system. */
export const text = (): MainText => texts[told ?? spokenOf(app.getPreferredSystemLanguages())]

/** From now on main speaks as the window does. */
export function speak(language: Language): void {
  told = language
}
