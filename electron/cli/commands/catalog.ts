import { resolve } from 'node:path'
import { z } from 'zod'
import { importBundle } from '../../catalog/bundle/import-bundle.ts'
import type { InstalledCatalog } from '../../catalog/bundle/installed-catalog.ts'
import { BundleRefused } from '../../catalog/bundle/problems.ts'
import { readBundleFile } from '../../catalog/bundle/read-bundle-file.ts'
import { openFirmwareCatalog } from '../../catalog/firmware-catalog.ts'
import { openCatalog } from '../../engine/resources.ts'
import { type CatalogEdition, catalogAgesAfterDays, catalogText, oldCatalogWarning } from '../../model/catalog-age.ts'
import { coarseDay } from '../../model/days.ts'
import type { FirmwareAssessment, VulnerabilityAnswer } from '../../model/firmware.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { resources } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, word } from './command.ts'

/** Asks the firmware catalog, or takes a newer one into use, without any device. */
export const catalog = defineCommand({
  summary: 'status: version and age; check MODEL VERSION: what the catalog knows; update FILE: a newer catalog',
  args: {
    '<question>': 'status, check or update',
    '[model]': 'of check; FILE of update',
    '[version]': 'of check',
  },
  options: z.strictObject({
    vendor: word('<name>', 'of check: as the device prints it'),
    build: word('<build>', 'of check: where the device prints it apart from the version'),
    hardwareId: word('<id>', 'of check: as the device prints it'),
  }),
  async run({ options, args: [question, first, second], terminal }) {
    if (question === 'status') return showStatus(terminal)
    if (question === 'update' && first !== undefined) return update(resolve(first), terminal)
    if (question === 'check' && first !== undefined && second !== undefined) {
      const { vendor = null, build = null, hardwareId = null } = options
      const device = { manufacturer: vendor, build, hardwareId }
      return check({ ...device, model: first, firmware: second }, terminal)
    }
    throw new UsageError(
      'The catalog answers status and check MODEL VERSION, and takes update FILE.',
      'For example: catalog check P3245-LV 9.80.3.5 --vendor Axis',
    )
  },
})

/** The catalog that findings rest on, and loudly when it is old. */
export function showCatalogAge(edition: CatalogEdition, terminal: Terminal): void {
  terminal.line(`Firmware catalog: ${catalogText(edition)}`)
  const warning = oldCatalogWarning(edition)
  if (warning !== null) terminal.note(`WARNING: ${warning}`)
}

function statusJson(opened: InstalledCatalog) {
  const { ageDays, ...status } = opened.status()
  const age = ageDays(new Date())
  return { ...status, ageDays: age, old: age > catalogAgesAfterDays }
}

function showStatus(terminal: Terminal): ExitCode {
  const status = statusJson(openCatalog(resources))
  terminal.document(status)
  terminal.line(`${status.products} products, ${status.vulnerabilities} vulnerabilities`)
  terminal.line(status.source === 'shipped' ? 'Came with this Fieldseal.' : 'Imported from a signed file.')
  showCatalogAge(status, terminal)
  if (status.note !== null) terminal.note(`WARNING: ${status.note}`)
  return exitCode.done
}

function update(file: string, terminal: Terminal): ExitCode {
  const { firmwareCatalog, installedCatalog } = resources
  if (installedCatalog === null) throw new Error('the command line always has a folder for imported catalogs')
  try {
    const shippedVersion = openFirmwareCatalog(firmwareCatalog).status().version
    const imported = importBundle(readBundleFile(file), { installed: installedCatalog, shippedVersion })
    const status = statusJson(openCatalog(resources))
    terminal.document({ ...status, replaces: imported.replaces, signedBy: imported.signedBy })
    terminal.line(`Catalog ${imported.version} takes the place of catalog ${imported.replaces}.`)
    showCatalogAge(status, terminal)
    return exitCode.done
  } catch (error) {
    if (error instanceof BundleRefused) {
      terminal.note(
        `${file} is not taken. In use stays the firmware catalog ${catalogText(statusJson(openCatalog(resources)))}.`,
      )
    }
    throw error
  }
}

function check(asked: Parameters<InstalledCatalog['assess']>[0], terminal: Terminal): ExitCode {
  const opened = openCatalog(resources)
  const answer = opened.assess(asked)
  terminal.document(answer)
  const { product, installed, currency, support, action, undecided, vulnerabilities } = answer
  terminal.line(`${product ?? 'Not in the catalog'}: firmware ${installed ?? 'not named'}`)
  terminal.line(
    `Currency: ${currency.state}${'latest' in currency ? `, newest known ${currency.latest}` : `: ${currency.because}`}`,
  )
  const { endOfSupport, precision } = support
  terminal.line(
    `Support: ${support.state}${endOfSupport === null ? '' : `, end ${coarseDay(endOfSupport, precision ?? 'day')}`}`,
  )
  terminal.line(`Sale: ${saleText(answer.endOfSale)}`)
  terminal.line(`To do: ${action.kind}${action.to === null ? '' : ` to ${action.to}`}: ${action.because}`)
  for (const { question, decidingFact } of undecided)
    terminal.line(`Open: ${question} What would decide it: ${decidingFact}`)
  if (vulnerabilities.length > 0) showVulnerabilities(vulnerabilities, terminal)
  for (const { url, published } of answer.sources)
    terminal.line(`Source: ${url}${published === null ? '' : ` (${published})`}`)
  const { version, date, ageDays } = statusJson(opened)
  showCatalogAge({ version, date, ageDays }, terminal)
  return vulnerabilities.some(({ applies }) => applies === 'yes') ? exitCode.findingsFail : exitCode.done
}

/** Most makers publish no such day: then that is said, and nothing is concluded. */
function saleText(endOfSale: FirmwareAssessment['endOfSale']): string {
  if (endOfSale === null) return 'end not known'
  const { date, precision, passed, atLatest } = endOfSale
  const shown = coarseDay(date, precision)
  return `${passed ? 'ended' : 'ends'} ${atLatest ? `by ${shown}, since when is not known` : shown}`
}

function showVulnerabilities(vulnerabilities: readonly VulnerabilityAnswer[], terminal: Terminal): void {
  terminal.table(
    ['CVE', 'Applies', 'Exploited', 'Fixed in', 'Summary'],
    vulnerabilities.map(({ cve, applies, knownExploited, fixedIn, summary }) => [
      cve,
      applies,
      knownExploited ? 'yes' : 'no',
      fixedIn,
      summary,
    ]),
  )
}
