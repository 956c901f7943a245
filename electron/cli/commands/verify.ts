import { basename } from 'node:path'
import { z } from 'zod'
import { accountWords, vanishedWords } from '../../evidence/verify/account-words.ts'
import { checkSeries, type SeriesReport } from '../../evidence/verify/series.ts'
import { type VerifyOptions, type VerifyReport, verifyPack } from '../../evidence/verify/verify-pack.ts'
import { keyTierWords } from '../../model/key-tier.ts'
import { visibleText } from '../../model/visible-text.ts'
import { exitCode } from '../exit-code.ts'
import { readFileOf, readTexts } from '../files.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, flag, wholeWords, wholeWordsNeeded, word } from './command.ts'

const shape = z.strictObject({
  root: wholeWordsNeeded('<file>', 'root certificate, from the contract, never from the pack'),
  tsaRoot: wholeWords('<file>', 'root certificate of a timestamp authority'),
  customerRoot: wholeWords('<file>', 'root certificate, or the certificate itself, of a customer'),
  crl: wholeWords('<file>', 'revocation list of the company, newer than the one in the pack'),
  site: word('<id>', 'the pack must be of this site'),
  nonce: word('<text>', 'the pack must answer this challenge'),
  requireTimestamp: flag('a pack without a trusted timestamp is refused'),
  requireCountersignature: word('<role>', 'customer or approver: their trusted countersignature must be there'),
})
type Given = z.output<typeof shape>

/** Checks somebody's evidence. Needs no site and no network. */
export const verify = defineCommand({
  summary: 'check packs against the root certificate of their maker; of several packs also their row',
  args: { '<pack...>': '' },
  options: shape,
  async run({ options, args, terminal }) {
    const given = await verifyOptions(options)
    const reports: VerifyReport[] = []
    for (const pack of args) reports.push(await verifyPack(await readFileOf(pack), given))
    const [only] = reports
    if (reports.length === 1 && only !== undefined) {
      terminal.document(only)
      show(only, terminal)
      return only.valid ? exitCode.done : exitCode.unverified
    }
    const series = checkSeries(
      reports,
      args.map((pack) => basename(pack)),
    )
    const packs = reports.map((report, at) => ({ file: args[at], ...report }))
    terminal.document({ valid: series.valid, series, packs })
    reports.forEach((report, at) => {
      terminal.line(`${args[at]}:`)
      show(report, terminal)
    })
    showSeries(series, terminal)
    return series.valid ? exitCode.done : exitCode.unverified
  },
})

async function verifyOptions(options: Given): Promise<VerifyOptions> {
  const { tsaRoot = [], customerRoot = [], crl = [] } = options
  const role = options.requireCountersignature
  if (role !== undefined && role !== 'customer' && role !== 'approver') {
    throw new UsageError('--require-countersignature wants customer or approver.', 'Use one of them.')
  }
  return {
    rootsPem: await readTexts(options.root),
    tsaRootsPem: await readTexts(tsaRoot),
    customerRootsPem: await readTexts(customerRoot),
    crlsPem: await readTexts(crl),
    ...(options.site === undefined ? {} : { site: options.site }),
    ...(options.nonce === undefined ? {} : { nonce: options.nonce }),
    ...(role === undefined ? {} : { requireCountersignature: role }),
    requireTimestamp: options.requireTimestamp === true,
    now: new Date(),
  }
}

function show(report: VerifyReport, terminal: Terminal): void {
  const { valid, reasons, signer, signedAtClaim, stamps, countersignatures, drawnBy, keyTier, approver } = report
  terminal.line(valid ? 'VALID' : 'NOT VALID')
  for (const { code, message } of reasons) terminal.line(`  ${code}  ${visibleText(message)}`)
  const key = keyTier === null ? '' : `, key ${keyTierWords[keyTier]}`
  terminal.line(`Signer ${signer ?? 'unknown'}${key}, claimed time ${signedAtClaim ?? 'none'}`)
  for (const { time, authority } of stamps) terminal.line(`Timestamp ${time} by ${authority}`)
  for (const { role, name, signer: holder, fingerprint, trusted, at } of countersignatures) {
    const proof = trusted ? 'trusted key' : 'key that nobody vouched for here'
    terminal.line(
      `Countersigned as ${role} by ${visibleText(name)} at ${at}: ${proof}, ${holder}, SHA-256 ${fingerprint}`,
    )
  }
  if (drawnBy !== null) {
    terminal.line(
      `Signed on the screen by ${visibleText(drawnBy.name)} (${visibleText(drawnBy.role)}) at ${drawnBy.at}: a drawing and no key; the signer vouches for it.`,
    )
  }
  if (approver !== null && !countersignatures.some(({ role }) => role === 'approver')) {
    terminal.line(`Not approved yet by ${visibleText(approver)}.`)
  }
  for (const words of accountWords(report)) terminal.line(visibleText(words, 4_000))
}

function showSeries(series: SeriesReport, terminal: Terminal): void {
  const { valid, reasons, sequences, fromFirst } = series
  terminal.line(valid ? 'ROW VALID' : 'ROW NOT VALID')
  for (const { code, message } of reasons) terminal.line(`  ${code}  ${visibleText(message)}`)
  terminal.line(`Numbers ${sequences.join(', ')}${fromFirst ? '' : '; earlier ones were not given'}`)
  for (const words of vanishedWords(series)) terminal.line(visibleText(words, 4_000))
}
