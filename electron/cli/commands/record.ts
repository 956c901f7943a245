import { resolve } from 'node:path'
import { z } from 'zod'
import { recordDevice } from '../../engine/recording/record-device.ts'
import { Secret } from '../../model/secret.ts'
import { exitCode } from '../exit-code.ts'
import { interruptible, sessionOptions } from '../site.ts'
import { askSecret } from '../terminal.ts'
import { defineCommand, needed, word, words } from './command.ts'

/** Records the questions and answers of an assessment, for a device that nobody here owns. */
export const record = defineCommand({
  summary: 'record how one device answers an assessment, with everything private replaced',
  args: { '<host>': 'address of the device, or HOST:PORT' },
  options: z.strictObject({
    out: needed('<folder>', 'new folder for the recording'),
    username: word('<name>', 'login of the device; the password is asked for, or FIELDSEAL_DEVICE_PASSWORD'),
    ntp: words('<server>', 'NTP server that the device should have; may be given again'),
    interface: words('<address>', 'own IPv4 address that multicast may leave by; may be given again'),
  }),
  async run({ options, args, terminal }) {
    const login = await loginOf(options.username)
    const out = resolve(options.out)
    const recording = await recordDevice({
      target: String(args[0]),
      interfaces: options.interface ?? [],
      out,
      login,
      ntpServers: options.ntp ?? [],
      session: sessionOptions,
      signal: interruptible(terminal),
      on: (progress) => terminal.progress(progress),
    })
    const { device, exchanges, findings, logins, notReplayed } = recording
    terminal.document({
      folder: out,
      device,
      exchanges: exchanges.length,
      findings: findings.length,
      logins,
      notReplayed,
    })
    terminal.line(
      `${exchanges.length} exchanges of ${device.manufacturer ?? 'a device'} ${device.model ?? ''} in ${out}`,
    )
    terminal.line('Serial numbers, addresses, names, keys and passwords were replaced; none of them is found in it.')
    terminal.line('Look through it before you hand it on. It can be replayed with: fieldseal practice --replay FOLDER')
    return exitCode.done
  },
})

async function loginOf(username: string | undefined) {
  if (username === undefined) return null
  const text =
    process.env.FIELDSEAL_DEVICE_PASSWORD ?? (await askSecret('Password of the device', 'FIELDSEAL_DEVICE_PASSWORD'))
  return { username, password: Secret.of(text) }
}
