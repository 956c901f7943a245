import type { Device } from '../model/device.ts'
import type { Readings } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import type { Change, SiteRecord, Visit } from '../model/site.ts'

/** One device with everything that was seen of it in the visit. */
export interface DeviceEvidence {
  readonly device: Device
  /** What made the driver sure, in words: `ws-discovery: scope names ACME`. */
  readonly recognisedBy: readonly string[]
  /** First finding of the visit for each item. */
  readonly asFound: readonly Finding[]
  /** Newest finding of the visit for each item. */
  readonly asLeft: readonly Finding[]
  /** Raw answers, for the customer alone. Null where the device was not read. */
  readonly readings: {
    readonly asFound: Readings | null
    readonly asLeft: Readings | null
  }
}

/** Everything that a pack is made of. Plain data of model/: it holds no secret, because none of these types can. */
export interface PackInput {
  /** UUID. */
  readonly packId: string
  /** 1 for the first pack of the site, without gaps. */
  readonly sequence: number
  /** SHA-256 of `SHA256SUMS.p7s` of the pack before, hex; null for the first. */
  readonly previousPack: string | null
  /** Challenge of the insurer for this very pack. */
  readonly verifierNonce: string | null
  /** A public value that did not exist before, and when it was fetched. */
  readonly freshness?: {
    readonly beacon: string
    readonly fetchedAt: string
  } | null
  readonly now: Date
  readonly site: SiteRecord
  readonly visit: Visit
  readonly tool: {
    readonly name: string
    readonly version: string
    readonly build: string | null
  }
  readonly checklist: {
    readonly id: string
    readonly title: string
    readonly version: string
    /** Of the file, hex. */
    readonly sha256: string
  }
  readonly catalog: {
    readonly version: number
    readonly date: string
    readonly ageDays: number
  }
  readonly clock: {
    readonly timeZone: string
    readonly ntpOffsetSeconds: number | null
  }
  readonly devices: readonly DeviceEvidence[]
  /** Devices that gave any sign of life inside the scope, counted by discovery and not by what was assessed. */
  readonly devicesSeen: number
  /** Addresses that were left out on purpose, or heard and not identified. */
  readonly excluded: readonly {
    readonly address: string
    readonly reason: string
  }[]
  readonly changes: readonly Change[]
  /** Lines of the visit's log, each as `nextLogLine` made it. */
  readonly log: readonly string[]
}
