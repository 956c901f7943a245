import type { Certificate } from './certificate.ts'
import { checkSignature } from './cms-reader.ts'
import { oids } from './oids.ts'
import { attachments, openPdf, readPdfSignature, refuseActiveContent } from './pdf-file.ts'
import { pageTexts } from './pdf-text.ts'
import { PackRejected, parsed, reject } from './rejected.ts'
import type { AnyResults } from './results-shape.ts'
import { sha256Hex } from './sums.ts'
import { totalsLines } from './totals.ts'

/**
 * The report a person reads says what `results.json` says: signed by the signer of the pack, `results.json` attached byte
 * for byte, and on its pages the same totals and digest, once.
 *
 * @throws {PackRejected} `pack/report-malformed`, `pack/report-signature`, `pack/report-differs`
 */
export async function checkReport(
  pdf: Buffer,
  resultsBytes: Buffer,
  results: AnyResults,
  leaf: Certificate,
): Promise<void> {
  await checkReportSignature(pdf, leaf)
  const { files, texts } = await parsed('pack/report-malformed', 'report.pdf cannot be read.', async () => {
    const document = await openPdf(pdf)
    refuseActiveContent(document)
    return { files: attachments(document), texts: pageTexts(document) }
  })
  const [file, ...more] = files
  if (file?.name !== 'results.json' || more.length > 0 || !file.bytes.equals(resultsBytes)) {
    reject('pack/report-differs', 'The results that are attached to report.pdf are not results.json.')
  }
  const expected = totalsLines(results, sha256Hex(resultsBytes))
  const printed = texts.filter((text) => /TOTALS|RESULTS-SHA256/.test(text))
  if (printed.length !== expected.length || !expected.every((line) => printed.includes(line))) {
    reject('pack/report-differs', 'The pages of report.pdf print other totals than results.json.')
  }
}

async function checkReportSignature(pdf: Buffer, leaf: Certificate): Promise<void> {
  const { signed, signature } = readPdfSignature(pdf)
  try {
    const checked = await checkSignature(signature, {
      detached: signed,
      contentType: oids.data,
      padded: true,
    })
    if (checked.leaf.raw.equals(leaf.raw)) return
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new PackRejected('pack/report-signature', `report.pdf: ${cause.message}`, { cause })
  }
  reject('pack/report-signature', 'report.pdf is signed by somebody else than the pack.')
}
