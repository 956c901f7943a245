import type { BuiltPack } from '../../../electron/evidence/built-pack.ts'
import { signDetached } from '../../../electron/evidence/cms.ts'
import type { Signer } from '../../../electron/evidence/signer.ts'
import { asicManifest } from '../../../electron/evidence/verify/asic-manifest.ts'
import { writeJson } from '../../../electron/evidence/verify/canonical-json.ts'
import { checkLog } from '../../../electron/evidence/verify/log-chain.ts'
import { htmlReport } from '../../../electron/evidence/verify/page/html-report.ts'
import type { Results } from '../../../electron/evidence/verify/results-shape.ts'
import { sha256Hex, writeSums } from '../../../electron/evidence/verify/sums.ts'
import { zipOf } from './craft-zip.ts'

const proofs = ['SHA256SUMS', 'SHA256SUMS.p7s', 'META-INF/ASiCManifest001.xml', 'META-INF/signature001.p7s']

export const filesOf = (pack: BuiltPack, variant: 'insurer' | 'customer' = 'insurer'): Map<string, Buffer> =>
  new Map(pack.files[variant].map(([name, bytes]) => [name, Buffer.from(bytes)]))

export const fileOf = (files: ReadonlyMap<string, Buffer>, name: string): Buffer => {
  const bytes = files.get(name)
  if (bytes === undefined) throw new Error(`the sample has no ${name}`)
  return bytes
}

/** The container of somebody without the key: files are changed, nothing is signed again. */
export function tampered(pack: BuiltPack, change: (files: Map<string, Buffer>) => void, variant?: 'customer'): Buffer {
  const files = filesOf(pack, variant)
  change(files)
  return zipOf(files)
}

/**
 * The container of somebody who holds the key: `change` alters files, `context` alters pack.json (which already describes
 * the altered files), then everything is signed again.
 */
export async function resealed(
  pack: BuiltPack,
  signer: Signer,
  change: (files: Map<string, Buffer>) => void | Promise<void>,
  options: {
    readonly context?: (context: Record<string, unknown>) => void
    readonly signingTime?: Date
    /** Leaves report.html as it was, or as `change` made it, where it is otherwise written for the results. */
    readonly keepPage?: boolean
    /** Leaves the description of the log in pack.json as it was. */
    readonly keepLogContext?: boolean
  } = {},
): Promise<Map<string, Buffer>> {
  const files = filesOf(pack)
  for (const name of proofs) files.delete(name)
  await change(files)
  const signingTime = options.signingTime ?? new Date(pack.sealedAt)
  if (options.keepPage !== true && files.has('report.html')) {
    const results = JSON.parse(fileOf(files, 'results.json').toString()) as Results
    files.set('report.html', htmlReport(results, signingTime))
  }
  files.set('pack.json', writeJson(contextOf(files, signingTime, options)))
  const signed = [...files].filter(([name]) => name !== 'mimetype')
  const sums = writeSums(signed)
  const signature = await signDetached(sums, signer, signingTime)
  const manifest = asicManifest([...signed, ['SHA256SUMS', sums], ['SHA256SUMS.p7s', signature]])
  files.set('SHA256SUMS', sums)
  files.set('SHA256SUMS.p7s', signature)
  files.set('META-INF/ASiCManifest001.xml', manifest)
  files.set('META-INF/signature001.p7s', await signDetached(manifest, signer, signingTime))
  return files
}

function contextOf(
  files: ReadonlyMap<string, Buffer>,
  signingTime: Date,
  options: { readonly context?: (context: Record<string, unknown>) => void; readonly keepLogContext?: boolean },
): Record<string, unknown> {
  const context = JSON.parse(fileOf(files, 'pack.json').toString()) as Record<string, unknown>
  context.signedAtClaim = signingTime.toISOString()
  context.resultsSha256 = sha256Hex(fileOf(files, 'results.json'))
  if (options.keepLogContext !== true) {
    const { lines, head, root } = checkLog(fileOf(files, 'log.ndjson').toString())
    context.log = { lines, head, rfc6962Root: root }
  }
  const withheld = (context.files as { class: string }[]).filter((file) => file.class === 'customer')
  const listed = [...files].filter(([name]) => name !== 'mimetype' && name !== 'pack.json')
  context.files = [...listed.map(([path, { length }]) => ({ path, size: length, class: 'insurer' })), ...withheld]
  options.context?.(context)
  return context
}
