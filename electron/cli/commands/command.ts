import type { Command } from 'commander'
import type { Scope } from '../../model/site.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'

/** One command of the command line: its words, and what it does. */
export interface CliCommand {
  /** Name, arguments, options; the action is set by `run`. */
  define(command: Command): Command
  run(context: {
    readonly options: Record<string, unknown>
    readonly args: readonly string[]
    readonly terminal: Terminal
  }): Promise<ExitCode>
}

/** `a,b` is two, as giving the option twice. */
export const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, ...value.split(',')]

/** A name of a file may hold a comma. */
export const collectFile = (file: string, earlier: readonly string[] = []): string[] => [...earlier, file]

const paces = ['gentle', 'normal', 'fast'] as const

export const withScope = (command: Command): Command =>
  command
    .option('--scope <target>', 'CIDR, HOST or HOST:PORT that may be touched; may be given again', collect)
    .option('--interface <address>', 'own IPv4 address that multicast may leave by; may be given again', collect)
    .option('--exclude <target>', 'address or CIDR inside the scope that must not be touched', collect)
    .option('--large', 'confirm a scope of more than a /16')
    .option('--pace <pace>', `how hard to press: ${paces.join(', ')}`, 'normal')
    .option('--profile <pace>', 'the same as --pace')

export const withSite = (command: Command): Command =>
  command
    .requiredOption('--site <file>', 'the site file; discover, visit, login and assess make it on first use')
    .option('--name <name>', 'of a new site')
    .option('--customer <customer>', 'of a new site')
    .option('--company <company>', 'installer, of a new site')
    .option('--technician <name>', 'of a new site')
    .option('--checklist <id>', 'that judges, or the YAML file of your own')
    .option('--ntp <server>', 'NTP server of a new site; may be given again', collect)
    .option('--rebuild-journal', 'replace a password journal that is lost or damaged; what is readable is taken over')

/** Of a command that changes nothing: the site is only looked at. */
export const withSiteToRead = (command: Command): Command => command.requiredOption('--site <file>', 'the site file')

export function scopeOf(options: Record<string, unknown>): Scope | null {
  const targets = options.scope as string[] | undefined
  if (targets === undefined) return null
  return {
    targets,
    interfaces: (options.interface as string[] | undefined) ?? [],
    excluded: (options.exclude as string[] | undefined) ?? [],
  }
}

export function paceOf(options: Record<string, unknown>): (typeof paces)[number] | null {
  const asked = options.profile ?? options.pace
  return paces.find((pace) => pace === asked) ?? null
}
