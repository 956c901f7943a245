import type { VerifyReport } from './verify-pack.ts'

/** Why packs of a site are no row. Stable, like the codes of single packs. */
export type SeriesCode =
  | 'series/invalid-pack'
  | 'series/other-site'
  | 'series/replay'
  | 'series/fork'
  | 'series/gap'
  | 'series/broken-link'
  | 'series/backwards'
  | 'series/challenge-reused'
  | 'series/other-root'

export interface SeriesReport {
  readonly valid: boolean
  readonly reasons: readonly { readonly code: SeriesCode; readonly message: string }[]
  /** Numbers of the packs, in their row. */
  readonly sequences: readonly number[]
  /** Whether the row begins with the first pack of the site. */
  readonly fromFirst: boolean
  /** Devices that a pack knows and the next one says nothing of. */
  readonly vanished: readonly Vanished[]
}

/** A device that is in one pack and in no list of the next. */
export interface Vanished {
  readonly device: string
  /** As the earlier pack writes it. */
  readonly address: string | null
  /** What the reader calls the two packs. */
  readonly lastIn: string
  readonly missingIn: string
}

/** What the row asks of a pack: the report of a pack that verified. */
export type SeriesMember = Pick<
  VerifyReport,
  | 'valid'
  | 'site'
  | 'sequence'
  | 'packId'
  | 'signatureSha256'
  | 'previousPack'
  | 'signedAtClaim'
  | 'timestamp'
  | 'challenge'
  | 'rootFingerprint'
  | 'devices'
>

/** Clocks of two computers differ a little. */
const clockTolerance = 5 * 60_000

/**
 * Says whether verified packs are one unbroken row of one site: every number once, each naming the one before by its
 * signature, later ones later, no challenge answered twice. The order in which they are given does not matter.
 *
 * @param names What the reader calls each pack, for the messages.
 */
export function checkSeries(members: readonly SeriesMember[], names: readonly string[]): SeriesReport {
  const reasons: { readonly code: SeriesCode; readonly message: string }[] = []
  const refuse = (code: SeriesCode, message: string) => reasons.push({ code, message })
  const packs = members
    .map((member, at) => ({ ...member, name: names[at] ?? `pack ${at + 1}` }))
    .toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0))
  for (const { valid, name } of packs) {
    if (!valid) refuse('series/invalid-pack', `${name} does not verify by itself, so it proves no place in a row.`)
  }
  const [first] = packs
  for (const { name, site, rootFingerprint } of packs.slice(1)) {
    if (site !== first?.site) refuse('series/other-site', `${name} is about another site than ${first?.name}.`)
    if (rootFingerprint !== first?.rootFingerprint) {
      refuse('series/other-root', `${name} is vouched for by another root than ${first?.name}.`)
    }
  }
  packs.slice(1).forEach((pack, at) => {
    const before = packs[at]
    if (before !== undefined) checkNeighbours(before, pack, refuse)
  })
  const answered = new Map<string, string>()
  for (const { challenge, name, signatureSha256 } of packs) {
    if (challenge === null) continue
    const other = answered.get(challenge)
    const isSame = packs.some((pack) => pack.name === other && pack.signatureSha256 === signatureSha256)
    if (other !== undefined && !isSame) {
      refuse('series/challenge-reused', `${name} and ${other} answer the same challenge.`)
    }
    answered.set(challenge, name)
  }
  return {
    valid: reasons.length === 0,
    reasons,
    sequences: packs.flatMap(({ sequence }) => (sequence === null ? [] : [sequence])),
    fromFirst: first?.sequence === 1,
    vanished: packs.slice(1).flatMap((pack, at) => vanishedBetween(packs[at], pack)),
  }
}

/** No break of the row: packs of earlier editions said nothing of what they did not see. */
function vanishedBetween(before: Named | undefined, pack: Named): Vanished[] {
  if (!before?.devices || !pack.devices) return []
  const known = new Set(pack.devices.map(({ device }) => device))
  return before.devices
    .filter(({ device, state }) => state !== 'removed' && !known.has(device))
    .map(({ device, address }) => ({ device, address, lastIn: before.name, missingIn: pack.name }))
}

type Named = SeriesMember & { readonly name: string }

function checkNeighbours(before: Named, pack: Named, refuse: (code: SeriesCode, message: string) => void): void {
  const [a, b] = [before.sequence ?? 0, pack.sequence ?? 0]
  if (pack.signatureSha256 === before.signatureSha256) {
    refuse('series/replay', `${pack.name} is ${before.name} once more.`)
  } else if (a === b) {
    refuse('series/fork', `${before.name} and ${pack.name} both claim to be number ${a} of the site.`)
  } else if (pack.previousPack === before.previousPack) {
    refuse('series/fork', `${before.name} and ${pack.name} both follow the same pack.`)
  } else if (b > a + 1) {
    const missing = b === a + 2 ? `Number ${a + 1}` : `Numbers ${a + 1} to ${b - 1}`
    refuse('series/gap', `${missing} of the site: not given, between ${before.name} and ${pack.name}.`)
  } else if (pack.previousPack !== before.signatureSha256) {
    refuse('series/broken-link', `${pack.name} follows another pack than ${before.name}.`)
  } else if (isBefore(pack.signedAtClaim, before.signedAtClaim) || isBefore(pack.timestamp, before.signedAtClaim)) {
    refuse('series/backwards', `${pack.name} claims to be older than ${before.name}, which it follows.`)
  }
}

const isBefore = (later: string | null, earlier: string | null): boolean =>
  later !== null && earlier !== null && Date.parse(later) < Date.parse(earlier) - clockTolerance
