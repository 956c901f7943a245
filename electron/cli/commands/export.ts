import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { exporters } from '../../exporters/index.ts'
import { exitCode } from '../exit-code.ts'
import { openSite, type SiteOptions } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import { type CliCommand, withSite } from './command.ts'

const ids = exporters.map(({ id }) => id).join(', ')

/** Writes the findings of the visit for another program. What counts as evidence is the sealed pack. */
export const exportFindings: CliCommand = {
  define: (command) =>
    withSite(command)
      .description('write the findings of the visit for another program')
      .requiredOption('--format <id>', ids)
      .requiredOption('--out <file>', 'the file to write'),
  async run({ options, terminal }) {
    const exporter = exporters.find(({ id }) => id === options.format)
    if (exporter === undefined) throw new UsageError(`There is no format ${options.format}.`, `Use one of: ${ids}.`)
    const session = await openSite(options as unknown as SiteOptions, terminal)
    try {
      const out = resolve(String(options.out))
      const bytes = exporter.write(session.exportInput())
      writeOut(out, bytes)
      terminal.document({ path: out, format: exporter.id, sizeBytes: bytes.length })
      terminal.line(`Wrote ${out}`)
      return exitCode.done
    } finally {
      session.close()
    }
  },
}

function writeOut(path: string, bytes: Buffer): void {
  try {
    writeFileSync(path, bytes)
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`,
      'Name a file in a folder that you may write to.',
    )
  }
}
