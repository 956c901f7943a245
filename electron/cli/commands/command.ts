import type { Command } from 'commander'
import { z } from 'zod'
import type { Scope } from '../../model/site.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'

/** One command of the command line: its words, its options, and what it does. */
export interface CliCommand<Options extends z.ZodObject = z.ZodObject> {
  /** What it is for, in one line. */
  readonly summary: string
  /** What stands after its name, as `<file>`, `[file]` or `<file...>`, and what each is. */
  readonly args?: Readonly<Record<string, string>>
  /** Its options by the names that `run` has for them, each made by one of the functions below, in the order of the help. */
  readonly options: Options
  run(context: {
    readonly options: z.output<Options>
    readonly args: readonly string[]
    readonly terminal: Terminal
  }): Promise<ExitCode>
}

/** Types what `run` gets by the options of the command. */
export const defineCommand = <Options extends z.ZodObject>(command: CliCommand<Options>): CliCommand<Options> => command

/** How an option is given, and what the help says of it. */
interface Writing {
  /** What it takes, as `<file>`; none where it is there or not. */
  readonly takes?: string
  readonly help: string
  /** What it is where it is not given. */
  readonly preset?: string
  /** Where it may be given again: what is made of the next one. */
  readonly gather?: (value: string, earlier?: readonly string[]) => string[]
}
const writings = new WeakMap<z.ZodType, Writing>()

/** An option of this shape. One that the shape does not let be left out, and that has no preset, must be given. */
export function option<Shape extends z.ZodType>(shape: Shape, writing: Writing): Shape {
  writings.set(shape, writing)
  return shape
}

/** An option that takes a word. */
export const word = (takes: string, help = '') => option(z.string().optional(), { takes, help })
/** One that must be given. */
export const needed = (takes: string, help = '') => option(z.string(), { takes, help })
/** One that is this word where none is given. */
export const wordOr = (preset: string, takes: string, help: string) => option(z.string(), { takes, help, preset })
/** One that may be given again: `a,b` is two, as giving it twice. */
export const words = (takes: string, help: string) =>
  option(z.array(z.string()).optional(), {
    takes,
    help,
    gather: (value, earlier = []) => [...earlier, ...value.split(',')],
  })
const whole: Writing['gather'] = (value, earlier = []) => [...earlier, value]
/** One that may be given again, and may hold a comma, as the name of a file does. */
export const wholeWords = (takes: string, help: string) =>
  option(z.array(z.string()).optional(), { takes, help, gather: whole })
/** Such a one that must be given. */
export const wholeWordsNeeded = (takes: string, help: string) =>
  option(z.array(z.string()), { takes, help, gather: whole })
/** An option that is there or not. */
export const flag = (help: string) => option(z.boolean().optional(), { help })
/** An option that takes a whole number in figures: nothing at all, a space, `0x10` and `2.5` are none. */
export const wholeNumber = ({ least, most }: { readonly least: number; readonly most: number }, writing: Writing) =>
  option(numberOf(/^\d+$/, least, most, `a whole number from ${least} to ${most} is wanted`), writing)
/** An option that takes a share, as 0.5. */
export const share = (writing: Writing) =>
  option(numberOf(/^\d*\.?\d+$/, 0, 1, 'a share from 0 to 1 is wanted, as 0.5'), writing)
/** An option that takes what was measured. */
export const measured = (writing: Writing) =>
  option(numberOf(/^[+-]?\d*\.?\d+$/, -Infinity, Infinity, 'a number is wanted, as 12.5'), writing)
const numberOf = (figures: RegExp, least: number, most: number, wanted: string) =>
  z
    .string()
    .refine((text) => figures.test(text) && Number(text) >= least && Number(text) <= most, wanted)
    .transform(Number)
/** The same option where it may be left out. */
export const mayMiss = <Shape extends z.ZodType>(shape: Shape) => option(shape.optional(), writingOf(shape))

function writingOf(shape: z.ZodType): Writing {
  const writing = writings.get(shape)
  if (writing === undefined) throw new Error('an option of a command is made by the functions of command.ts')
  return writing
}

/** An option as it is typed: `rebuildJournal` is `--rebuild-journal`. */
export const longOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** Teaches commander what this command takes. */
export function offer(command: Command, { summary, args = {}, options }: CliCommand): Command {
  command.description(summary)
  for (const [name, what] of Object.entries(args)) command.argument(name, what)
  for (const [name, shape] of Object.entries<z.ZodType>(options.shape)) {
    const { takes, help, preset, gather } = writingOf(shape)
    const offered = command
      .createOption([longOf(name), takes ?? ''].join(' ').trim(), help)
      .default(preset)
      .makeOptionMandatory(preset === undefined && !shape.isOptional())
    if (gather !== undefined) offered.argParser(gather)
    command.addOption(offered)
  }
  return command
}

const paces = ['gentle', 'normal', 'fast'] as const

/** What may be touched, and how hard. */
export const scopeOptions = {
  scope: words('<target>', 'CIDR, HOST or HOST:PORT that may be touched; may be given again'),
  interface: words('<address>', 'own IPv4 address that multicast may leave by; may be given again'),
  exclude: words('<target>', 'address or CIDR inside the scope that must not be touched'),
  large: flag('confirm a scope of more than a /16'),
  pace: wordOr('normal', '<pace>', `how hard to press: ${paces.join(', ')}`),
  profile: word('<pace>', 'the same as --pace'),
} as const

/** Of a command that works on a site. */
export const siteOptions = {
  site: needed('<file>', 'the site file; discover, visit, login and assess make it on first use'),
  name: word('<name>', 'of a new site'),
  customer: word('<customer>', 'of a new site'),
  company: word('<company>', 'installer, of a new site'),
  technician: word('<name>', 'of a new site'),
  checklist: word('<id>', 'that judges, or the YAML file of your own'),
  ntp: words('<server>', 'NTP server of a new site; may be given again'),
  rebuildJournal: flag('replace a password journal that is lost or damaged; what is readable is taken over'),
} as const

/** Of a command that changes nothing: the site is only looked at. */
export const siteToRead = { site: needed('<file>', 'the site file') } as const

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
