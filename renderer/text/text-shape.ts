import type { Sentences } from '../../electron/contract/languages.ts'
import type { en } from './en.ts'

/** What every language must have: the keys of the English list, each a sentence of its own or a maker of one. */
export type Text = Sentences<typeof en>
