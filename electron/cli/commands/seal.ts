import { resolve } from 'node:path'
import { z } from 'zod'
import type { WitnessInput } from '../../evidence/pack-input.ts'
import { Secret } from '../../model/secret.ts'
import { exitCode } from '../exit-code.ts'
import { readFileOf } from '../files.ts'
import { packJson } from '../shapes.ts'
import { interruptible, openSite } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, flag, needed, siteOptions, word, wordOr } from './command.ts'

const shape = z.strictObject({
  ...siteOptions,
  out: needed('<file>', 'the pack'),
  for: wordOr('insurer', '<reader>', 'insurer, or customer (with the private files)'),
  copy: word('<file>', "the other reader's copy, under the same signature"),
  challenge: word('<text>', 'challenge of the insurer for this very pack'),
  approver: word('<name>', 'who is to approve the pack with a countersignature'),
  withholdAddresses: flag('the insurer sees devices by number, without network addresses'),
  witnessName: word('<name>', 'who signed for the customer on the screen'),
  witnessRole: wordOr('', '<role>', 'what they are to the customer'),
  witnessDrawing: word('<file>', 'the drawn signature, PNG'),
})
type Given = z.output<typeof shape>

/** Seals the visit into one signed pack, and writes the root certificate that proves it beside the pack. */
export const seal = defineCommand({
  summary: 'seal the visit into one signed pack',
  options: shape,
  async run({ options, terminal }) {
    const variant = options.for
    if (variant !== 'insurer' && variant !== 'customer')
      throw new UsageError('--for wants insurer or customer.', 'Use one of them.')
    const witness = await witnessOf(options)
    const pin = process.env.FIELDSEAL_TOKEN_PIN
    const session = await openSite(options, terminal)
    try {
      const pack = await session.seal({
        variant,
        out: resolve(options.out),
        otherOut: options.copy === undefined ? null : resolve(options.copy),
        nonce: options.challenge === undefined ? null : options.challenge,
        approver: options.approver === undefined ? null : options.approver,
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
})

async function witnessOf(options: Given): Promise<WitnessInput | null> {
  const { witnessName, witnessDrawing, witnessRole } = options
  if (witnessName === undefined && witnessDrawing === undefined) return null
  if (witnessName === undefined || witnessDrawing === undefined) {
    throw new UsageError(
      'A signature of the customer needs name and drawing.',
      'Give both --witness-name and --witness-drawing.',
    )
  }
  return {
    name: witnessName,
    role: witnessRole,
    statement: 'I have seen the results of this visit.',
    at: new Date().toISOString(),
    png: await readFileOf(witnessDrawing),
  }
}
