import type { Command } from 'commander'
import { z } from 'zod'
import type { Scope } from '../../model/site.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'

/** One command of the command line: its words, its options, and what it does. */
export interface CliCommand<Options extends z.ZodObject = z.ZodObject> {
  /** Name, arguments, options; the action is set by `run`. */
  define(command: Command): Command
  /** What `define` offers, by the names that commander gives: strict, so that none of the two has what the other lacks. */
  readonly options: Options
  run(context: {
    readonly options: z.output<Options>
    readonly args: readonly string[]
    readonly terminal: Terminal
  }): Promise<ExitCode>
}

/** Types what `run` gets by the options of the command. */
export const defineCommand = <Options extends z.ZodObject>(command: CliCommand<Options>): CliCommand<Options> => command

/** An option that takes a word. */
export const word = z.string().optional()
/** An option that may be given again. */
export const words = z.array(z.string()).optional()
/** An option that is there or not. */
export const flag = z.boolean().optional()

/** `a,b` is two, as giving the option twice. */
export const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, ...value.split(',')]

/** A name of a file may hold a comma. */
export const collectFile = (file: string, earlier: readonly string[] = []): string[] => [...earlier, file]

const paces = ['gentle', 'normal', 'fast'] as const

/** With the options that say what may be touched, and how hard. */
export const withScope = (command: Command): Command =>
  command
    .option('--scope <target>', 'CIDR, HOST or HOST:PORT that may be touched; may be given again', collect)
    .option('--interface <address>', 'own IPv4 address that multicast may leave by; may be given again', collect)
    .option('--exclude <target>', 'address or CIDR inside the scope that must not be touched', collect)
    .option('--large', 'confirm a scope of more than a /16')
    .option('--pace <pace>', `how hard to press: ${paces.join(', ')}`, 'normal')
    .option('--profile <pace>', 'the same as --pace')

/** What `withScope` adds. */
export const scopeOptions = {
  scope: words,
  interface: words,
  exclude: words,
  large: flag,
  pace: z.string(),
  profile: word,
} as const

/** With the options of a command that works on a site. */
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

/** What `withSite` adds. */
export const siteOptions = {
  site: z.string(),
  name: word,
  customer: word,
  company: word,
  technician: word,
  checklist: word,
  ntp: words,
  rebuildJournal: flag,
} as const

/** Of a command that changes nothing: the site is only looked at. */
export const withSiteToRead = (command: Command): Command => command.requiredOption('--site <file>', 'the site file')

type GivenScope = z.output<z.ZodObject<typeof scopeOptions>>

/** The scope that was given; null without `--scope`. */
export function scopeOf({ scope, interface: own, exclude }: GivenScope): Scope | null {
  return scope === undefined ? null : { targets: scope, interfaces: own ?? [], excluded: exclude ?? [] }
}

/** Null where it is none of the three. */
export function paceOf({ profile, pace: given }: GivenScope): (typeof paces)[number] | null {
  const asked = profile ?? given
  return paces.find((pace) => pace === asked) ?? null
}
