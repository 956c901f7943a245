import { once } from 'node:events'
import { startPracticeSite } from '../../practice/practice-site.ts'
import { exitCode } from '../exit-code.ts'
import { interruptible } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import type { CliCommand } from './command.ts'

/** Runs simulated devices on loopback in the foreground until Ctrl-C. */
export const practice: CliCommand = {
  define: (command) =>
    command
      .description('run a practice site on this laptop until Ctrl-C')
      .option('--devices <n>', 'how many devices', '24')
      .option('--seed <seed>', 'the same seed gives the same site', 'fieldseal')
      .option('--ports <mode>', 'standard (ports 80, 161 ..., may need rights), high (above 1024), auto', 'auto')
      .option(
        '--network <prefix>',
        'first two numbers of the loopback addresses; default: the first free ones from 127.77',
      ),
  async run({ options, terminal }) {
    const devices = Number(options.devices)
    if (!Number.isInteger(devices) || devices < 1)
      throw new UsageError('--devices wants a number above 0.', 'For example --devices 24.')
    const signal = interruptible(terminal)
    const site = await startPracticeSite({
      devices,
      seed: String(options.seed),
      ports: options.ports as 'standard' | 'high' | 'auto',
      ...(options.network === undefined ? {} : { network: String(options.network) }),
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
    if (!signal.aborted) await once(signal, 'abort')
    await site.close()
    return exitCode.done
  },
}
