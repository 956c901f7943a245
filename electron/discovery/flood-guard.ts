import type { ProbeContext } from './probe.ts'

/** Datagrams that are parsed at most: per source, and in one run. The rest is noise or an attack. */
const mostPerSource = 64
const mostParsed = 20_000

/** Decides which datagrams of a probe are worth parsing, and tells the technician once when it was too many. */
export class FloodGuard {
  readonly #context: ProbeContext
  readonly #datagrams = new Map<string, number>()
  #parsed = 0

  constructor(context: ProbeContext) {
    this.#context = context
  }

  /** False: do not look at it. */
  admits(source: string): boolean {
    const { forwarded, progress } = this.#context
    // Behind one address there may be as many devices as ports of it were named.
    const most = mostPerSource * Math.max(1, forwarded.filter(({ address }) => address === source).length)
    const count = (this.#datagrams.get(source) ?? 0) + 1
    if (count > most) {
      progress({ note: `Truncated: ${source} sent more than ${most} datagrams.` })
      return false
    }
    if (this.#parsed >= mostParsed) {
      progress({ note: `Truncated: more than ${mostParsed} datagrams; somebody may be flooding this network.` })
      return false
    }
    this.#datagrams.set(source, count)
    this.#parsed += 1
    return true
  }
}
