import { resolve } from 'node:path'
import { exitCode } from '../exit-code.ts'
import { packJson } from '../shapes.ts'
import { interruptible, openSite, type SiteOptions } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import { type CliCommand, withSite } from './command.ts'

/** Seals the visit into one signed pack, and writes the root certificate that proves it beside the pack. */
export const seal: CliCommand = {
  define: (command) =>
    withSite(command)
      .description('seal the visit into one signed pack')
      .requiredOption('--out <file>', 'the pack')
      .option('--for <reader>', 'insurer, or customer (with the private files)', 'insurer'),
  async run({ options, terminal }) {
    const variant = options.for
    if (variant !== 'insurer' && variant !== 'customer')
      throw new UsageError('--for wants insurer or customer.', 'Use one of them.')
    const session = await openSite(options as unknown as SiteOptions, terminal)
    try {
      const pack = await session.seal({
        variant,
        out: resolve(String(options.out)),
        nonce: null,
        signal: interruptible(terminal),
        on: (progress) => terminal.progress(progress),
      })
      terminal.document(packJson(pack))
      terminal.line(`Sealed ${pack.path}`)
      terminal.line(`Root certificate ${pack.rootPath}, SHA-256 ${pack.rootFingerprint}`)
      terminal.line('Give the root to the insurer once, on a way of its own; never only together with a pack.')
      return exitCode.done
    } finally {
      session.close()
    }
  },
}
