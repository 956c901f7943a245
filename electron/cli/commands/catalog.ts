import { openFirmwareCatalog } from '../../catalog/firmware-catalog.ts'
import { exitCode } from '../exit-code.ts'
import { resources } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import type { CliCommand } from './command.ts'

/** Asks the firmware catalog, without any device. */
export const catalog: CliCommand = {
  define: (command) =>
    command
      .description('status: version and age; check MODEL VERSION: what the catalog knows')
      .argument('<question>', 'status or check')
      .argument('[model]')
      .argument('[version]')
      .option('--vendor <name>', 'as the device prints it'),
  async run({ options, args: [question, model, version], terminal }) {
    const firmware = openFirmwareCatalog(resources.firmwareCatalog)
    if (question === 'status') {
      const status = firmware.status()
      const ageDays = status.ageDays(new Date())
      const { version: number, date, products, vulnerabilities } = status
      terminal.document({ version: number, date, products, vulnerabilities, ageDays })
      terminal.line(
        `Catalog ${number} of ${date}, ${ageDays} days old: ${products} products, ${vulnerabilities} vulnerabilities`,
      )
      return exitCode.done
    }
    if (question !== 'check' || model === undefined || version === undefined) {
      throw new UsageError(
        'The catalog answers status, and check MODEL VERSION.',
        'For example: catalog check P3245-LV 9.80.3.5 --vendor Axis',
      )
    }
    const manufacturer = options.vendor === undefined ? null : String(options.vendor)
    const answer = firmware.assess({ manufacturer, model, firmware: version, build: null, hardwareId: null })
    terminal.document(answer)
    terminal.line(`${answer.product ?? 'Not in the catalog'}: firmware ${version}`)
    terminal.line(`Currency: ${answer.currency.state}. Support: ${answer.support.state}.`)
    terminal.table(
      ['CVE', 'Applies', 'Exploited', 'Fixed in', 'Summary'],
      answer.vulnerabilities.map(({ cve, applies, knownExploited, fixedIn, summary }) => [
        cve,
        applies,
        knownExploited ? 'yes' : 'no',
        fixedIn,
        summary,
      ]),
    )
    return answer.vulnerabilities.some(({ applies }) => applies === 'yes') ? exitCode.findingsFail : exitCode.done
  },
}
