import { z } from 'zod'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { readSite } from '../read-site.ts'
import { openSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, flag, siteOptions, word, wordOr } from './command.ts'

/** Names who takes care of what stays open, and by when: the first page of the report says it. */
export const risk = defineCommand({
  summary: 'name who takes care of an item that still fails, and by when',
  options: z.strictObject({
    ...siteOptions,
    item: word('<id>', 'number of the control, for example NET-01'),
    device: word('<id>', 'only at this device; without it, wherever the item fails'),
    owner: word('<name>', 'who takes care of it'),
    due: word('<day>', 'by which day (UTC), as 2027-06-30; without it, no day is agreed yet'),
    note: wordOr('', '<text>', 'what is to be done'),
    withdraw: flag('take the word for this item back'),
    list: flag('show what still fails, and who takes care of it'),
  }),
  async run({ options, terminal }) {
    if (options.list === true) return await list(options.site, terminal)
    const session = await openSite(options, terminal)
    try {
      const item = named(options.item, 'item')
      const deviceId = options.device ?? null
      if (options.withdraw === true) {
        session.risks.withdraw({ item, deviceId })
        terminal.document({ withdrawn: { item, deviceId } })
        terminal.line(`Nobody is named for ${item} any more.`)
        return exitCode.done
      }
      const due = options.due ?? null
      const assigned = session.risks.assign({
        ...{ item, deviceId, due },
        owner: named(options.owner, 'owner'),
        note: options.note,
      })
      terminal.document({ risk: assigned })
      terminal.line(`${assigned.owner} takes care of ${item}${due === null ? '; no day is agreed' : ` by ${due}`}.`)
      return exitCode.done
    } finally {
      session.close()
    }
  },
})

async function list(file: string, terminal: Terminal): Promise<ExitCode> {
  const site = await readSite(file)
  try {
    const { open, risks } = site.openRisks()
    terminal.document({ open, risks })
    terminal.table(
      ['Item', 'Severity', 'Devices', 'Without an owner', 'Owners', 'By'],
      open.map(({ item, severity, failing }) => {
        const named = failing.flatMap(({ risk: word }) => word ?? [])
        const each = (texts: readonly (string | null)[]) => [...new Set(texts)].filter(Boolean).sort().join(', ')
        const unowned = String(failing.length - named.length)
        const owners = each(named.map(({ owner }) => owner))
        return [item, severity, String(failing.length), unowned, owners, each(named.map(({ due }) => due))]
      }),
    )
    return exitCode.done
  } finally {
    site.close()
  }
}

/** @throws {UsageError} */
function named(value: string | undefined, name: 'item' | 'owner'): string {
  if (value === undefined) throw new UsageError(`A risk needs --${name}.`, 'See fieldseal risk --help.')
  return value
}
