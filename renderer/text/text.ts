import { en } from './en.ts'
import { es } from './es.ts'
import { language } from './language.ts'
import type { Text } from './text-shape.ts'

/** Every sentence of the interface, in the language of this window. */
export const text: Text = { en, es }[language]
