import { z } from 'zod'
import {
  CompanyView,
  KeyStoreView,
  keyPlaces,
  OpenRiskRow,
  PackView,
  packVariants,
  revocationReasons,
  SealReadiness,
  StampsView,
  TechnicianView,
  VerifyView,
  WitnessSigned,
  Written,
} from './evidence-shapes.ts'
import { passphraseMinLength } from './limits.ts'

const passphrase = z.string().min(1).max(1024)
const newPassphrase = z.string().min(passphraseMinLength).max(1024)
const name = z.string().trim().min(1).max(200)
const pem = z.string().min(1).max(100_000)
const pems = z.array(pem).max(50)
const packBytes = 512 * 1024 * 1024

/** Everything about packs, their timestamps and who signs them. Files are chosen in dialogs of the operating system. */
export const evidenceChannels = {
  'evidence.list': { input: z.void(), output: z.array(PackView) },
  /** What is missing before a seal, and who would sign. */
  'evidence.ready': { input: z.void(), output: SealReadiness },
  /** What still fails, and who takes care of it. */
  'evidence.risks': { input: z.void(), output: z.array(OpenRiskRow) },
  'evidence.assignRisk': {
    input: z.object({
      item: z.string().max(100),
      /** Null: wherever it fails. */
      deviceId: z.string().max(100).nullable(),
      owner: name,
      due: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .nullable(),
      note: z.string().trim().max(1_000),
    }),
    output: z.null(),
  },
  'evidence.withdrawRisk': {
    input: z.object({ item: z.string().max(100), deviceId: z.string().max(100).nullable() }),
    output: z.null(),
  },
  /** Asks where to save in a dialog; null when the person closed it. */
  'evidence.seal': {
    input: z.object({
      variant: z.enum(packVariants),
      /** Write the other reader's copy as well; a second dialog asks where. */
      both: z.boolean(),
      challenge: z.string().trim().max(200).nullable(),
      approver: z.string().trim().max(200).nullable(),
      witness: WitnessSigned.nullable(),
      /** The copy for the insurer holds no network address, host name or hardware address. */
      withholdAddresses: z.boolean(),
      /** Of the token, where the key is on one. */
      pin: z.string().max(256).nullable(),
    }),
    output: PackView.nullable(),
  },
  /** Shows a sealed pack of this site in the file manager. */
  'evidence.show': { input: z.object({ packId: z.string().max(200) }), output: z.null() },
  /** Packs and certificates as bytes (dropped or chosen in the page), so that no path crosses. Several packs are held as a row. */
  'evidence.verify': {
    input: z.object({
      packs: z
        .array(z.object({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) }))
        .min(1)
        .max(100)
        .refine((packs) => packs.reduce((sum, { bytes }) => sum + bytes.length, 0) <= packBytes),
      roots: pems,
      stampRoots: pems,
      customerRoots: pems,
      revocations: pems,
      challenge: z.string().trim().max(200).nullable(),
      requireTimestamp: z.boolean(),
    }),
    output: VerifyView,
  },
  /** A second person signs a pack: of this site, or (null) one that is chosen in a dialog. Null when a dialog was closed. */
  'evidence.countersign': {
    input: z.object({
      packId: z.string().max(200).nullable(),
      role: z.enum(['customer', 'approver']),
      name: z.string().trim().max(200),
      statement: z.string().trim().min(1).max(1_000),
      /** `new`: a key is made and kept in a file; `own`: key and certificate files; `identity`: the file of a colleague. */
      way: z.enum(['new', 'own', 'identity']),
      passphrase: z.string().max(1024),
      pin: z.string().max(256).nullable(),
    }),
    output: Written.nullable(),
  },
  /** Every password of the site in one KDBX file for the customer. Null when the dialog was closed. */
  'evidence.handOver': { input: z.object({ passphrase: newPassphrase }), output: Written.nullable() },
  'evidence.export': {
    input: z.object({ format: z.enum(['csv', 'html', 'json', 'oscal', 'sarif']) }),
    output: Written.nullable(),
  },
  /** The queue of packs that wait for timestamps. */
  'evidence.stamps': { input: z.void(), output: StampsView },
  'evidence.addAuthority': {
    input: z.object({ name, url: z.string().trim().min(1).max(2_000), rootPem: pem }),
    output: StampsView,
  },
  'evidence.removeAuthority': { input: z.object({ name }), output: StampsView },
  /** Asks the authorities that were entered, at their addresses and nowhere else. */
  'evidence.stampNow': { input: z.object({ log: z.boolean() }), output: StampsView },

  /** The company whose file is open; null while none is. */
  'identity.company': { input: z.void(), output: CompanyView.nullable() },
  'identity.createCompany': { input: z.object({ name, passphrase: newPassphrase }), output: CompanyView.nullable() },
  'identity.openCompany': { input: z.object({ passphrase }), output: CompanyView.nullable() },
  'identity.closeCompany': { input: z.void(), output: z.null() },
  /** A copy under a passphrase of its own, opened and compared before it counts. */
  'identity.backUp': { input: z.object({ passphrase: newPassphrase }), output: Written.nullable() },
  'identity.saveRoot': { input: z.void(), output: Written.nullable() },
  'identity.saveRevocations': { input: z.void(), output: Written.nullable() },
  /** Who a certificate is asked for, before anybody says yes. */
  'identity.readRequest': {
    input: z.object({ requestPem: pem }),
    output: z.object({ company: z.string(), name: z.string() }),
  },
  'identity.issue': {
    input: z.object({ requestPem: pem, days: z.int().min(1).max(730) }),
    output: Written.nullable(),
  },
  'identity.revoke': {
    input: z.object({ serial: z.string().regex(/^[0-9A-Fa-f]{1,64}$/), reason: z.enum(revocationReasons) }),
    output: Written.nullable(),
  },
  /** A new identity of a technician in a file of its own, and the request for the company. */
  'identity.request': {
    input: z.object({
      technician: name,
      company: name,
      passphrase: newPassphrase,
      place: z.enum(keyPlaces),
      /** Serial or label of the token; empty where only one is plugged in. */
      token: z.string().trim().max(200),
      pin: z.string().max(256),
    }),
    output: Written.nullable(),
  },
  'identity.keyStore': { input: z.void(), output: KeyStoreView },
  /** Binds the key of an identity file to the key store of this computer. */
  'identity.move': { input: z.object({ passphrase }), output: TechnicianView.nullable() },
  /** Puts the answer of the company into an identity file. */
  'identity.install': { input: z.object({ passphrase }), output: TechnicianView.nullable() },
  /** The open site is signed for by this technician from now on. */
  'identity.use': { input: z.object({ passphrase }), output: TechnicianView.nullable() },
} as const
