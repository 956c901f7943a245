import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { attestors } from '../../model/attestation.ts'
import { exitCode } from '../exit-code.ts'
import { openSite, type SiteOptions } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import { type CliCommand, collect, withSite } from './command.ts'

const answers = ['met', 'not-met', 'does-not-apply'] as const

/** Puts a name to what no protocol can see. */
export const attest: CliCommand = {
  define: (command) =>
    withSite(command)
      .description('say what was seen, for an item that nobody can see over the network')
      .requiredOption('--item <id>', 'number of the control, for example PHY-01')
      .requiredOption('--statement <text>', 'what was seen, in a sentence')
      .requiredOption('--by <name>', 'who looked')
      .option('--role <role>', `who that is: ${attestors.join(', ')}`, 'technician')
      .option('--answer <answer>', answers.join(', '), 'met')
      .option('--device <id>', 'only this device; may be given again; without it, the whole site', collect)
      .option('--photo <file>', 'JPEG, PNG or PDF; may be given again', collect)
      .option('--value <number>', 'what was measured')
      .option('--unit <unit>', 'of the value'),
  async run({ options, terminal }) {
    const answer = answers.find((one) => one === options.answer)
    const role = attestors.find((one) => one === options.role)
    if (answer === undefined) throw new UsageError(`--answer is one of ${answers.join(', ')}.`, 'Choose one of them.')
    if (role === undefined) throw new UsageError(`--role is one of ${attestors.join(', ')}.`, 'Choose one of them.')
    const value = options.value === undefined ? null : Number(options.value)
    if (value !== null && !Number.isFinite(value)) throw new UsageError('--value is a number.', 'Write it as 12.5.')
    const photos = ((options.photo as string[] | undefined) ?? []).map((file) => ({
      bytes: readFileSync(resolve(file)),
      caption: basename(file),
      takenAt: null,
    }))
    const session = await openSite(options as unknown as SiteOptions, terminal)
    try {
      const made = session.statements.attest({
        item: String(options.item),
        deviceIds: (options.device as string[] | undefined) ?? null,
        answer,
        statement: String(options.statement),
        measurement: value === null ? null : { value, unit: String(options.unit ?? '') },
        by: String(options.by),
        role,
        photos,
      })
      terminal.document({ attestations: made })
      const until = made[0]?.holdsUntil ?? null
      terminal.line(
        `Kept${made.length > 1 ? ` for ${made.length} devices` : ''}${until === null ? '.' : `; holds until ${until}.`}`,
      )
      return exitCode.done
    } finally {
      session.close()
    }
  },
}
