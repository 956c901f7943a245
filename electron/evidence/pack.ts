import type { BuiltPack, PackVariant } from './built-pack.ts'
import { signDetached } from './cms.ts'
import { packContents } from './contents.ts'
import { EvidenceInconsistent, SignerExpired } from './errors.ts'
import type { DeviceEvidence, PackInput } from './pack-input.ts'
import { checkOwnPack } from './self-check.ts'
import type { Signer } from './signer.ts'
import { asicManifest } from './verify/asic-manifest.ts'
import { writeJson } from './verify/canonical-json.ts'
import { readCertificate } from './verify/certificate.ts'
import { checkLog } from './verify/log-chain.ts'
import { mediaType, stepsFile } from './verify/names.ts'
import { type PackContext2, packSchemaId } from './verify/pack-shape.ts'
import { PackRejected } from './verify/rejected.ts'
import type { Results } from './verify/results-shape.ts'
import { sha256Hex, writeSums } from './verify/sums.ts'
import { witnessFile } from './verify/witness-check.ts'
import { verifySteps } from './verify-steps.ts'
import { witnessBytes, witnessContext } from './witness.ts'

/**
 * Seals one visit: everything that a pack holds, signed once. The pack has already been held against the rules of the
 * verifier when this returns.
 *
 * @throws {SignerExpired} {EvidenceInconsistent} nothing was handed out
 */
export async function buildPack(input: PackInput, signer: Signer): Promise<BuiltPack> {
  const signingTime = new Date(Math.floor(Number(input.now) / 1000) * 1000)
  refuseExpired(signer, signingTime)
  const {
    results,
    resultsBytes,
    log,
    insurer,
    customer: customerFiles,
  } = await packContents(input, signer, signingTime)
  const listed: readonly (readonly [string, Buffer])[] = [
    ...insurer,
    ...standing(input),
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
    const { notBefore, notAfter, subjectText } = readCertificate(Buffer.from(der))
    if (at >= notBefore && at <= notAfter) continue
    throw new SignerExpired(
      `The certificate "${subjectText}" is valid from ${notBefore.toISOString()} to ${notAfter.toISOString()}, and this computer says ${at.toISOString()}.`,
    )
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
}): PackContext2 {
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
    signer: {
      keyTier: parts.signer.keyTier,
      authority: input.authority ?? 'site',
      technician: input.site.technician,
      laptop: input.laptop ?? '',
      approver: input.approver ?? null,
    },
    witness: witnessContext(input),
    log: { lines, head, rfc6962Root: root },
    resultsSha256: sha256Hex(parts.resultsBytes),
    scope: {
      devicesSeen: results.coverage.seen,
      devicesAssessed: results.coverage.assessed,
      excludedWithReason: results.coverage.excluded,
      seen: seenDevices(input, results),
      notSeen: (results.coverage.notSeen ?? []).map(({ device, reason }) => ({ device, reason })),
    },
    files: [...describe(parts.listed, 'insurer'), ...describe(parts.customerFiles, 'customer')],
  }
}

/** Files that say how to check the pack and who stands behind it. */
function standing({ witness, crlPem }: PackInput): readonly (readonly [string, Buffer])[] {
  return [
    [stepsFile, Buffer.from(verifySteps)],
    ...(crlPem ? [['signer.crl', Buffer.from(crlPem)] as const] : []),
    ...(witness ? [[witnessFile, witnessBytes(witness)] as const] : []),
  ]
}

/** A device that is in no other list was heard and not identified: it is counted, and said to be so. */
function seenDevices({ seen, devicesSeen }: PackInput, { devices }: Results): PackContext2['scope']['seen'] {
  const reasons = new Map(seen?.map(({ device, reason }) => [device, reason]))
  for (const { id, assessed, notAssessedBecause } of devices) reasons.set(id, assessed ? null : notAssessedBecause)
  for (let number = 1; reasons.size < devicesSeen; number += 1) {
    reasons.set(`unidentified-${number}`, 'heard and not identified')
  }
  return [...reasons].map(([device, reason]) => ({ device, assessed: reason === null, reason }))
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
