import type { Excerpt } from '../../model/excerpt.ts'
import type { FactKey } from '../../model/facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { ExchangeObserver, ObservedExchange, ObservedMessage } from '../../protocols/exchange-observer.ts'
import type { Redactor } from './redact.ts'
import { headerWithoutSecret } from './secret-keys.ts'

/** Exchanges that are kept of one fact: the last ones, which gave the value. */
const mostOfOneFact = 3
/** Letters that are kept of each side. */
const mostOfOneSide = 4_096
/** Bytes of a body that are looked at. */
const mostOfOneBody = 64 * 1024
/** Say nothing of a fact. */
const idleHeaders = /^(?:accept|accept-encoding|user-agent|host|connection|content-length|date|cache-control|pragma)$/i

/** Keeps the last exchanges of each fact while one device is read, as they were, until they are made into excerpts. */
export class ExcerptRecorder implements ExchangeObserver {
  #fact: FactKey | null = null
  readonly #kept = new Map<FactKey, ObservedExchange[]>()

  /** What is exchanged meanwhile belongs to this fact. */
  async during<T>(fact: FactKey, work: () => Promise<T>): Promise<T> {
    const before = this.#fact
    this.#fact = fact
    this.#kept.delete(fact)
    try {
      return await work()
    } finally {
      this.#fact = before
    }
  }

  exchanged(exchange: ObservedExchange): void {
    if (this.#fact === null) return
    const kept = [...(this.#kept.get(this.#fact) ?? []), bounded(exchange)]
    this.#kept.set(this.#fact, kept.slice(-mostOfOneFact))
  }

  /** With nothing in them that the redactor knows, or that its name calls a secret. */
  excerpts(redactor: Redactor): readonly Excerpt[] {
    return [...this.#kept].flatMap(([fact, exchanges]) =>
      exchanges.map(({ over, request, answer, at }) => {
        const asked = sideOf(request, redactor)
        const answered = answer === null ? { text: 'no answer', removed: false, cut: false } : sideOf(answer, redactor)
        return {
          fact,
          over,
          request: asked.text,
          answer: answered.text,
          removed: asked.removed || answered.removed,
          cut: asked.cut || answered.cut,
          at,
        }
      }),
    )
  }
}

interface Side {
  readonly text: string
  readonly removed: boolean
  readonly cut: boolean
}

function sideOf({ line, headers, body }: ObservedMessage, redactor: Redactor): Side {
  const told = headers.filter(([name]) => !idleHeaders.test(name))
  const plain = told.map(([name, value]) => `${name}: ${value}`)
  const safe = told.map(([name, value]) => `${name}: ${headerWithoutSecret(name, value)}`)
  const { text, whole } = textOf(body)
  const head = redactor.redact(line)
  const rest = redactor.redact(text)
  const headLines = safe.map((each) => redactor.byValue(each))
  // What was cut off may begin with the end of a secret that is no longer whole.
  const kept = whole ? rest : rest.slice(0, Math.max(0, rest.length - redactor.longest))
  const all = [head, ...headLines, ...(kept === '' ? [] : ['', kept])].join('\n')
  const shown = all
    .slice(0, mostOfOneSide)
    .split(/\r?\n/)
    .map((each) => visibleText(each, mostOfOneSide))
    .join('\n')
  return {
    text: shown.slice(0, mostOfOneSide),
    removed: head !== line || rest !== text || headLines.some((each, index) => each !== plain[index]),
    cut: !whole || all.length > mostOfOneSide || shown.length > mostOfOneSide,
  }
}

function textOf(body: Buffer): { readonly text: string; readonly whole: boolean } {
  const head = body.subarray(0, mostOfOneBody)
  if (head.includes(0)) return { text: `${body.length} bytes that are no text`, whole: true }
  return { text: head.toString('utf8'), whole: body.length <= mostOfOneBody }
}

const bounded = (exchange: ObservedExchange): ObservedExchange => ({
  ...exchange,
  request: boundedMessage(exchange.request),
  answer: exchange.answer === null ? null : boundedMessage(exchange.answer),
})

/** A copy, so that a small part does not hold a large answer in memory; one byte more tells that there was more. */
const boundedMessage = (message: ObservedMessage): ObservedMessage => ({
  ...message,
  body: Buffer.from(message.body.subarray(0, mostOfOneBody + 1)),
})
