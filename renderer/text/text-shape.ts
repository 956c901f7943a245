import type { en } from './en.ts'

/** What every language must have: the keys of the English list, each a sentence of its own or a maker of one. */
export type Text = Sentences<typeof en>

type Sentences<T> = T extends (...given: infer Given) => infer Made
  ? (...given: Given) => Sentences<Made>
  : T extends string
    ? string
    : T extends object
      ? { readonly [Key in keyof T]: Sentences<T[Key]> }
      : T
