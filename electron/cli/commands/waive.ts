import { z } from 'zod'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { readSite } from '../read-site.ts'
import { openSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, flag, siteOptions, word } from './command.ts'

/** Records the decision to live with a failing item for a while, or takes it back. */
export const waive = defineCommand({
  summary: 'live with one failing item until a day, by the decision of a named person',
  options: z.strictObject({
    ...siteOptions,
    item: word('<id>', 'number of the control, for example NET-01'),
    device: word('<id>', 'only this device; without it, the whole site'),
    reason: word('<text>'),
    control: word('<text>', 'what keeps the risk down meanwhile'),
    approver: word('<name>', 'who decided'),
    until: word('<day>', 'first day (UTC) on which it holds no more, as 2027-06-30'),
    revoke: word('<waiver>', 'take this waiver back'),
    list: flag('show the waivers of the site'),
  }),
  async run({ options, terminal }) {
    if (options.list === true) return await list(options.site, terminal)
    const session = await openSite(options, terminal)
    try {
      if (options.revoke !== undefined) {
        terminal.document({ waiver: session.statements.revoke(options.revoke) })
        terminal.line('Taken back: the item counts as it is.')
        return exitCode.done
      }
      const named = (name: 'item' | 'reason' | 'control' | 'approver' | 'until'): string => {
        const value = options[name]
        if (value === undefined) throw new UsageError(`A waiver needs --${name}.`, 'See fieldseal waive --help.')
        return value
      }
      const waiver = session.statements.waive({
        item: named('item'),
        deviceId: options.device ?? null,
        reason: named('reason'),
        compensatingControl: named('control'),
        approver: named('approver'),
        requestedBy: session.site().technician,
        expiresOn: named('until'),
      })
      terminal.document({ waiver })
      terminal.line(`Waived until ${waiver.expiresOn} (UTC). The item is still checked and shown.`)
      return exitCode.done
    } finally {
      session.close()
    }
  },
})

async function list(file: string, terminal: Terminal): Promise<ExitCode> {
  const site = await readSite(file)
  try {
    const waivers = site.waivers()
    terminal.document({ waivers })
    terminal.table(
      ['Waiver', 'Item', 'Device', 'Approver', 'Until', 'Reason'],
      waivers.map(({ id, item, deviceId, approver, expiresOn, revokedAt, reason }) => [
        id,
        item,
        deviceId ?? 'all',
        approver,
        revokedAt === null ? expiresOn : 'taken back',
        reason,
      ]),
    )
    return exitCode.done
  } finally {
    site.close()
  }
}
