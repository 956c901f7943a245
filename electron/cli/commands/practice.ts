import { once } from 'node:events'
import { resolve } from 'node:path'
import { z } from 'zod'
import { Chaos, type Mishap } from '../../practice/chaos.ts'
import { startPracticeSite } from '../../practice/practice-site.ts'
import { replayRecording } from '../../practice/replay/replay-device.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { interruptible } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { defineCommand, option, wholeNumber, word, wordOr } from './command.ts'

/** Runs simulated devices on loopback in the foreground until Ctrl-C. */
export const practice = defineCommand({
  summary: 'run a practice site on this laptop until Ctrl-C',
  options: z.strictObject({
    devices: wholeNumber({ least: 1, most: 1_000 }, { takes: '<n>', preset: '24', help: 'how many devices' }),
    seed: wordOr('fieldseal', '<seed>', 'the same seed gives the same site'),
    ports: option(z.enum(['standard', 'high', 'auto']), {
      takes: '<mode>',
      help: 'standard (ports 80, 161 ..., may need rights), high (above 1024), auto',
      preset: 'auto',
    }),
    network: word('<prefix>', 'first two numbers of the loopback addresses; default: the first free ones from 127.77'),
    chaos: word('<seed>', 'devices restart, fall silent, lose answers and keep no changes; the seed plans it'),
    replay: word('<folder>', 'one device out of a recording, instead of simulated ones'),
  }),
  async run({ options, terminal }) {
    if (options.replay !== undefined) return await replay(resolve(options.replay), terminal)
    const signal = interruptible(terminal)
    const site = await startPracticeSite({
      devices: options.devices,
      seed: options.seed,
      ports: options.ports,
      ...(options.network === undefined ? {} : { network: options.network }),
      signal,
    })
    terminal.document({ scope: site.scope, interfaces: site.interfaces, devices: site.devices })
    terminal.line(`Practice site of ${site.devices.length} devices. Scope: ${site.scope.join(' ')}`)
    terminal.line(`Multicast discovery: --interface ${site.interfaces.join(',')}. End with Ctrl-C.`)
    terminal.line()
    terminal.table(
      ['Address', 'Vendor', 'Model', 'Firmware', 'Class', 'Login'],
      site.devices.map((device) => [
        device.port === undefined ? device.address : `${device.address}:${device.port}`,
        device.vendor,
        device.model,
        device.firmware,
        device.class,
        `${device.username} / ${device.password}`,
      ]),
    )
    const chaos =
      options.chaos === undefined
        ? null
        : new Chaos(site, { seed: options.chaos, on: (mishap) => tell(mishap, terminal) })
    if (!signal.aborted) await once(signal, 'abort')
    await chaos?.end()
    await site.close()
    return exitCode.done
  },
})

/** A recorded device, until Ctrl-C. */
async function replay(folder: string, terminal: Terminal): Promise<ExitCode> {
  const signal = interruptible(terminal)
  const { scope, recording, logins, close } = await replayRecording(folder)
  const { device, recordedAt, notReplayed } = recording
  terminal.document({ scope, interfaces: [], device, logins, recordedAt, notReplayed })
  terminal.line(
    `${device.manufacturer ?? 'A device'} ${device.model ?? ''}, recorded ${recordedAt}. Scope: ${scope.join(' ')}`,
  )
  for (const { username, password } of logins) terminal.line(`Login: ${username} / ${password}`)
  terminal.line('What this replay cannot know:')
  for (const each of notReplayed) terminal.line(`  ${each}`)
  terminal.line('End with Ctrl-C.')
  if (!signal.aborted) await once(signal, 'abort')
  await close()
  return exitCode.done
}

function tell({ device, kind }: Mishap, terminal: Terminal): void {
  const who =
    device === null
      ? 'all devices'
      : device.ports.http === 80
        ? device.address
        : `${device.address}:${device.ports.http}`
  terminal.line(`${who}  ${kind}`)
}
