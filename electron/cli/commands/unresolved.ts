import { z } from 'zod'
import { exitCode } from '../exit-code.ts'
import { openSite } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, siteOptions, word } from './command.ts'

/** Lists password changes whose proof is missing, and ends one of a device that nobody can ask any more. */
export const unresolved = defineCommand({
  summary: 'list password changes whose proof is missing, and end those of devices that are gone',
  options: z.strictObject({
    ...siteOptions,
    device: word('<id>', 'whose change to end'),
    username: word('<name>', 'of which account'),
    gone: word('<reason>', 'what became of the device: its possible passwords are kept and called not proven'),
  }),
  async run({ options, terminal }) {
    const { device, username, gone } = options
    const named = [device, username, gone].filter((option) => option !== undefined && option.trim() !== '')
    if (named.length > 0 && named.length < 3) {
      throw new UsageError(
        'To end a change takes --device, --username and --gone.',
        'Without any of them the open changes are listed.',
      )
    }
    const session = await openSite(options, terminal)
    try {
      if (device !== undefined && username !== undefined && gone !== undefined) {
        session.logins.open.giveUp(device, username, gone.trim())
        terminal.note(
          `The change of "${username}" is ended. Every password that the device may hold stays in the vault.`,
        )
      }
      const open = session.logins.open.list()
      terminal.document({ unresolved: open })
      if (open.length === 0) terminal.line('Every password change is proven or ended.')
      else {
        terminal.table(
          ['Device', 'At', 'Account', 'Begun', 'Gone', 'Why it is open'],
          open.map(({ deviceId, address, identity, username: account, startedAt, isGone, reason }) => [
            deviceId,
            address ?? identity,
            account,
            startedAt,
            isGone ? 'yes' : 'no',
            reason ?? 'the program ended in its middle',
          ]),
        )
      }
      return exitCode.done
    } finally {
      session.close()
    }
  },
})
