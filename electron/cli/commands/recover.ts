import { z } from 'zod'
import { Secret } from '../../model/secret.ts'
import { recoverPasswords } from '../../vault/recover.ts'
import { exitCode } from '../exit-code.ts'
import { askSecret } from '../terminal.ts'
import { defineCommand } from './command.ts'

/**
 * Shows every device password of a `.fieldseal-vault` file, for the day the site file is lost. The one place that prints
 * passwords: it needs the file, the passphrase and somebody who asks for it.
 */
export const recover = defineCommand({
  summary: 'show the device passwords of a .fieldseal-vault file, when the site file is lost',
  args: { '<vault-file>': '' },
  options: z.strictObject({}),
  async run({ args, terminal }) {
    const text = process.env.FIELDSEAL_PASSPHRASE ?? (await askSecret('Passphrase of the site', 'FIELDSEAL_PASSPHRASE'))
    const { passwords, unreadableBytes } = await recoverPasswords(args[0] ?? '', Secret.of(text))
    const rows = passwords.map(({ account, deviceIdentity, password, state, at }) => ({
      device: deviceIdentity ?? account.deviceId,
      username: account.username,
      password: password.reveal(),
      state,
      at,
    }))
    terminal.document({ passwords: rows, unreadableBytes })
    terminal.table(
      ['Device', 'User', 'Password', 'State', 'Time'],
      rows.map(({ device, username, password, state, at }) => [device, username, password, state, at]),
    )
    if (unreadableBytes > 0) terminal.note(`${unreadableBytes} bytes could not be read: passwords may be missing.`)
    return unreadableBytes > 0 ? exitCode.incomplete : exitCode.done
  },
})
