import { readFile } from 'node:fs/promises'
import { verifyPack } from '../../evidence/verify/verify-pack.ts'
import { exitCode } from '../exit-code.ts'
import { UsageError } from '../usage-error.ts'
import { type CliCommand, collect } from './command.ts'

/** Checks somebody's evidence. Needs no site and no network. */
export const verify: CliCommand = {
  define: (command) =>
    command
      .description('check a pack against the root certificate of its maker')
      .argument('<pack>')
      .requiredOption('--root <file>', 'root certificate, from the contract, never from the pack', collect)
      .option('--tsa-root <file>', 'root certificate of a timestamp authority', collect)
      .option('--site <id>', 'the pack must be of this site')
      .option('--nonce <text>', 'the pack must answer this challenge')
      .option('--require-timestamp', 'a pack without a trusted timestamp is refused'),
  async run({ options, args, terminal }) {
    const report = await verifyPack(await read(args[0] ?? ''), {
      rootsPem: await readAll(options.root as string[]),
      tsaRootsPem: await readAll((options.tsaRoot as string[] | undefined) ?? []),
      ...(options.site === undefined ? {} : { site: String(options.site) }),
      ...(options.nonce === undefined ? {} : { nonce: String(options.nonce) }),
      requireTimestamp: options.requireTimestamp === true,
      now: new Date(),
    })
    terminal.document(report)
    terminal.line(report.valid ? 'VALID' : 'NOT VALID')
    for (const { code, message } of report.reasons) terminal.line(`  ${code}  ${message}`)
    terminal.line(`Signer ${report.signer ?? 'unknown'}, claimed time ${report.signedAtClaim ?? 'none'}`)
    return report.valid ? exitCode.done : exitCode.unverified
  },
}

const readAll = (files: readonly string[]): Promise<string[]> =>
  Promise.all(files.map(async (file) => (await read(file)).toString('utf8')))

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 'Check the path.')
  }
}
