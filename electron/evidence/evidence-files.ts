import { createHash, randomBytes } from 'node:crypto'
import { factText } from '../model/fact-text.ts'
import type { FactKey, Facts, Readings } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import { EvidenceInconsistent } from './errors.ts'
import type { DeviceEvidence, PackInput } from './pack-input.ts'
import { writeJson } from './verify/canonical-json.ts'

/** Name and bytes of one file of a pack. */
export type PackFile = readonly [name: string, bytes: Buffer]

/** A name that says nothing, and content behind 128 random bits: nobody finds a withheld file by trying what its hash fits. */
function saltedFile(folder: string, content: object): PackFile {
  return [
    `${folder}/${randomBytes(8).toString('hex')}.json`,
    writeJson({ salt: randomBytes(16).toString('base64url'), ...content }),
  ]
}

/**
 * The files of one device: for everybody identity, findings and each fact in words as found and as left; for the customer
 * besides that address, raw readings and the answers of the device that show them.
 *
 * @param cover what the insurer must not read is taken out of every text
 */
export function evidenceFiles(
  { device, recognisedBy, asFound, asLeft, readings, excerpts, snapshot }: DeviceEvidence,
  cover: <T>(value: T) => T,
): { readonly insurer: PackFile; readonly customer: readonly PackFile[] } {
  const { identity, deviceClass, driver } = device
  const wasRead = readings.asFound !== null || readings.asLeft !== null
  const picture = snapshot ? pictureFile(snapshot) : null
  return {
    insurer: saltedFile(
      'evidence',
      cover({
        device: device.id,
        identity,
        class: deviceClass,
        driver,
        recognisedBy,
        findings: { asFound, asLeft },
        facts: factLines(asFound, asLeft, readings, 'insurer'),
      }),
    ),
    customer:
      wasRead || picture !== null
        ? [
            saltedFile('evidence', {
              device: device.id,
              endpoint: device.endpoint,
              marks: device.marks,
              facts: factLines(asFound, asLeft, readings, 'customer'),
              readings,
              excerpts: excerpts ?? { asFound: [], asLeft: [] },
              ...(picture === null
                ? {}
                : { snapshot: { file: picture[0], sha256: snapshot?.sha256, at: snapshot?.at } }),
            }),
            ...(picture === null ? [] : [picture]),
          ]
        : [],
  }
}

/** @throws {EvidenceInconsistent} when the bytes are other ones than they were */
function pictureFile({ sha256, bytes }: NonNullable<DeviceEvidence['snapshot']>): PackFile {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new EvidenceInconsistent('A picture that a device showed was changed since.')
  }
  return [`customer/${randomBytes(8).toString('hex')}.jpg`, bytes]
}

/** What was read of one fact at one moment, in words for people. */
interface FactLine {
  readonly end: string
  readonly words: string
  readonly readAt: string
}

/** Every fact that a finding rests on, once, as found and as left; null where it was not read. */
function factLines(
  asFound: readonly Finding[],
  asLeft: readonly Finding[],
  readings: DeviceEvidence['readings'],
  reader: 'insurer' | 'customer',
) {
  const needed = new Set([...asFound, ...asLeft].flatMap(({ facts }) => facts))
  return [...needed].sort().map((fact) => ({
    fact,
    items: [...new Set([...asFound, ...asLeft].filter(({ facts }) => facts.includes(fact)).map(({ item }) => item))],
    asFound: factLine(fact, readings.asFound, reader),
    asLeft: factLine(fact, readings.asLeft, reader),
  }))
}

/** Facts that name people's accounts or other devices: an insurer learns what was judged of them, not the names. */
export const namingFacts: readonly FactKey[] = ['accounts', 'accounts.web', 'recorder.cameras']

function factLine(fact: FactKey, readings: Readings | null, reader: 'insurer' | 'customer'): FactLine | null {
  const reading = readings?.[fact]
  if (reading === undefined) return null
  const { end, readAt } = reading
  if (reading.end !== 'value') return { end, words: reading.problem.message, readAt }
  if (reader === 'insurer' && namingFacts.includes(fact))
    return { end, words: 'Names are in the copy of the customer.', readAt }
  return { end, words: factText(fact, reading.value as Facts[typeof fact]), readAt }
}

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'application/pdf': 'pdf' } as const

/**
 * Photos and documents by their SHA-256, under names that say nothing.
 * @throws {EvidenceInconsistent} when the bytes are other ones than they were
 */
export function attachmentFiles({
  attestations = [],
  attachments = new Map(),
}: PackInput): ReadonlyMap<string, PackFile> {
  const files = new Map<string, PackFile>()
  for (const { sha256, mediaType } of attestations.flatMap((attestation) => attestation.attachments)) {
    const bytes = attachments.get(sha256)
    if (bytes === undefined || files.has(sha256)) continue
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
      throw new EvidenceInconsistent('A photo or document that somebody attested with was changed since.')
    }
    files.set(sha256, [`attachments/${randomBytes(8).toString('hex')}.${extensions[mediaType]}`, bytes])
  }
  return files
}

/** What only the customer learns where addresses are withheld: which number stands for which, and the log as it was kept. */
export function resolvingFiles(covered: ReadonlyMap<string, string>, log: readonly string[]): readonly PackFile[] {
  if (covered.size === 0) return []
  const addresses = [...covered].map(([address, name]) => ({ name, address }))
  return [saltedFile('customer', { addresses }), saltedFile('customer', { log })]
}
