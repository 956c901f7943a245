/** Every key of a list of words down to the sentences, lists by their places. */
export function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`))
}

/** The sentences of a list of words with their paths, those left out that are made of something. */
export function sentencesOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => sentencesOf(inner, `${path}.${key}`))
}

/** Sentences of more than one word that another language has letter for letter as English has them. */
export function leftInEnglish(other: unknown, english: unknown): [string, string][] {
  const known = new Map(sentencesOf(english))
  return sentencesOf(other).filter(
    ([path, said]) => known.get(path) === said && (said.match(/(?<!\p{L})\p{Ll}{2,}/gu) ?? []).length > 1,
  )
}
