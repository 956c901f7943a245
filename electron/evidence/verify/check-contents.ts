import { z } from 'zod'
import type { ListStrength } from '../../model/list-strength.ts'
import type { OutcomeCounts } from '../../model/outcome.ts'
import { checkSignatureTimestamp } from './added-proofs.ts'
import { asicManifest } from './asic-manifest.ts'
import { readJson } from './canonical-json.ts'
import type { Certificate } from './certificate.ts'
import { type CheckedSignature, checkSignature } from './cms-reader.ts'
import { type CheckedLog, checkLog } from './log-chain.ts'
import { checkLogStamps, type LogStamp } from './log-stamps.ts'
import { controlFiles, isAddedLater, requiredFiles, stepsFile } from './names.ts'
import { oids } from './oids.ts'
import { PackContext, packSchemaId } from './pack-shape.ts'
import { checkPage } from './page/check-page.ts'
import { strengthOf } from './page/reading.ts'
import { PackRejected, reject } from './rejected.ts'
import { checkReport } from './report-check.ts'
import { checkResults, type LeftOut } from './results-check.ts'
import { AnyResults, resultsSchemaId } from './results-shape.ts'
import { type AccountedDevice, accountedDevices, checkScope } from './scope-check.ts'
import { readSums, sha256Hex } from './sums.ts'
import { checkWitness, type Witness } from './witness-check.ts'

export interface PackFacts {
  readonly variant: 'insurer' | 'customer'
  readonly context: PackContext | null
  readonly summary: {
    readonly devices: number
    readonly before: OutcomeCounts
    readonly after: OutcomeCounts
  } | null
  readonly checklist: JudgingList | null
  readonly leftOut: LeftOut | null
  /** Whether changes, waivers and attestations were held against the log; null where it did not come to that. */
  readonly heldToLog: boolean | null
  readonly devices: readonly AccountedDevice[] | null
  readonly logStamps: readonly LogStamp[]
  readonly witness: Witness | null
}

/** The list that the results rest on, as the pack says it. */
export interface JudgingList {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly sha256: string
  /** How much it asks, held against the baseline; null in packs of before they said so. */
  readonly strength: ListStrength | null
}

/** What the reader knows already and the pack must fit. */
export interface Expected {
  readonly site?: string
  readonly nonce?: string
  /** Pinned roots of timestamp authorities. */
  readonly tsaRoots: readonly Certificate[]
}

/** Runs one check, keeps what it throws as a reason, and answers null then. */
export type Step = <T>(name: string, check: () => T | Promise<T>) => Promise<T | null>

type Files = ReadonlyMap<string, Buffer>

/** Everything that the signed list vouches for, once its signature holds. Null when the list itself is broken. */
export async function checkContents(
  files: Files,
  signature: CheckedSignature,
  expected: Expected,
  step: Step,
): Promise<PackFacts | null> {
  const listed = await step('files', () => checkFiles(files))
  if (listed === null) return null
  await step('manifest', () => checkManifest(files, listed.insurer, signature, expected))
  await step('evidence', () => checkEvidence(files))
  const context = await step('context', () => checkContext(files, listed, signature))
  if (context !== null) await step('purpose', () => checkPurpose(context, expected))
  const log = context && (await step('log', () => checkSignedLog(files, context)))
  const read = context && log && (await step('results', () => readResults(files, context, log)))
  const results = read?.results ?? null
  const logStamps =
    context &&
    log &&
    (await step('log-stamps', () => checkLogStamps(log, expected.tsaRoots, new Date(context.signedAtClaim))))
  const isNew = context?.schema === packSchemaId
  const witness = isNew && log && (await step('witness', () => checkWitness(files, context, log)))
  if (isNew && log && results) await step('scope', () => checkScope(context, results, log))
  if (results) {
    await step('attachments', () => checkAttachments(files, results))
    await step('report', () =>
      checkReport(need(files, 'report.pdf'), need(files, 'results.json'), results, signature.leaf),
    )
    const page = files.get('report.html')
    if (page) await step('page', () => checkPage(page, results, signature.signingTime ?? new Date(Number.NaN)))
  }
  return {
    variant: listed.variant,
    context,
    summary: results?.summary ?? null,
    checklist: results && listOf(results),
    leftOut: read?.leftOut ?? null,
    heldToLog: results && results.schema === resultsSchemaId && results.inLog !== undefined,
    devices: isNew && log && results ? accountedDevices(context, results, log) : null,
    logStamps: logStamps ?? [],
    witness: witness || null,
  }
}

function need(files: Files, name: string): Buffer {
  return files.get(name) ?? reject('pack/file-missing', `${name} is missing.`)
}

interface Listed {
  readonly insurer: readonly string[]
  readonly customer: readonly string[]
  readonly variant: PackFacts['variant']
}

/** The names in the container are exactly the signed ones and the control files. `sha256sum -c` would not see an added file. */
function checkFiles(files: Files): Listed {
  const sums = readSums(need(files, 'SHA256SUMS'), 'SHA256SUMS')
  for (const name of requiredFiles) {
    if (!sums.has(name)) reject('pack/file-missing', `${name} is not in the signed list.`)
  }
  checkDigests(files, sums, [...sums.keys()])
  const privateSums = readSums(need(files, 'SHA256SUMS.private'), 'SHA256SUMS.private')
  const present = [...privateSums.keys()].filter((name) => files.has(name))
  if (present.length > 0 && present.length < privateSums.size) {
    reject('pack/private-incomplete', `Only ${present.length} of ${privateSums.size} files of the customer are there.`)
  }
  checkDigests(files, privateSums, present)
  const allowed = new Set<string>([...sums.keys(), ...present, ...controlFiles])
  for (const name of controlFiles) need(files, name)
  for (const name of files.keys()) {
    if (!allowed.has(name) && !isAddedLater(name)) reject('pack/file-extra', `${name} is not in the signed list.`)
  }
  return {
    insurer: [...sums.keys()],
    customer: [...privateSums.keys()],
    variant: present.length > 0 ? 'customer' : 'insurer',
  }
}

function checkDigests(files: Files, sums: ReadonlyMap<string, string>, names: readonly string[]): void {
  for (const name of names) {
    if (sha256Hex(need(files, name)) !== sums.get(name)) reject('pack/file-changed', `${name} is not what was signed.`)
  }
}

async function checkManifest(
  files: Files,
  names: readonly string[],
  { leaf, certificates }: CheckedSignature,
  { tsaRoots }: Expected,
): Promise<void> {
  const manifest = need(files, 'META-INF/ASiCManifest001.xml')
  const covered = [...names, 'SHA256SUMS', 'SHA256SUMS.p7s']
  if (!manifest.equals(asicManifest(covered.map((name) => [name, need(files, name)])))) {
    reject('pack/manifest', 'META-INF/ASiCManifest001.xml describes another pack.')
  }
  const second = await secondSignature(need(files, 'META-INF/signature001.p7s'), manifest)
  const raws = (certificates: CheckedSignature['certificates']) => Buffer.concat(certificates.map(({ raw }) => raw))
  if (!second.leaf.raw.equals(leaf.raw) || !raws(second.certificates).equals(raws(certificates))) {
    reject('pack/manifest', 'META-INF/signature001.p7s is by another signer.')
  }
  if (second.unsigned !== null) {
    await checkSignatureTimestamp(second.unsigned, second.value, tsaRoots, 'META-INF/signature001.p7s')
  }
}

async function secondSignature(signature: Buffer, manifest: Buffer): Promise<CheckedSignature> {
  try {
    return await checkSignature(signature, { detached: manifest, contentType: oids.data, unsignedAttributes: true })
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new PackRejected('pack/manifest', `META-INF/signature001.p7s: ${cause.message}`, { cause })
  }
}

/** 128 bits in front: nobody can find out the content of a withheld file by trying what its hash fits. */
const Evidence = z.looseObject({
  salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
})

function checkEvidence(files: Files): void {
  const salts = new Set<string>()
  for (const [name, bytes] of files) {
    if (!name.startsWith('evidence/')) continue
    const record = readJson(bytes, Evidence, 'pack/evidence-malformed', name)
    if (Object.keys(record)[0] !== 'salt' || salts.has(record.salt)) {
      reject('pack/evidence-malformed', `${name} does not begin with a salt of its own.`)
    }
    salts.add(record.salt)
  }
}

function checkContext(files: Files, { insurer, customer }: Listed, { signingTime }: CheckedSignature): PackContext {
  const context = readJson(need(files, 'pack.json'), PackContext, 'pack/context-malformed', 'pack.json')
  if (new Date(context.signedAtClaim).getTime() !== signingTime?.getTime()) {
    reject('pack/context-contradiction', 'pack.json and the signature claim different times.')
  }
  if (context.schema === packSchemaId && !insurer.includes(stepsFile)) {
    reject('pack/file-missing', `${stepsFile} is not in the signed list.`)
  }
  const classes = new Map(context.files.map((file) => [file.path, file]))
  const expected: readonly (readonly [string, string])[] = [
    ...insurer.filter((name) => name !== 'pack.json').map((name) => [name, 'insurer'] as const),
    ...customer.map((name) => [name, 'customer'] as const),
  ]
  if (classes.size !== context.files.length || classes.size !== expected.length) {
    reject('pack/context-contradiction', 'pack.json lists other files than the signed lists.')
  }
  for (const [name, fileClass] of expected) {
    const file = classes.get(name)
    const size = files.get(name)?.length ?? file?.size
    if (file?.class !== fileClass || file.size !== size) {
      reject('pack/context-contradiction', `pack.json describes ${name} in another way.`)
    }
  }
  return context
}

function checkPurpose(
  context: PackContext,
  { site, nonce }: { readonly site?: string; readonly nonce?: string },
): void {
  if (site !== undefined && context.site !== site) reject('pack/other-site', 'The pack is about another site.')
  if (nonce !== undefined && context.verifierNonce !== nonce) {
    reject('pack/other-nonce', 'The pack does not answer the challenge that was given out for it.')
  }
}

function checkSignedLog(files: Files, { log }: PackContext): CheckedLog {
  const checked = checkLog(need(files, 'log.ndjson').toString('utf8'))
  if (checked.lines !== log.lines || checked.head !== log.head || checked.root !== log.rfc6962Root) {
    reject('pack/log-differs', 'The log is not the one that pack.json names: lines were cut off, added or changed.')
  }
  return checked
}

const listOf = (results: AnyResults): JudgingList => {
  const { id, title, version, sha256 } = results.checklist
  return { id, title, version, sha256, strength: strengthOf(results) }
}

function readResults(
  files: Files,
  context: PackContext,
  log: CheckedLog,
): { readonly results: AnyResults; readonly leftOut: LeftOut } {
  const bytes = need(files, 'results.json')
  if (sha256Hex(bytes) !== context.resultsSha256) {
    reject('pack/context-contradiction', 'pack.json names other results.')
  }
  const results = readJson(bytes, AnyResults, 'pack/results-malformed', 'results.json')
  const leftOut = checkResults(results, context, log)
  for (const { evidence } of results.devices) need(files, evidence)
  return { results, leftOut }
}

/** Every photo or document that the results name is in the pack, byte by byte, and the pack holds no other. */
function checkAttachments(files: Files, results: AnyResults): void {
  const attestations = results.schema === 'fieldseal-results/2' ? results.attestations : []
  const named = new Map(attestations.flatMap(({ attachments }) => attachments).map((each) => [each.file, each]))
  for (const { file, sha256, sizeBytes } of named.values()) {
    const bytes = need(files, file)
    if (sha256Hex(bytes) !== sha256 || bytes.length !== sizeBytes) {
      reject('pack/attachment-differs', `${file} is not what was attested with.`)
    }
  }
  for (const name of files.keys()) {
    if (name.startsWith('attachments/') && !named.has(name)) {
      reject('pack/attachment-differs', `${name} belongs to nothing that was attested.`)
    }
  }
}
