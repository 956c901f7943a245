import { existsSync } from 'node:fs'
import { homedir, hostname, userInfo } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }
import { listChecklists } from '../catalog/checklist.ts'
import type { Resources } from '../engine/resources.ts'
import { type NewSite, SiteSession } from '../engine/session.ts'
import type { SessionOptions } from '../engine/site-reader.ts'
import { Secret } from '../model/secret.ts'
import { dataFolder } from './data-folder.ts'
import { readFileOf } from './files.ts'
import { askSecret, type Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** The policy data beside the program, and the catalogs that this user imported. */
export const resources: Resources = {
  checklists: join(home, 'checklists'),
  firmwareCatalog: join(home, 'firmware-catalog'),
  installedCatalog: join(
    dataFolder({ platform: process.platform, env: process.env, home: homedir() }),
    'firmware-catalog',
  ),
  verifierPage: join(home, 'out', 'verifier.html'),
}
export const sessionOptions: SessionOptions = { resources, toolVersion: packageJson.version }

/** Which site, and what a new one is to be called. */
export interface SiteOptions {
  readonly site: string
  readonly name?: string | undefined
  readonly customer?: string | undefined
  readonly company?: string | undefined
  readonly technician?: string | undefined
  readonly checklist?: string | undefined
  readonly ntp?: readonly string[] | undefined
  readonly rebuildJournal?: boolean | undefined
}

/**
 * Opens the site file. The passphrase comes from FIELDSEAL_PASSPHRASE or the keyboard.
 *
 * @param firstUse whether the command is one that a visit begins with: only those make the file where there is none.
 * @throws {UsageError} before anything is asked or written, where there is no such site, folder or checklist
 */
export async function openSite(
  options: SiteOptions,
  terminal: Terminal,
  firstUse: 'may-make' | null = null,
): Promise<SiteSession> {
  const file = resolve(options.site)
  const site = existsSync(file) ? null : newSite(file, options, firstUse)
  const passphrase = Secret.of(
    process.env.FIELDSEAL_PASSPHRASE ?? (await askSecret('Passphrase of the site', 'FIELDSEAL_PASSPHRASE')),
  )
  try {
    if (site === null) {
      const journal = options.rebuildJournal === true ? 'rebuild' : 'as-it-is'
      return await judgedBy(options.checklist, await SiteSession.open(file, passphrase, { ...sessionOptions, journal }))
    }
    terminal.note(`New site "${site.name}" in ${file}`)
    return await judgedBy(options.checklist, await SiteSession.create(file, passphrase, site, sessionOptions))
  } finally {
    passphrase.wipe()
  }
}

/** The id of a list, or the file of one that the customer brought. @throws {UsageError} {ChecklistUnreadable} and the site is closed */
async function judgedBy(named: string | undefined, session: SiteSession): Promise<SiteSession> {
  if (named === undefined || named === session.site().checklist) return session
  try {
    const id = isFile(named)
      ? session.checklists.add((await readFileOf(resolve(named))).toString('utf8'), basename(named)).id
      : named
    session.checklists.use(id)
    return session
  } catch (error) {
    session.close()
    throw error
  }
}

const isFile = (checklist: string): boolean => /\.ya?ml$/i.test(checklist)

function newSite(file: string, options: SiteOptions, firstUse: 'may-make' | null): NewSite {
  if (firstUse === null)
    throw new UsageError(
      `There is no site file ${file}.`,
      'Correct --site. A new site is made by discover, visit, login, assess or identity use.',
    )
  if (!existsSync(dirname(file)))
    throw new UsageError(`${dirname(file)} is no folder.`, 'Name a site file in a folder that exists.')
  const { checklist } = options
  if (checklist !== undefined && !isFile(checklist)) {
    const known = listChecklists(resources.checklists).map(({ id }) => id)
    if (!known.includes(checklist))
      throw new UsageError(`There is no checklist "${checklist}".`, `Name one of ${known.join(', ')}, or a YAML file.`)
  }
  return {
    name: options.name ?? basename(file).replace(/\.fieldseal$/, ''),
    customer: options.customer ?? null,
    contract: null,
    technician: options.technician ?? `${userInfo().username} on ${hostname()}`,
    company: options.company ?? 'Unnamed installer',
    // A file of the customer's own becomes a list of the site once there is one.
    checklist: options.checklist === undefined || isFile(options.checklist) ? 'baseline' : options.checklist,
    settings: { ntpServers: options.ntp ?? [], neededProtocols: [] },
    practice: false,
  }
}

/** Ctrl-C asks the work to stop in good order; a second one ends the process. */
export function interruptible(terminal: Terminal): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => {
    terminal.note('Stopping after what was begun. Press Ctrl-C again to end at once.')
    controller.abort()
    process.once('SIGINT', () => process.exit(130))
  })
  return controller.signal
}
