import { Command } from 'commander'
import { ExpectedError } from '../model/errors.ts'
import { assess } from './commands/assess.ts'
import { catalog } from './commands/catalog.ts'
import type { CliCommand } from './commands/command.ts'
import { discover } from './commands/discover.ts'
import { exportFindings } from './commands/export.ts'
import { firmware } from './commands/firmware.ts'
import { fix } from './commands/fix.ts'
import { login } from './commands/login.ts'
import { practice } from './commands/practice.ts'
import { recover } from './commands/recover.ts'
import { seal } from './commands/seal.ts'
import { verify } from './commands/verify.ts'
import { visit } from './commands/visit.ts'
import { exitCode, exitCodeOfProblem } from './exit-code.ts'
import { sessionOptions } from './site.ts'
import { Terminal } from './terminal.ts'

/** The commands, by name. A new one is a file and a line here. */
const commands: Readonly<Record<string, CliCommand>> = {
  practice,
  discover,
  assess,
  fix,
  seal,
  verify,
  catalog,
  firmware,
  export: exportFindings,
  login,
  recover,
  visit,
}

/** Runs one command and says how it ended. Bugs end the process loudly. */
async function main(argv: readonly string[]): Promise<number> {
  let code: number = exitCode.done
  const program = new Command('fieldseal')
    .description('Commissions cameras, recorders and door controllers, and seals proof of the work')
    .version(sessionOptions.toolVersion)
    .exitOverride()
  for (const [name, command] of Object.entries(commands)) {
    command
      .define(program.command(name))
      .option('--json', 'one JSON document on stdout')
      .action(async (...given: unknown[]) => {
        const self = given.at(-1) as Command
        const options = self.opts<Record<string, unknown>>()
        const terminal = new Terminal({ json: options.json === true })
        code = await runOne(command, options, self.args, terminal)
      })
  }
  try {
    await program.parseAsync([...argv])
  } catch (error) {
    // commander prints its own message; help and version are no errors.
    const { exitCode: given } = error as { exitCode?: number }
    if (given === undefined) throw error
    return given === 0 ? exitCode.done : exitCode.usage
  }
  return code
}

async function runOne(
  command: CliCommand,
  options: Record<string, unknown>,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  try {
    return await command.run({ options, args, terminal })
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const { code, message, remedy } = error
    terminal.document({ problem: { code, message, remedy } })
    terminal.note(`${message}\n${remedy}\n[${code}]`)
    return exitCodeOfProblem(code)
  }
}

process.exitCode = await main(process.argv)
