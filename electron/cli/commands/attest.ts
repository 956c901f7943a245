import { basename, resolve } from 'node:path'
import { z } from 'zod'
import type { SiteSession } from '../../engine/session.ts'
import { attestors } from '../../model/attestation.ts'
import { deviceClasses } from '../../model/device.ts'
import { exitCode } from '../exit-code.ts'
import { readFileOf } from '../files.ts'
import { openSite } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, mayMiss, measured, needed, siteOptions, wholeWords, word, wordOr, words } from './command.ts'

const answers = ['met', 'not-met', 'does-not-apply'] as const

const shape = z.strictObject({
  ...siteOptions,
  item: needed('<id>', 'number of the control, for example PHY-01'),
  statement: needed('<text>', 'what was seen, in a sentence'),
  by: needed('<name>', 'who looked'),
  role: wordOr('technician', '<role>', `who that is: ${attestors.join(', ')}`),
  answer: wordOr('met', '<answer>', answers.join(', ')),
  device: words('<id>', 'only this device; may be given again; without it, the whole site'),
  class: word('<class>', `every device of this class: ${deviceClasses.join(', ')}`),
  except: wholeWords(
    '<device=answer:text>',
    'a device among them that is otherwise, with its own word: ID=not-met:what is so there; may be given again',
  ),
  until: word('<day>', 'last day (UTC) on which it holds, where that is earlier than the item says, as 2027-06-30'),
  photo: wholeWords('<file>', 'JPEG, PNG or PDF; may be given again'),
  value: mayMiss(measured({ takes: '<number>', help: 'what was measured' })),
  unit: word('<unit>', 'of the value'),
})
type Given = z.output<typeof shape>

/** Puts a name to what no protocol can see. */
export const attest = defineCommand({
  summary: 'say what was seen, for an item that nobody can see over the network',
  options: shape,
  async run({ options, terminal }) {
    const answer = answers.find((one) => one === options.answer)
    const role = attestors.find((one) => one === options.role)
    if (answer === undefined) throw new UsageError(`--answer is one of ${answers.join(', ')}.`, 'Choose one of them.')
    if (role === undefined) throw new UsageError(`--role is one of ${attestors.join(', ')}.`, 'Choose one of them.')
    const value = options.value ?? null
    const files = options.photo ?? []
    const photos = await Promise.all(
      files.map(async (file) => ({ bytes: await readFileOf(resolve(file)), caption: basename(file), takenAt: null })),
    )
    const session = await openSite(options, terminal)
    try {
      const made = session.statements.attest({
        item: options.item,
        deviceIds: devicesOf(options, session),
        exceptions: (options.except ?? []).map(exceptionOf),
        holdsUntil: options.until ?? null,
        answer,
        statement: options.statement,
        measurement: value === null ? null : { value, unit: options.unit ?? '' },
        by: options.by,
        role,
        photos,
      })
      terminal.document({ attestations: made })
      const until = made[0]?.holdsUntil ?? null
      terminal.line(
        `Kept${made.length > 1 ? ` for ${made.length} devices` : ''}${until === null ? '.' : `; holds until ${until} (UTC).`}`,
      )
      return exitCode.done
    } finally {
      session.close()
    }
  },
})

/** @throws {UsageError} */
function devicesOf({ device, class: wanted }: Given, session: SiteSession): string[] | null {
  if (wanted === undefined) return device ?? null
  if (device !== undefined) throw new UsageError('Say either --device or --class.', 'Leave one of them away.')
  const ids = session.devices().flatMap(({ id, deviceClass }) => (deviceClass === wanted ? [id] : []))
  if (ids.length === 0)
    throw new UsageError(`This site has no device of the class "${wanted}".`, `Use ${deviceClasses.join(', ')}.`)
  return ids
}

/** @throws {UsageError} */
function exceptionOf(text: string) {
  const [, deviceId = '', named, statement = ''] = /^([^=]+)=([a-z-]+):(.+)$/s.exec(text) ?? []
  const answer = answers.find((one) => one === named)
  if (answer === undefined)
    throw new UsageError(`--except "${text}" is not understood.`, 'Write it as ID=not-met:what is so on that device.')
  return { deviceId, answer, statement }
}
