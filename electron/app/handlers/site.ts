import { networkInterfaces } from 'node:os'
import type { Output } from '../../contract/channels.ts'
import { SiteSession } from '../../engine/session.ts'
import { SiteReader } from '../../engine/site-reader.ts'
import { oldCatalogWarning } from '../../model/catalog-age.ts'
import { siteAreas } from '../host/events.ts'
import type { Handlers, Host, ShownSite } from '../host/host.ts'
import { OpenSite } from '../host/open-site.ts'
import { isUntouched, Plans } from '../host/plans.ts'
import type { Practice } from '../host/practice.ts'
import { holderText, ReadSite } from '../host/read-site.ts'
import { StampQueue } from '../host/stamp-queue.ts'
import { Work } from '../host/work.ts'
import { interfaceViews } from '../views/interface-view.ts'
import { overviewView } from '../views/overview-view.ts'
import { siteView } from '../views/site-view.ts'
import { withSecret } from './with-secret.ts'

type SiteView = NonNullable<Output<'site.view'>>

export const siteHandlers = {
  'site.create': async (host, { place, passphrase, ntpServers, ...names }) => {
    await host.leave()
    const session = await withSecret(passphrase, (secret) =>
      SiteSession.create(
        place,
        secret,
        {
          ...names,
          customer: names.customer === '' ? null : names.customer,
          contract: null,
          checklist: 'baseline',
          settings: { ntpServers, neededProtocols: [] },
          practice: false,
        },
        host.options,
      ),
    )
    return await opened(host, session, null)
  },
  'site.open': async (host, { file, passphrase }) => {
    const back = await withSecret(passphrase, (secret) => host.bringBack(file, secret))
    if (back !== null) {
      back.work.tell()
      return viewOf(back)
    }
    await host.leave()
    const session = await withSecret(passphrase, (secret) => SiteSession.open(file, secret, host.options))
    return await opened(host, session, null)
  },
  'site.read': async (host, { file, passphrase }) => {
    await host.leave()
    const session = await withSecret(passphrase, (secret) => SiteReader.read(file, secret, host.options))
    const read = new ReadSite(session)
    await host.replace(read)
    return viewOf(read)
  },
  'site.practice': async (host, { devices }) => {
    await host.leave()
    // Simulated devices are half of the program, and most sites are real.
    const { startPractice } = await import('../host/practice.ts')
    const practice = await startPractice(devices, host.options)
    return await opened(host, practice.session, practice)
  },
  'site.lock': async (host, { reason, work }) => {
    const running = host.current?.work.running ?? null
    // Nobody left a practice site alone with secrets.
    if (reason !== 'asked' && host.current?.isPractice === true) return { locked: false }
    if (work === 'ask' && running !== null) return { locked: false }
    await host.lock(reason, work === 'goes-on' && host.current?.isPractice !== true ? 'goes-on' : 'ends')
    return { locked: true }
  },
  'site.behind': ({ behind }) => {
    if (behind === null) return null
    const { work, done, total } = behind.progress
    return { state: behind.state, work, done, total }
  },
  'site.view': (host) => (host.isShown ? viewOf(host.shown()) : null),
  'site.overview': (host) => overviewOf(host.shown()),
  'scope.interfaces': (host) => interfaceViews(networkInterfaces(), host.current?.isPractice ?? false),
  'scope.confirm': (host, { scope, largeConfirmed }) => {
    const open = host.site()
    open.session.confirmScope(scope, { largeConfirmed })
    return viewOf(open)
  },
  'work.view': (host) => {
    const running = host.isShown ? host.shown().work.running : null
    return running === null ? null : { ...running, state: 'running' }
  },
  'work.cancel': (host) => {
    host.current?.work.cancel()
    return null
  },
} satisfies Partial<Handlers>

async function opened(host: Host, session: SiteSession, practice: Practice | null): Promise<SiteView> {
  const folder = practice?.firmwareLibrary ?? host.options.firmwareLibrary
  const open = siteOver(session, () => new OpenSite(session, new Work(host.events), folder, practice))
  await host.replace(open)
  session.onNewVisit(() => {
    // A plan of the sealed visit can be carried out no more.
    open.plans = new Plans()
    open.shownUpgrade = null
    host.events.changed(...siteAreas)
  })
  open.stamps = new StampQueue(
    session,
    host.options.stampAuthorities,
    () => host.events.changed('evidence'),
    host.events.bug,
  )
  open.stamps.try()
  return viewOf(open)
}

/** A file that cannot be read to its end is given back: else nobody could try again. */
function siteOver(session: SiteSession, make: () => OpenSite): OpenSite {
  try {
    return make()
  } catch (error) {
    session.close()
    throw error
  }
}

function viewOf(shown: ShownSite): SiteView {
  const { session, work } = shown
  const edition = session.catalogEdition()
  return siteView({
    file: session.file,
    site: session.site(),
    visit: session.visit(),
    devices: session.devices(),
    conflicts: session.conflicts(),
    summaries: session.summaries(),
    changes: session.changes(),
    packs: session.packs(),
    unresolved: session.unresolved(),
    planned: shown.kind === 'open' ? waitingChanges(shown) : 0,
    running: work.running,
    checklistTitle: session.checklist().title,
    catalog: { ...edition, warning: oldCatalogWarning(edition) },
    readOnly:
      shown.kind === 'open'
        ? null
        : { heldBy: holderText(shown.heldBy), since: shown.heldBy?.since ?? null, at: shown.at },
  })
}

/** Changes of the plan in front that would be begun now. */
function waitingChanges({ plans: { shown } }: OpenSite): number {
  if (shown === null || !isUntouched(shown)) return 0
  return shown.plan.changes.filter(({ change }) => !shown.choice.leftOut.has(change.deviceId)).length
}

const overviewOf = ({ session }: ShownSite) =>
  overviewView({
    devices: session.devices(),
    zones: session.site().zones ?? [],
    titles: new Map(session.checklist().items.map(({ id, title }) => [id, title])),
    summaries: session.summaries(),
    changes: session.changes(),
  })
