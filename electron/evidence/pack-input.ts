import type { Attestation } from '../model/attestation.ts'
import type { Device } from '../model/device.ts'
import type { Excerpt } from '../model/excerpt.ts'
import type { Readings } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import type { GapAnswer } from '../model/gap.ts'
import type { OpenRisk } from '../model/open-risk.ts'
import type { Change, SiteRecord, Visit } from '../model/site.ts'
import type { Waiver } from '../model/waiver.ts'
import type { Results } from './verify/results-shape.ts'

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
  /** Questions and answers that show the facts, for the customer alone. */
  readonly excerpts?: {
    readonly asFound: readonly Excerpt[]
    readonly asLeft: readonly Excerpt[]
  }
  /** A picture that the device showed in this visit, JPEG, for the customer alone. */
  readonly snapshot?: { readonly at: string; readonly sha256: string; readonly bytes: Buffer } | null
}

/** A signature that was drawn on the screen. */
export interface WitnessInput {
  readonly name: string
  /** What the person is to the customer: `Facility manager`. */
  readonly role: string
  /** What they signed, in the words that they were shown. */
  readonly statement: string
  /** ISO 8601. */
  readonly at: string
  readonly png: Buffer
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
    /** True for a list that did not ship with the product. */
    readonly own?: boolean
    /** The baseline that it was held against; null where that was not at hand. */
    readonly comparedWith?: { readonly id: string; readonly version: string; readonly sha256: string } | null
    /** Each way in which it asks less than that. */
    readonly loosened?: readonly { readonly item: string; readonly how: string }[]
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
  /** Every device that was seen, with the reason where it was not assessed. Without it, those of `devices`. */
  readonly seen?: readonly { readonly device: string; readonly reason: string | null }[]
  /** Devices that earlier visits know and this one did not see. */
  readonly notSeen?: readonly { readonly device: string; readonly address: string; readonly reason: string }[]
  /** Who was enrolled to agree to changes, of those who did, and of those who were in this visit. */
  readonly secondPersons?: NonNullable<Results['secondPersons']>
  /** What changed since the last sealed visit; null at the first one. */
  readonly drift?: NonNullable<Results['drift']> | null
  /** Whose root vouches for the signer; without it, one of this site alone. */
  readonly authority?: 'company' | 'site'
  /** Computer of the technician. */
  readonly laptop?: string
  /** Who is to approve the pack. */
  readonly approver?: string | null
  /** Newest revocation list of the company, PEM. */
  readonly crlPem?: string | null
  /** What the customer signed on the screen. The log must hold `witnessEvent` of it. */
  readonly witness?: WitnessInput | null
  readonly changes: readonly Change[]
  readonly attestations?: readonly Attestation[]
  readonly waivers?: readonly Waiver[]
  /** Numbers of the visits of the site by their id. Without it, what was said elsewhere is of an unknown one. */
  readonly visitNumbers?: ReadonlyMap<string, number>
  readonly risks?: readonly OpenRisk[]
  /** Photos and documents of the attestations by their SHA-256, hex. */
  readonly attachments?: ReadonlyMap<string, Buffer>
  readonly gaps?: readonly GapAnswer[]
  /** Findings about the site itself. */
  readonly siteFindings?: {
    readonly asFound: readonly Finding[]
    readonly asLeft: readonly Finding[]
  }
  /** The customer wants no address in what the insurer gets; the customer's own copy resolves them. */
  readonly withholdAddresses?: boolean
  /** Lines of the visit's log, each as `nextLogLine` made it. */
  readonly log: readonly string[]
}
