import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { SiteSession } from '../../engine/session.ts'
import { exporters } from '../../exporters/index.ts'
import { Secret } from '../../model/secret.ts'
import { exitCode } from '../exit-code.ts'
import { openSite, type SiteOptions } from '../site.ts'
import { askSecret } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { showCatalogAge } from './catalog.ts'
import { type CliCommand, withSite } from './command.ts'

const ids = [...exporters.map(({ id }) => id), 'kdbx (every password, for the customer)'].join(', ')
const handoverVariable = 'FIELDSEAL_HANDOVER_PASSPHRASE'

/** Writes the findings of the visit for another program. What counts as evidence is the sealed pack. */
export const exportFindings: CliCommand = {
  define: (command) =>
    withSite(command)
      .description('write the findings of the visit for another program')
      .requiredOption('--format <id>', ids)
      .requiredOption('--out <file>', 'the file to write'),
  async run({ options, terminal }) {
    const exporter = exporters.find(({ id }) => id === options.format)
    const isHandover = options.format === 'kdbx'
    if (exporter === undefined && !isHandover)
      throw new UsageError(`There is no format ${options.format}.`, `Use one of: ${ids}.`)
    const session = await openSite(options as unknown as SiteOptions, terminal)
    try {
      const out = resolve(String(options.out))
      const bytes = exporter === undefined ? await handover(session) : exporter.write(session.exportInput())
      writeOut(out, bytes)
      terminal.document({ path: out, format: options.format, sizeBytes: bytes.length })
      terminal.line(`Wrote ${out}`)
      if (isHandover)
        terminal.line('Tell the customer its passphrase on a way of its own; never together with the file.')
      else showCatalogAge(session.catalogEdition(), terminal)
      return exitCode.done
    } finally {
      session.close()
    }
  },
}

/** Every password of the site in a KDBX 4 file, under a passphrase of its own. */
async function handover(session: SiteSession): Promise<Buffer> {
  const given = process.env[handoverVariable] ?? (await askSecret('Passphrase for the customer', handoverVariable))
  if (given === '') throw new UsageError('The passphrase for the customer is empty.', 'Choose one of several words.')
  const passphrase = Secret.of(given)
  try {
    return await session.handOver(passphrase)
  } finally {
    passphrase.wipe()
  }
}

function writeOut(path: string, bytes: Buffer): void {
  try {
    writeFileSync(path, bytes, { mode: 0o600 })
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`,
      'Name a file in a folder that you may write to.',
    )
  }
}
