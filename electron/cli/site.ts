import { existsSync } from 'node:fs'
import { homedir, hostname, userInfo } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }
import type { Resources } from '../engine/resources.ts'
import { type NewSite, SiteSession } from '../engine/session.ts'
import type { SessionOptions } from '../engine/site-view.ts'
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

export interface SiteOptions {
  readonly site: string
  readonly name?: string
  readonly customer?: string
  readonly company?: string
  readonly technician?: string
  readonly checklist?: string
  readonly ntp?: readonly string[]
  readonly practice?: boolean
  readonly rebuildJournal?: boolean
}

/** Opens the site file; makes it on first use. The passphrase comes from FIELDSEAL_PASSPHRASE or the keyboard. */
export async function openSite(options: SiteOptions, terminal: Terminal): Promise<SiteSession> {
  const file = resolve(options.site)
  const passphrase = Secret.of(
    process.env.FIELDSEAL_PASSPHRASE ?? (await askSecret('Passphrase of the site', 'FIELDSEAL_PASSPHRASE')),
  )
  try {
    if (existsSync(file)) {
      const journal = options.rebuildJournal === true ? 'rebuild' : 'as-it-is'
      return await judgedBy(options.checklist, await SiteSession.open(file, passphrase, { ...sessionOptions, journal }))
    }
    const site = newSite(file, options)
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

function newSite(file: string, options: SiteOptions): NewSite {
  if (!existsSync(dirname(file)))
    throw new UsageError(`${dirname(file)} is no folder.`, 'Name a site file in a folder that exists.')
  return {
    name: options.name ?? basename(file).replace(/\.fieldseal$/, ''),
    customer: options.customer ?? null,
    contract: null,
    technician: options.technician ?? `${userInfo().username} on ${hostname()}`,
    company: options.company ?? 'Unnamed installer',
    // A file of the customer's own becomes a list of the site once there is one.
    checklist: options.checklist === undefined || isFile(options.checklist) ? 'baseline' : options.checklist,
    settings: { ntpServers: options.ntp ?? [], neededProtocols: [] },
    practice: options.practice ?? false,
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
