import type { Output } from '../../contract/channels.ts'
import type { Excerpt } from '../../model/excerpt.ts'

type View = Output<'devices.view'>['excerpts'][number]

export interface Excerpts {
  readonly asFound: readonly Excerpt[]
  readonly asLeft: readonly Excerpt[]
}

/** First look beside newest look; what did not change is shown once. */
export function excerptViews({ asFound, asLeft }: Excerpts): View[] {
  const found = new Map(asFound.map((excerpt) => [keyOf(excerpt), excerpt]))
  const left = new Map(asLeft.map((excerpt) => [keyOf(excerpt), excerpt]))
  const only = asFound.filter((excerpt) => !left.has(keyOf(excerpt)))
  return [
    ...only.map((excerpt): View => ({ ...excerpt, look: 'as-found' })),
    ...asLeft.map((excerpt): View => ({ ...excerpt, look: found.has(keyOf(excerpt)) ? 'both' : 'as-left' })),
  ]
}

const keyOf = ({ fact, request, answer }: Excerpt): string => JSON.stringify([fact, request, answer])
