import { networkInterfaces } from 'node:os'
import type { Output } from '../../contract/channels.ts'
import { SiteSession } from '../../engine/session.ts'
import { oldCatalogWarning } from '../../model/catalog-age.ts'
import { Secret } from '../../model/secret.ts'
import type { Handlers, Host } from '../host/host.ts'
import { OpenSite } from '../host/open-site.ts'
import { type Practice, startPractice } from '../host/practice.ts'
import { StampQueue } from '../host/stamp-queue.ts'
import { Work } from '../host/work.ts'
import { interfaceViews } from '../views/interface-view.ts'
import { overviewView } from '../views/overview-view.ts'
import { siteView } from '../views/site-view.ts'

type SiteView = NonNullable<Output<'site.view'>>

export const siteHandlers = {
  'site.create': async (host, { place, passphrase, ntpServers, ...names }) => {
    await host.replace(null)
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
    await host.replace(null)
    const session = await withSecret(passphrase, (secret) => SiteSession.open(file, secret, host.options))
    return await opened(host, session, null)
  },
  'site.practice': async (host, { devices }) => {
    await host.replace(null)
    const practice = await startPractice(devices, host.options)
    return await opened(host, practice.session, practice)
  },
  'site.lock': async (host, { reason }) => {
    const open = host.current
    if (open === null) {
      host.companies.close()
      return null
    }
    // Nobody left a practice site alone with secrets, and work that was approved is not cut off because nobody types.
    if (reason !== 'asked' && open.isPractice) return null
    if (reason === 'idle' && open.work.running !== null) return null
    await host.replace(null)
    host.events.send('locked', { reason })
    return null
  },
  'site.view': (host) => (host.current === null ? null : viewOf(host.current)),
  'site.overview': (host) => overviewOf(host.site()),
  'scope.interfaces': (host) => interfaceViews(networkInterfaces(), host.current?.isPractice ?? false),
  'scope.confirm': (host, { scope, largeConfirmed }) => {
    const open = host.site()
    open.session.confirmScope(scope, { largeConfirmed })
    return viewOf(open)
  },
  'work.cancel': (host) => {
    host.current?.work.cancel()
    return null
  },
} satisfies Partial<Handlers>

async function opened(host: Host, session: SiteSession, practice: Practice | null): Promise<SiteView> {
  const folder = practice?.firmwareLibrary ?? host.options.firmwareLibrary
  const open = new OpenSite(session, new Work(host.events), folder, practice)
  await host.replace(open)
  open.stamps = new StampQueue(
    session,
    host.options.stampAuthorities,
    () => host.events.changed('evidence'),
    host.events.bug,
  )
  open.stamps.try()
  return viewOf(open)
}

export function viewOf({ session, work }: OpenSite): SiteView {
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
    unresolved: session.logins.unresolved(),
    running: work.running,
    checklistTitle: session.checklist().title,
    catalog: { ...edition, warning: oldCatalogWarning(edition) },
  })
}

const overviewOf = ({ session }: OpenSite) =>
  overviewView({
    devices: session.devices(),
    zones: session.site().zones ?? [],
    titles: new Map(session.checklist().items.map(({ id, title }) => [id, title])),
    summaries: session.summaries(),
    changes: session.changes(),
  })

/** The passphrase is wiped when the work with it is over, whatever came of it. */
async function withSecret<T>(text: string, work: (secret: Secret) => Promise<T>): Promise<T> {
  const secret = Secret.of(text)
  try {
    return await work(secret)
  } finally {
    secret.wipe()
  }
}
