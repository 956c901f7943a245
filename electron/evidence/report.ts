import { drawDecisions, drawFindings, drawGapTable, drawInventory, drawLifecycle } from './report/chapters.ts'
import { drawBasis, drawChanges, drawGaps } from './report/closing.ts'
import { drawCover, drawPageHead } from './report/cover.ts'
import { drawDevices } from './report/devices.ts'
import { drawDrift, drawLoosenings } from './report/history.ts'
import { sealReport } from './report/seal-report.ts'
import { columnWidth, frame, Sheet } from './report/sheet.ts'
import type { Signer } from './signer.ts'
import { ink } from './verify/page/palette.ts'
import { readResults } from './verify/page/reading.ts'
import type { Results } from './verify/results-shape.ts'
import { sha256Hex } from './verify/sums.ts'

/**
 * The report for people: one signed PDF that carries `results.json` inside and prints its digest and totals, so that it can be
 * checked where it travels alone.
 */
export async function buildReport(parts: {
  readonly results: Results
  readonly resultsBytes: Buffer
  readonly signer: Signer
  readonly signingTime: Date
}): Promise<Buffer> {
  const { results, resultsBytes, signer, signingTime } = parts
  const pdf = await drawReport(results, {
    resultsSha256: sha256Hex(resultsBytes),
    keyTier: signer.keyTier,
    signingTime,
  })
  return sealReport({ pdf, resultsBytes, signer, signingTime })
}

async function drawReport(
  results: Results,
  options: {
    readonly resultsSha256: string
    readonly keyTier: Signer['keyTier']
    readonly signingTime: Date
  },
): Promise<Buffer> {
  const { resultsSha256, keyTier, signingTime } = options
  const sheet = new Sheet({
    title: `Evidence report ${results.packId}`,
    author: 'Fieldseal',
    time: signingTime,
    onPage: (page) => drawPageHead(page, results.practice),
  })
  const reading = readResults(results)
  sheet.inside('Sect', () => drawCover(sheet, reading, signingTime.toISOString()))
  sheet.newPage()
  const chapters = [
    drawInventory,
    drawFindings,
    drawLoosenings,
    drawGapTable,
    drawLifecycle,
    drawDecisions,
    drawChanges,
    drawDrift,
    drawGaps,
    drawDevices,
  ]
  for (const draw of chapters) sheet.inside('Sect', () => draw(sheet, reading))
  sheet.inside('Sect', () => drawBasis(sheet, results, keyTier, resultsSha256))
  const left = `${results.tool.name} ${results.tool.version}  ·  pack ${results.packId}`
  const mark = results.practice ? 'PRACTICE  ·  ' : ''
  sheet.eachPage((page, pages) => {
    const right = `${mark}Page ${page} of ${pages}`
    const style = { size: 7.5, colour: ink.faint, role: null } as const
    sheet.rule(frame.bottom + 12)
    sheet.textAt(left, frame.left, frame.bottom + 18, columnWidth, style)
    sheet.textAt(right, frame.right - sheet.widthOf(right, style), frame.bottom + 18, columnWidth, style)
  })
  return sheet.finish()
}
