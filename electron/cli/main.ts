import { Command } from 'commander'
import type { z } from 'zod'
import { ExpectedError } from '../model/errors.ts'
import { type CliCommand, longOf, offer } from './commands/command.ts'
import { exitCode, exitCodeOfProblem } from './exit-code.ts'
import { sessionOptions } from './site.ts'
import { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/**
 * The commands, by name: each is loaded when it is asked for, so that none waits for the libraries of the others. A new one is a
 * file and a line here.
 */
const commands: Readonly<Record<string, () => Promise<CliCommand>>> = {
  practice: async () => (await import('./commands/practice.ts')).practice,
  discover: async () => (await import('./commands/discover.ts')).discover,
  assess: async () => (await import('./commands/assess.ts')).assess,
  fix: async () => (await import('./commands/fix.ts')).fix,
  seal: async () => (await import('./commands/seal.ts')).seal,
  verify: async () => (await import('./commands/verify.ts')).verify,
  stamp: async () => (await import('./commands/stamp.ts')).stamp,
  countersign: async () => (await import('./commands/countersign.ts')).countersign,
  identity: async () => (await import('./commands/identity.ts')).identity,
  catalog: async () => (await import('./commands/catalog.ts')).catalog,
  firmware: async () => (await import('./commands/firmware.ts')).firmware,
  attest: async () => (await import('./commands/attest.ts')).attest,
  risk: async () => (await import('./commands/risk.ts')).risk,
  waive: async () => (await import('./commands/waive.ts')).waive,
  drift: async () => (await import('./commands/drift.ts')).drift,
  gaps: async () => (await import('./commands/gaps.ts')).gaps,
  segmentation: async () => (await import('./commands/segmentation.ts')).segmentation,
  export: async () => (await import('./commands/export.ts')).exportFindings,
  certificate: async () => (await import('./commands/certificate.ts')).certificate,
  backup: async () => (await import('./commands/backup.ts')).backup,
  login: async () => (await import('./commands/login.ts')).login,
  unresolved: async () => (await import('./commands/unresolved.ts')).unresolved,
  record: async () => (await import('./commands/record.ts')).record,
  recover: async () => (await import('./commands/recover.ts')).recover,
  visit: async () => (await import('./commands/visit.ts')).visit,
}

/** Runs one command and says how it ended. Bugs end the process loudly. */
async function main(argv: readonly string[]): Promise<number> {
  let code: number = exitCode.done
  const program = new Command('fieldseal')
    .description('Commissions cameras, recorders and door controllers, and seals proof of the work')
    .version(sessionOptions.toolVersion)
    .exitOverride()
  const asked = Object.entries(commands).filter(([name]) => name === argv[2])
  for (const [name, load] of asked.length > 0 ? asked : Object.entries(commands)) {
    const command = await load()
    offer(program.command(name), command)
      .option('--json', 'one JSON document on stdout')
      .action(async (...given: unknown[]) => {
        const self = given.at(-1) as Command
        const { json, ...options } = self.opts<Record<string, unknown>>()
        const terminal = new Terminal({ json: json === true })
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
    return await command.run({ options: optionsOf(command, options), args, terminal })
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const { code, message, remedy } = error
    terminal.document({ problem: { code, message, remedy } })
    terminal.note(`${message}\n${remedy}\n[${code}]`)
    return exitCodeOfProblem(code)
  }
}

/** @throws {UsageError} where an option is given in a way that its command does not take */
function optionsOf({ options }: CliCommand, given: Record<string, unknown>): Record<string, unknown> {
  const parsed = options.safeParse(given)
  if (parsed.success) return parsed.data
  const [{ path, message }] = parsed.error.issues as [z.core.$ZodIssue]
  throw new UsageError(
    `${longOf(path.join('.'))} cannot be taken: ${message}.`,
    'Correct it; --help shows what the command takes.',
  )
}

// Whoever read along may stop reading, as `head` does: what was begun is finished without a word more.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
process.exitCode = await main(process.argv)
