/** The languages of the interface. */
export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value)

/** The first of these tags, as systems name their languages, that the interface speaks; else English. */
export const spokenOf = (tags: readonly string[]): Language =>
  tags.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'

/** What every language must have of a list of words: its keys, each a sentence of its own or a maker of one. */
export type Sentences<T> = T extends (...given: infer Given) => infer Made
  ? (...given: Given) => Sentences<Made>
  : T extends string
    ? string
    : T extends object
      ? { readonly [Key in keyof T]: Sentences<T[Key]> }
      : T
