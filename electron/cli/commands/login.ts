import { z } from 'zod'
import { Secret } from '../../model/secret.ts'
import { exitCode } from '../exit-code.ts'
import { openSite } from '../site.ts'
import { askSecret } from '../terminal.ts'
import { defineCommand, needed, siteOptions, words } from './command.ts'

/** Puts a login that the technician knows into the vault. The password comes from the environment or the keyboard. */
export const login = defineCommand({
  summary: 'put a known device login into the vault of the site',
  options: z.strictObject({
    ...siteOptions,
    username: needed('<name>'),
    device: words('<id>', 'only for this device; may be given again; without it, for the whole site'),
  }),
  async run({ options, terminal }) {
    const session = await openSite(options, terminal, 'may-make')
    try {
      const text =
        process.env.FIELDSEAL_DEVICE_PASSWORD ??
        (await askSecret('Password of the device', 'FIELDSEAL_DEVICE_PASSWORD'))
      session.logins.add(options.device ?? null, {
        username: options.username,
        password: Secret.of(text),
      })
      terminal.document({ stored: true })
      terminal.line('Stored in the vault.')
      return exitCode.done
    } finally {
      session.close()
    }
  },
})
