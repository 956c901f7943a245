import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Exporter } from '../../exporters/exporter.ts'
import { exporters } from '../../exporters/index.ts'
import type { CatalogEdition } from '../../model/catalog-age.ts'
import { Secret } from '../../model/secret.ts'
import { exitCode } from '../exit-code.ts'
import { readSite } from '../read-site.ts'
import { openSite, type SiteOptions } from '../site.ts'
import { askSecret, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { showCatalogAge } from './catalog.ts'
import { defineCommand, needed, siteOptions } from './command.ts'

const ids = [...exporters.map(({ id }) => id), 'kdbx (every password, for the customer)'].join(', ')
const handoverVariable = 'FIELDSEAL_HANDOVER_PASSPHRASE'

/** Writes the findings of the visit for another program. What counts as evidence is the sealed pack. */
export const exportFindings = defineCommand({
  summary: 'write the findings of the visit for another program',
  options: z.strictObject({
    ...siteOptions,
    format: needed('<id>', ids),
    out: needed('<file>', 'the file to write'),
  }),
  async run({ options, terminal }) {
    const exporter = exporters.find(({ id }) => id === options.format)
    const isHandover = options.format === 'kdbx'
    if (exporter === undefined && !isHandover)
      throw new UsageError(`There is no format ${options.format}.`, `Use one of: ${ids}.`)
    const out = resolve(options.out)
    const { bytes, catalog } =
      exporter === undefined
        ? { bytes: await handOver(options, terminal), catalog: null }
        : await findings(exporter, options.site)
    writeOut(out, bytes)
    terminal.document({ path: out, format: options.format, sizeBytes: bytes.length })
    terminal.line(`Wrote ${out}`)
    if (catalog !== null) showCatalogAge(catalog, terminal)
    else terminal.line('Tell the customer its passphrase on a way of its own; never together with the file.')
    return exitCode.done
  },
})

async function findings(exporter: Exporter, file: string): Promise<{ bytes: Buffer; catalog: CatalogEdition }> {
  const site = await readSite(file)
  try {
    return { bytes: exporter.write(site.exportInput()), catalog: site.catalogEdition() }
  } finally {
    site.close()
  }
}

/** Every password of the site in a KDBX 4 file, under a passphrase of its own. That it was handed over is logged. */
async function handOver(options: SiteOptions, terminal: Terminal): Promise<Buffer> {
  const session = await openSite(options, terminal)
  try {
    const given = process.env[handoverVariable] ?? (await askSecret('Passphrase for the customer', handoverVariable))
    if (given === '') throw new UsageError('The passphrase for the customer is empty.', 'Choose one of several words.')
    const passphrase = Secret.of(given)
    try {
      return await session.handOver(passphrase)
    } finally {
      passphrase.wipe()
    }
  } finally {
    session.close()
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
