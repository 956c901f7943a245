import { exitCode } from '../exit-code.ts'
import { interruptible, openSite, type SiteOptions } from '../site.ts'
import { type CliCommand, withSite } from './command.ts'

/** Knocks at what must not be reached from the security network. */
export const segmentation: CliCommand = {
  define: (command) =>
    withSite(command)
      .description('test from this port that nothing of the business network can be reached')
      .requiredOption('--interface <address>', 'own address on the security network')
      .option('--switch <name>', 'switch that the laptop is plugged into')
      .option('--port <name>', 'port of that switch')
      .option('--vlan <id>', 'VLAN of that port')
      .option('--yes', 'contact the targets that the record of the site lists; they lie outside of the scope'),
  async run({ options, terminal }) {
    const session = await openSite(options as unknown as SiteOptions, terminal)
    try {
      const text = (name: string): string | null => (options[name] === undefined ? null : String(options[name]))
      const trial = await session.testSegmentation({
        from: {
          address: String(options.interface),
          switchName: text('switch'),
          port: text('port'),
          vlan: text('vlan'),
        },
        confirmed: options.yes === true,
        signal: interruptible(terminal),
      })
      terminal.document({ segmentation: trial })
      terminal.table(
        ['Target', 'Address', 'Answer'],
        trial.probes.map(({ name, address, port, answer }) => [name, `${address}:${port}`, answer]),
      )
      if (trial.probes.some(({ answer }) => answer === 'not-sent'))
        terminal.line('This computer has no route to some targets: that nothing came back from there proves nothing.')
      if (trial.neighbour === null) terminal.line('No device of the site answered either: the silence proves nothing.')
      const answers = new Set(trial.probes.map(({ answer }) => answer))
      if (answers.has('answered') || answers.has('refused')) return exitCode.findingsFail
      return answers.has('not-sent') ? exitCode.incomplete : exitCode.done
    } finally {
      session.close()
    }
  },
}
