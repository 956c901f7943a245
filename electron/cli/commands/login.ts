import { Secret } from '../../model/secret.ts'
import { exitCode } from '../exit-code.ts'
import { openSite, type SiteOptions } from '../site.ts'
import { askSecret } from '../terminal.ts'
import { type CliCommand, collect, withSite } from './command.ts'

/** Puts a login that the technician knows into the vault. The password comes from the environment or the keyboard. */
export const login: CliCommand = {
  define: (command) =>
    withSite(command)
      .description('put a known device login into the vault of the site')
      .requiredOption('--username <name>')
      .option('--device <id>', 'only for this device; may be given again; without it, for the whole site', collect),
  async run({ options, terminal }) {
    const session = await openSite(options as unknown as SiteOptions, terminal, 'may-make')
    try {
      const text =
        process.env.FIELDSEAL_DEVICE_PASSWORD ??
        (await askSecret('Password of the device', 'FIELDSEAL_DEVICE_PASSWORD'))
      session.logins.add((options.device as string[] | undefined) ?? null, {
        username: String(options.username),
        password: Secret.of(text),
      })
      terminal.document({ stored: true })
      terminal.line('Stored in the vault.')
      return exitCode.done
    } finally {
      session.close()
    }
  },
}
