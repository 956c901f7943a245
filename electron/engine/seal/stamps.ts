import { existsSync } from 'node:fs'
import {
  askForStamp,
  readPackFiles,
  replacePack,
  type StampSource,
  withRenewal,
  withStamp,
} from '../../evidence/add-proofs.ts'
import type { Problem } from '../../model/errors.ts'
import { toProblem } from '../../model/errors.ts'
import type { PackRecord } from '../../model/pack-record.ts'
import { AllowedServices, postToService } from '../../protocols/http/allowed-service.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { EventLog } from '../event-log.ts'
import type { StampAuthority } from './stamp-authorities.ts'

/** Each pack gets stamps of this many different authorities, where as many were entered. */
const wanted = 2

/** What became of one pack, or of the log, at one authority. */
export interface StampOutcome {
  readonly authority: string
  /** Time that the authority vouches for; null when it did not. */
  readonly time: string | null
  readonly problem: Problem | null
}

export interface StampedPack {
  readonly path: string
  readonly outcomes: readonly StampOutcome[]
}

/** An authority, asked over the Internet and only at the address that was entered. */
export function sourceOf({ name, url, rootPem }: StampAuthority, signal: AbortSignal): StampSource {
  const allowed = new AllowedServices([url])
  return {
    name,
    rootsPem: [rootPem],
    ask: ({ der }) =>
      postToService(allowed, {
        url,
        contentType: 'application/timestamp-query',
        accept: 'application/timestamp-reply',
        body: der,
        signal,
      }),
  }
}

/**
 * Asks these authorities for stamps over one pack file. What one of them gives is in the file before the next one is asked, so
 * an authority that is away costs nothing of what another gave.
 *
 * @param crlPem Newest revocation list of the company, archived with each stamp.
 * @throws {NoPack} {DiskFull} {PackNotWritten} trouble with the file; trouble with an authority is in its outcome
 */
export async function stampPackFile(
  path: string,
  sources: readonly StampSource[],
  { renew = false, crlPem = null }: { readonly renew?: boolean; readonly crlPem?: string | null } = {},
): Promise<StampedPack> {
  const outcomes: StampOutcome[] = []
  for (const source of sources) {
    const files = await readPackFiles(path)
    outcomes.push(
      await outcomeOf(source.name, async () => {
        const stamped = renew ? await withRenewal(files, source) : await withStamp(files, source, crlPem)
        await replacePack(path, stamped.files)
        return stamped.stamp.time
      }),
    )
  }
  return { path, outcomes }
}

async function outcomeOf(authority: string, ask: () => Promise<Date>): Promise<StampOutcome> {
  try {
    return { authority, time: (await ask()).toISOString(), problem: null }
  } catch (error) {
    return { authority, time: null, problem: toProblem(error) }
  }
}

interface StampParts {
  readonly store: Pick<SiteFile, 'packs' | 'savePack' | 'logLines'>
  readonly log: Pick<EventLog, 'append'>
  readonly visitId: string
  /** Newest revocation list of the company; null where the site has an authority of its own. */
  readonly crlPem: string | null
}

/** The timestamps of one site: packs that wait for theirs, and the log of the visit that is going on. */
export class Stamps {
  readonly #parts: StampParts

  constructor(parts: StampParts) {
    this.#parts = parts
  }

  /** Packs that have fewer stamps than they should, oldest first. */
  waiting(authorities: readonly Pick<StampAuthority, 'name'>[]): PackRecord[] {
    return this.#parts.store.packs().filter((pack) => missing(pack, authorities).length > 0)
  }

  /** Stamps every waiting pack whose file is still where it was written. Ask again whenever a network appears. */
  async stampWaiting(
    authorities: readonly StampAuthority[],
    options: { readonly signal: AbortSignal; readonly on?: (stamped: StampedPack) => void },
  ): Promise<readonly StampedPack[]> {
    const results: StampedPack[] = []
    for (const pack of this.waiting(authorities)) {
      if (options.signal.aborted) break
      const sources = missing(pack, authorities).map((authority) => sourceOf(authority, options.signal))
      for (const path of [pack.path, ...(pack.copies ?? [])].filter((each) => existsSync(each))) {
        const stamped = await stampPackFile(path, sources, { crlPem: this.#parts.crlPem })
        results.push(stamped)
        options.on?.(stamped)
        if (path === pack.path) this.#keep(pack.packId, stamped.outcomes)
      }
    }
    return results
  }

  /**
   * Stamps the newest line of the log: it and all before it existed then, whatever is done to them later. The stamp is a line
   * of the log itself.
   */
  async stampLog(
    authorities: readonly StampAuthority[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<readonly StampOutcome[]> {
    const { store, log, visitId } = this.#parts
    const outcomes: StampOutcome[] = []
    for (const authority of authorities.slice(0, wanted)) {
      outcomes.push(
        await outcomeOf(authority.name, async () => {
          const lines = store.logLines(visitId)
          const line = lines.length - 1
          const { reply, stamp } = await askForStamp(sourceOf(authority, signal), Buffer.from(lines[line] ?? ''))
          log.append({ type: 'time.stamp', line, authority: authority.name, token: reply.toString('base64') })
          return stamp.time
        }),
      )
    }
    return outcomes
  }

  #keep(packId: string, outcomes: readonly StampOutcome[]): void {
    const { store } = this.#parts
    const pack = store.packs().find((each) => each.packId === packId)
    const given = outcomes.flatMap(({ authority, time }) => (time === null ? [] : [{ authority, time }]))
    if (pack !== undefined && given.length > 0) store.savePack({ ...pack, stamps: [...(pack.stamps ?? []), ...given] })
  }
}

function missing<T extends Pick<StampAuthority, 'name'>>(pack: PackRecord, authorities: readonly T[]): readonly T[] {
  const given = pack.stamps ?? []
  return authorities
    .filter(({ name }) => !given.some(({ authority }) => authority === name))
    .slice(0, Math.max(0, wanted - given.length))
}
