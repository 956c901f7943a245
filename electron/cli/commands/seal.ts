import { resolve } from 'node:path'
import type { WitnessInput } from '../../evidence/pack-input.ts'
import { Secret } from '../../model/secret.ts'
import { exitCode } from '../exit-code.ts'
import { readFileOf } from '../files.ts'
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
      .option('--for <reader>', 'insurer, or customer (with the private files)', 'insurer')
      .option('--copy <file>', "the other reader's copy, under the same signature")
      .option('--challenge <text>', 'challenge of the insurer for this very pack')
      .option('--approver <name>', 'who is to approve the pack with a countersignature')
      .option('--withhold-addresses', 'the insurer sees devices by number, without network addresses')
      .option('--witness-name <name>', 'who signed for the customer on the screen')
      .option('--witness-role <role>', 'what they are to the customer', '')
      .option('--witness-drawing <file>', 'the drawn signature, PNG'),
  async run({ options, terminal }) {
    const variant = options.for
    if (variant !== 'insurer' && variant !== 'customer')
      throw new UsageError('--for wants insurer or customer.', 'Use one of them.')
    const witness = await witnessOf(options)
    const pin = process.env.FIELDSEAL_TOKEN_PIN
    const session = await openSite(options as unknown as SiteOptions, terminal)
    try {
      const pack = await session.seal({
        variant,
        out: resolve(String(options.out)),
        otherOut: options.copy === undefined ? null : resolve(String(options.copy)),
        nonce: options.challenge === undefined ? null : String(options.challenge),
        approver: options.approver === undefined ? null : String(options.approver),
        witness,
        withholdAddresses: options.withholdAddresses === true,
        tokenPin: pin === undefined ? null : Secret.of(pin),
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

async function witnessOf(options: Record<string, unknown>): Promise<WitnessInput | null> {
  const { witnessName, witnessDrawing, witnessRole } = options
  if (witnessName === undefined && witnessDrawing === undefined) return null
  if (witnessName === undefined || witnessDrawing === undefined) {
    throw new UsageError(
      'A signature of the customer needs name and drawing.',
      'Give both --witness-name and --witness-drawing.',
    )
  }
  return {
    name: String(witnessName),
    role: String(witnessRole),
    statement: 'I have seen the results of this visit.',
    at: new Date().toISOString(),
    png: await readFileOf(String(witnessDrawing)),
  }
}
