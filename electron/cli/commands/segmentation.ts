import { z } from 'zod'
import { exitCode } from '../exit-code.ts'
import { interruptible, openSite } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, flag, needed, siteOptions, word } from './command.ts'

/** Knocks at what must not be reached from the security network. */
export const segmentation = defineCommand({
  summary: 'test from this port that nothing of the business network can be reached',
  options: z.strictObject({
    ...siteOptions,
    interface: needed('<address>', 'own address on the security network'),
    switch: word('<name>', 'switch that the laptop is plugged into'),
    port: word('<name>', 'port of that switch'),
    vlan: word('<id>', 'VLAN of that port'),
    wayOut: word('<address:port>', 'host beyond the gateway that must answer: without one, silence proves nothing'),
    yes: flag('contact the targets that the record of the site lists; they lie outside of the scope'),
  }),
  async run({ options, terminal }) {
    const wayOut = options.wayOut === undefined ? null : hostAndPort(options.wayOut)
    const session = await openSite(options, terminal)
    try {
      const trial = await session.testSegmentation({
        from: {
          address: options.interface,
          switchName: options.switch ?? null,
          port: options.port ?? null,
          vlan: options.vlan ?? null,
        },
        wayOut,
        confirmed: options.yes === true,
        signal: interruptible(terminal),
      })
      terminal.document({ segmentation: trial })
      terminal.table(
        ['Target', 'Address', 'Answer'],
        trial.probes.map(({ name, address, port, answer }) => [name, `${address}:${port}`, answer]),
      )
      if (trial.probes.some(({ answer }) => answer === 'not-sent'))
        terminal.line(
          'Nothing was sent to some targets: this computer has no route there, or its gateway does not answer. That nothing came back proves nothing.',
        )
      if (trial.neighbour === null) terminal.line('No device of the site answered either: the silence proves nothing.')
      const beyond = trial.wayOut?.answer
      if (beyond === undefined)
        terminal.line('No host beyond the gateway was named (--way-out), so that silence proves nothing.')
      else terminal.line(`Beyond the gateway: ${options.wayOut} ${beyond}`)
      const answers = new Set(trial.probes.map(({ answer }) => answer))
      if (answers.has('answered') || answers.has('refused')) return exitCode.findingsFail
      const isProven = beyond === 'answered' || beyond === 'refused'
      return answers.has('not-sent') || !isProven || trial.neighbour === null ? exitCode.incomplete : exitCode.done
    } finally {
      session.close()
    }
  },
})

/** `10.9.0.1:443`, `[2001:db8::1]:443`. @throws {UsageError} */
function hostAndPort(text: string): { readonly address: string; readonly port: number } {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-f:]+)\]|([0-9.]+)):(\d{1,5})$/i.exec(text.trim()) ?? []
  const address = bracketed ?? plain
  if (address === undefined || Number(port) < 1 || Number(port) > 65_535)
    throw new UsageError(`"${text}" names no address and port.`, 'Give both, as in --way-out 10.9.0.1:443.')
  return { address, port: Number(port) }
}
