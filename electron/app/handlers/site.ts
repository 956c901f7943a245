import { networkInterfaces } from 'node:os'
import type { Output } from '../../contract/channels.ts'
import { SiteSession } from '../../engine/session.ts'
import { SiteView as SessionView } from '../../engine/site-view.ts'
import { oldCatalogWarning } from '../../model/catalog-age.ts'
import type { Handlers, Host, ShownSite } from '../host/host.ts'
import { OpenSite } from '../host/open-site.ts'
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
  'site.read': async (host, { file, passphrase }) => {
    await host.replace(null)
    const session = await withSecret(passphrase, (secret) => SessionView.read(file, secret, host.options))
    const read = new ReadSite(session)
    await host.replace(read)
    return viewOf(read)
  },
  'site.practice': async (host, { devices }) => {
    await host.replace(null)
    // Simulated devices are half of the program, and most sites are real.
    const { startPractice } = await import('../host/practice.ts')
    const practice = await startPractice(devices, host.options)
    return await opened(host, practice.session, practice)
  },
  'site.lock': async (host, { reason }) => {
    const open = host.current
    if (open === null && !host.isShown) {
      host.companies.close()
      return null
    }
    // Nobody left a practice site alone with secrets, and work that was approved is not cut off because nobody types.
    if (reason !== 'asked' && open?.isPractice === true) return null
    if (reason === 'idle' && open !== null && open.work.running !== null) return null
    await host.replace(null)
    host.events.send('locked', { reason })
    return null
  },
  'site.view': (host) => (host.isShown ? viewOf(host.shown()) : null),
  'site.overview': (host) => overviewOf(host.shown()),
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

export function viewOf(shown: ShownSite): SiteView {
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
    running: work.running,
    checklistTitle: session.checklist().title,
    catalog: { ...edition, warning: oldCatalogWarning(edition) },
    readOnly:
      shown.kind === 'open'
        ? null
        : { heldBy: holderText(shown.heldBy), since: shown.heldBy?.since ?? null, at: shown.at },
  })
}

const overviewOf = ({ session }: ShownSite) =>
  overviewView({
    devices: session.devices(),
    zones: session.site().zones ?? [],
    titles: new Map(session.checklist().items.map(({ id, title }) => [id, title])),
    summaries: session.summaries(),
    changes: session.changes(),
  })
