import { z } from 'zod'
import { keyTiers } from '../model/key-tier.ts'
import { outcomes, severities } from '../model/outcome.ts'
import { Problem } from './shapes.ts'

export const packVariants = ['insurer', 'customer'] as const

export const PackView = z.object({
  path: z.string(),
  rootPath: z.string(),
  rootFingerprint: z.string(),
  packId: z.string(),
  sequence: z.int().positive(),
  variant: z.enum(packVariants),
  sealedAt: z.string(),
  sizeBytes: z.int().positive(),
  /** Where copies for other readers under the same signature were written. */
  copies: z.array(z.string()),
  stamps: z.array(z.object({ authority: z.string(), time: z.string() })),
})

/**
 * What is not as it should be before a seal. `stops`: no seal until it is settled. `agree`: a person has to say that it is to be
 * sealed as it is. `stated`: the pack says it by itself.
 */
export const missingKinds = [
  'work-running',
  'nothing-assessed',
  'signer-mismatch',
  'unresolved-passwords',
  'stale-attestations',
  'not-attested',
  'not-assessed',
  'not-decided',
  'open-items',
  'conflicts',
  'old-catalog',
] as const

export const SealReadiness = z.object({
  missing: z.array(
    z.object({
      kind: z.enum(missingKinds),
      amount: z.int().nonnegative(),
      weight: z.enum(['stops', 'agree', 'stated']),
      /** Addresses of the devices that it is about, where they are few enough to be named. */
      at: z.array(z.string()).optional(),
    }),
  ),
  signer: z.object({
    /** Whether the root is one of the company or of this site alone. */
    authority: z.enum(['company', 'site']),
    technician: z.string(),
    company: z.string(),
    /** Null until the site has signed for the first time. */
    laptop: z.string().nullable(),
    rootFingerprint: z.string().nullable(),
    endsAt: z.string().nullable(),
    keyTier: z.enum(['token', 'os-store', 'software']),
  }),
  /** Number that the next pack gets. */
  sequence: z.int().positive(),
  /** The pack that it names as the one before. */
  previous: z.object({ sequence: z.int().positive(), sealedAt: z.string() }).nullable(),
  logLines: z.int().nonnegative(),
  devices: z.int().nonnegative(),
  assessed: z.int().nonnegative(),
})

const RiskWord = z.object({ owner: z.string(), due: z.string().nullable(), note: z.string() })

/** What the customer signed on the screen, as it was drawn. */
export const WitnessSigned = z.object({
  name: z.string().trim().min(1).max(200),
  role: z.string().trim().max(200),
  statement: z.string().trim().min(1).max(1_000),
  drawing: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 512 * 1024),
  /** When they signed: it may be kept a while until the seal. */
  at: z.iso.datetime(),
})

/** An item that fails as left, with who takes care of it where. */
export const OpenRiskRow = z.object({
  item: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  /** Who takes care of it wherever nobody else is named. */
  forAll: RiskWord.nullable(),
  failing: z.array(z.object({ deviceId: z.string(), name: z.string(), own: RiskWord.nullable() })),
})

const Fingerprint = z.string()

/** One pack that was verified. */
export const PackVerdict = z.object({
  name: z.string(),
  valid: z.boolean(),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  /** Names of the checks that held, in their order. */
  held: z.array(z.string()),
  signer: z.string().nullable(),
  signedAtClaim: z.string().nullable(),
  timestamp: z.string().nullable(),
  stamps: z.array(z.object({ time: z.string(), authority: z.string() })),
  renewals: z.array(z.object({ number: z.int(), time: z.string(), authority: z.string() })),
  logStamps: z.array(z.object({ line: z.int(), time: z.string(), authority: z.string(), trusted: z.boolean() })),
  rootFingerprint: Fingerprint.nullable(),
  site: z.string().nullable(),
  siteName: z.string().nullable(),
  sequence: z.int().nullable(),
  challenge: z.string().nullable(),
  /** The pack is about simulated devices. Null when the pack could not be read that far. */
  practice: z.boolean().nullable(),
  variant: z.enum(packVariants).nullable(),
  keyTier: z.enum(keyTiers).nullable(),
  authority: z.enum(['company', 'site']).nullable(),
  approver: z.string().nullable(),
  countersignatures: z.array(
    z.object({
      role: z.enum(['customer', 'approver']),
      name: z.string(),
      at: z.string(),
      signer: z.string(),
      fingerprint: Fingerprint,
      trusted: z.boolean(),
    }),
  ),
  drawnBy: z.object({ name: z.string(), role: z.string(), at: z.string() }).nullable(),
  summary: z
    .object({ devices: z.int().nonnegative(), after: z.record(z.enum(outcomes), z.int().nonnegative()) })
    .nullable(),
  /** What a reader must know of it that is no rule it breaks; null when it could not be read that far. */
  account: z
    .object({
      checklist: z.string(),
      /** How much the list asks; null in packs of before they said so. */
      strength: z
        .object({
          own: z.boolean(),
          /** Null where the baseline was not at hand. */
          baseline: z.string().nullable(),
          leftOut: z.int().nonnegative(),
          weaker: z.int().nonnegative(),
        })
        .nullable(),
      checklistChanges: z.int().nonnegative(),
      failsOfEarlierLists: z.int().nonnegative(),
      /** False in packs of before their changes and statements were held against their log. */
      heldToLog: z.boolean(),
      packsLost: z.array(z.int()),
      /** Devices of earlier visits, by address where the pack has one. */
      notSeen: z.array(z.string()),
      removed: z.array(z.string()),
    })
    .nullable(),
})

export const VerifyView = z.object({
  packs: z.array(PackVerdict),
  /** Of several packs: whether they are one unbroken row of one site. */
  row: z
    .object({
      valid: z.boolean(),
      reasons: z.array(z.object({ code: z.string(), message: z.string() })),
      sequences: z.array(z.int()),
      fromFirst: z.boolean(),
      vanished: z.array(
        z.object({ device: z.string(), address: z.string().nullable(), lastIn: z.string(), missingIn: z.string() }),
      ),
    })
    .nullable(),
})

export const StampsView = z.object({
  authorities: z.array(z.object({ name: z.string(), url: z.string() })),
  /** Packs that have fewer timestamps than they should. */
  waiting: z.array(
    z.object({
      packId: z.string(),
      sequence: z.int().positive(),
      sealedAt: z.string(),
      given: z.int().nonnegative(),
      /** Whether its file is still where it was written. */
      there: z.boolean(),
    }),
  ),
  asking: z.boolean(),
  /** When the queue was last tried, and what the authorities said. */
  triedAt: z.string().nullable(),
  outcomes: z.array(z.object({ authority: z.string(), time: z.string().nullable(), problem: Problem.nullable() })),
})

export const revocationReasons = ['left', 'lost', 'replaced'] as const

/** The company whose file is open. Its keys stay in the engine process. */
export const CompanyView = z.object({
  fileName: z.string(),
  name: z.string(),
  rootFingerprint: Fingerprint,
  issued: z.array(
    z.object({
      serial: z.string(),
      name: z.string(),
      issuedAt: z.string(),
      endsAt: z.string(),
      revoked: z.object({ at: z.string(), reason: z.enum(revocationReasons) }).nullable(),
    }),
  ),
})

/** Where the key of a new identity goes. */
export const keyPlaces = ['file', 'os-store', 'token'] as const

/** The key store of the operating system: its name where signing keys may be bound to it, else why they may not. */
export const KeyStoreView = z.object({ name: z.string().nullable(), reason: z.string().nullable() })

export const TechnicianView = z.object({ technician: z.string(), company: z.string(), laptop: z.string() })
/** A file that was written where the person wanted it. */
export const Written = z.object({ file: z.string() })
