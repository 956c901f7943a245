import { randomBytes } from 'node:crypto'
import { signDetached } from './cms.ts'
import { EvidenceInconsistent, SignerExpired } from './errors.ts'
import type { DeviceEvidence, PackInput } from './pack-input.ts'
import { pemOf } from './pem.ts'
import { buildReport } from './report.ts'
import { buildResults } from './results.ts'
import { checkOwnPack } from './self-check.ts'
import type { Signer } from './signer.ts'
import { asicManifest } from './verify/asic-manifest.ts'
import { writeJson } from './verify/canonical-json.ts'
import { readCertificate } from './verify/certificate.ts'
import { oneLine } from './verify/certificate-path.ts'
import { checkLog } from './verify/log-chain.ts'
import { mediaType } from './verify/names.ts'
import { type PackContext, packSchemaId } from './verify/pack-shape.ts'
import { PackRejected } from './verify/rejected.ts'
import type { Results } from './verify/results-shape.ts'
import { sha256Hex, writeSums } from './verify/sums.ts'

/** Who gets the pack. Both come out of one signature: the insurer's is the customer's without the private files. */
export type PackVariant = 'insurer' | 'customer'

export interface BuiltPack {
  readonly packId: string
  readonly sequence: number
  readonly sealedAt: string
  readonly results: Results
  /** What the next pack of the site names as the one before: SHA-256 of `SHA256SUMS.p7s`, hex. */
  readonly signatureSha256: string
  /** Name and bytes in the order of the container. */
  readonly files: Readonly<Record<PackVariant, readonly (readonly [string, Buffer])[]>>
}

/**
 * Seals one visit: everything that a pack holds, signed once. The pack has already been held against the rules of the
 * verifier when this returns.
 *
 * @throws {SignerExpired} {EvidenceInconsistent} nothing was handed out
 */
export async function buildPack(input: PackInput, signer: Signer): Promise<BuiltPack> {
  const signingTime = new Date(Math.floor(Number(input.now) / 1000) * 1000)
  refuseExpired(signer, signingTime)
  const evidence = input.devices.map((device) => evidenceFiles(device))
  const fileOf = new Map(input.devices.map(({ device }, at) => [device.id, evidence[at]?.insurer[0] ?? '']))
  const results = buildResults(input, (deviceId) => fileOf.get(deviceId) ?? '')
  const resultsBytes = writeJson(results)
  const log = Buffer.from(input.log.map((line) => `${line}\n`).join(''))
  const insurerFiles: readonly (readonly [string, Buffer])[] = [
    ['results.json', resultsBytes],
    ['report.pdf', await buildReport({ results, resultsBytes, signer, signingTime })],
    ['log.ndjson', log],
    ...evidence.map(({ insurer }) => insurer),
    ['signer-chain.pem', Buffer.from([signer.certificate, ...signer.chain].map(pemOf).join(''))],
  ]
  const customerFiles = evidence.flatMap(({ customer }) => customer)
  const listed: readonly (readonly [string, Buffer])[] = [
    ...insurerFiles,
    ['SHA256SUMS.private', writeSums(customerFiles)],
  ]
  const context = buildContext({
    input,
    signer,
    signingTime,
    results,
    resultsBytes,
    log,
    listed,
    customerFiles,
  })
  const signed: readonly (readonly [string, Buffer])[] = [['pack.json', writeJson(context)], ...listed]
  const sums = writeSums(signed)
  const signature = await signDetached(sums, signer, signingTime)
  const manifest = asicManifest([...signed, ['SHA256SUMS', sums], ['SHA256SUMS.p7s', signature]])
  const proofs: readonly (readonly [string, Buffer])[] = [
    ['SHA256SUMS', sums],
    ['SHA256SUMS.p7s', signature],
    ['META-INF/ASiCManifest001.xml', manifest],
    ['META-INF/signature001.p7s', await signDetached(manifest, signer, signingTime)],
  ]
  const head = ['mimetype', Buffer.from(mediaType)] as const
  const pack: BuiltPack = {
    packId: input.packId,
    sequence: input.sequence,
    sealedAt: signingTime.toISOString(),
    results,
    signatureSha256: sha256Hex(signature),
    files: {
      insurer: [head, ...signed, ...proofs],
      customer: [head, ...signed, ...customerFiles, ...proofs],
    },
  }
  await checkOwnPack(pack)
  return pack
}

function refuseExpired({ certificate, chain }: Signer, at: Date): void {
  for (const der of [certificate, ...chain]) {
    const { notBefore, notAfter, x509 } = readCertificate(Buffer.from(der))
    if (at >= notBefore && at <= notAfter) continue
    throw new SignerExpired(
      `The certificate "${oneLine(x509.subject)}" is valid from ${notBefore.toISOString()} to ${notAfter.toISOString()}, and this computer says ${at.toISOString()}.`,
    )
  }
}

/** The files of one device under names that say nothing, each behind 128 random bits. */
function evidenceFiles({ device, recognisedBy, asFound, asLeft, readings }: DeviceEvidence) {
  const file = (content: object): readonly [string, Buffer] => [
    `evidence/${randomBytes(8).toString('hex')}.json`,
    writeJson({
      salt: randomBytes(16).toString('base64url'),
      device: device.id,
      ...content,
    }),
  ]
  const { identity, deviceClass, driver } = device
  const wasRead = readings.asFound !== null || readings.asLeft !== null
  return {
    insurer: file({
      identity,
      class: deviceClass,
      driver,
      recognisedBy,
      findings: { asFound, asLeft },
    }),
    customer: wasRead ? [file({ endpoint: device.endpoint, marks: device.marks, readings })] : [],
  }
}

function buildContext(parts: {
  readonly input: PackInput
  readonly signer: Signer
  readonly signingTime: Date
  readonly results: Results
  readonly resultsBytes: Buffer
  readonly log: Buffer
  readonly listed: readonly (readonly [string, Buffer])[]
  readonly customerFiles: readonly (readonly [string, Buffer])[]
}): PackContext {
  const { input, results } = parts
  const { lines, head, root } = checkedLog(parts.log)
  const describe = (files: readonly (readonly [string, Buffer])[], fileClass: PackVariant) =>
    files.map(([path, bytes]) => ({
      path,
      size: bytes.length,
      class: fileClass,
    }))
  return {
    schema: packSchemaId,
    packId: input.packId,
    site: results.site.id,
    siteName: results.site.name,
    customer: results.site.customer,
    contract: results.site.contract,
    practice: results.practice,
    visit: { id: results.visit.id, number: results.visit.number },
    sequence: input.sequence,
    previousPackSha256SumsP7s: input.previousPack,
    verifierNonce: input.verifierNonce,
    freshness: input.freshness ?? null,
    signedAtClaim: parts.signingTime.toISOString(),
    clock: {
      timeZone: input.clock.timeZone,
      ntpOffsetSeconds: input.clock.ntpOffsetSeconds,
      deviceClockSamples: input.devices.flatMap(clockSample),
    },
    tool: results.tool,
    signer: { keyTier: parts.signer.keyTier },
    log: { lines, head, rfc6962Root: root },
    resultsSha256: sha256Hex(parts.resultsBytes),
    scope: {
      devicesSeen: results.coverage.seen,
      devicesAssessed: results.coverage.assessed,
      excludedWithReason: results.coverage.excluded,
    },
    files: [...describe(parts.listed, 'insurer'), ...describe(parts.customerFiles, 'customer')],
  }
}

function clockSample({ device, readings }: DeviceEvidence): { device: string; offsetSeconds: number }[] {
  const clock = (readings.asLeft ?? readings.asFound)?.['time.clock']
  return clock?.end === 'value' ? [{ device: device.id, offsetSeconds: clock.value.offsetSeconds }] : []
}

function checkedLog(log: Buffer) {
  try {
    return checkLog(log.toString('utf8'))
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new EvidenceInconsistent(`The log of the visit cannot be sealed: ${cause.message}`, { cause })
  }
}
