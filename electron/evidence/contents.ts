import { AddressCover } from './address-cover.ts'
import { attachmentFiles, evidenceFiles, type PackFile, resolvingFiles } from './evidence-files.ts'
import { type LogEvent, nextLogLine } from './log.ts'
import type { PackInput } from './pack-input.ts'
import { pemOf } from './pem.ts'
import { buildReport } from './report.ts'
import { buildResults } from './results.ts'
import type { Signer } from './signer.ts'
import { writeJson } from './verify/canonical-json.ts'
import { htmlReport } from './verify/page/html-report.ts'
import type { Results } from './verify/results-shape.ts'

/** What a pack is about, before anything of it is signed as a whole. */
export interface PackContents {
  readonly results: Results
  readonly resultsBytes: Buffer
  readonly log: Buffer
  readonly insurer: readonly PackFile[]
  /** Files that only the copy of the customer holds. */
  readonly customer: readonly PackFile[]
}

/**
 * Everything that is said of a visit, for both readers. Where the customer wants no address in what the insurer reads, every
 * address has a number in all files of the insurer, and the customer's copy says which is which.
 */
export async function packContents(input: PackInput, signer: Signer, signingTime: Date): Promise<PackContents> {
  const cover = input.withholdAddresses === true ? new AddressCover(input) : null
  const covered = <T>(value: T): T => (cover === null ? value : cover.value(value))
  const evidence = input.devices.map((device) => evidenceFiles(device, covered))
  const attachments = attachmentFiles(input)
  const fileOf = new Map(input.devices.map(({ device }, at) => [device.id, evidence[at]?.insurer[0] ?? '']))
  const results = covered(
    buildResults(
      input,
      (deviceId) => fileOf.get(deviceId) ?? '',
      (sha256) => attachments.get(sha256)?.[0],
    ),
  )
  const resultsBytes = writeJson(results)
  const lines = cover === null ? input.log : coveredLog(input.log, cover)
  const log = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  return {
    results,
    resultsBytes,
    log,
    insurer: [
      ['results.json', resultsBytes],
      ['report.pdf', await buildReport({ results, resultsBytes, signer, signingTime })],
      ['report.html', htmlReport(results, signingTime)],
      ['log.ndjson', log],
      ...evidence.map((files) => files.insurer),
      ...attachments.values(),
      ['signer-chain.pem', Buffer.from([signer.certificate, ...signer.chain].map(pemOf).join(''))],
    ],
    customer: [
      ...evidence.flatMap((files) => files.customer),
      ...(cover === null ? [] : resolvingFiles(cover.names, input.log)),
    ],
  }
}

/**
 * The log with every address covered, chained anew: what the insurer gets where addresses are withheld. A timestamp of a line
 * as it was kept would belong to other bytes, so it stays in the copy of the customer.
 */
function coveredLog(lines: readonly string[], cover: AddressCover): readonly string[] {
  const covered: string[] = []
  let genesis = { visit: '', site: '' }
  for (const line of lines) {
    const { seq: _, prev: __, ...event } = JSON.parse(line) as LogEvent & { seq: number; prev: string }
    const { visit, site, ...rest } = event
    if (covered.length === 0) genesis = { visit: String(visit), site: String(site) }
    const kept = (covered.length === 0 ? rest : event) as LogEvent
    const { type, t, mono } = kept
    const shown: LogEvent = type === 'time.stamp' ? { type: 'time.stamp.withheld', t, mono } : cover.value(kept)
    covered.push(nextLogLine(covered.at(-1) ?? null, genesis, shown))
  }
  return covered
}
