import type { Input, Output } from '../../contract/channels.ts'
import type { SessionOptions } from '../../engine/site-view.ts'
import type { SystemStore } from '../../evidence/system-store.ts'
import { CompanyKeeper } from './company-keeper.ts'
import type { HostEvents } from './events.ts'
import type { HostChannel } from './host-channel.ts'
import type { HostSetup } from './messages.ts'
import type { OpenSite } from './open-site.ts'
import { NoOpenSite, SiteReadOnly } from './problems.ts'
import { holderText, type ReadSite } from './read-site.ts'

/** Files of evidence, each from a dialog. */
interface EvidenceFiles {
  readonly 'evidence.countersign': {
    readonly packFile: string | null
    /** The new key, the key that was brought along, or the identity file. */
    readonly keyFile: string
    readonly certificateFile: string | null
  }
  readonly 'evidence.handOver': { readonly out: string }
  readonly 'evidence.export': { readonly out: string }
  readonly 'identity.createCompany': { readonly out: string }
  readonly 'identity.openCompany': { readonly file: string }
  readonly 'identity.backUp': { readonly out: string }
  readonly 'identity.saveRoot': { readonly out: string }
  readonly 'identity.saveRevocations': { readonly out: string }
  readonly 'identity.issue': { readonly out: string }
  readonly 'identity.revoke': { readonly out: string }
  readonly 'identity.request': {
    readonly out: string
    readonly requestOut: string
    /** PKCS#11 library of the token, where the key goes onto one. */
    readonly tokenModule: string | null
  }
  readonly 'identity.move': { readonly file: string }
  readonly 'identity.install': { readonly file: string; readonly certificateFile: string }
  readonly 'identity.use': { readonly file: string }
}

/** What main adds to the input of a channel, from a dialog or from the operating system. */
interface Added extends EvidenceFiles {
  readonly 'site.create': { readonly place: string }
  readonly 'evidence.seal': { readonly out: string; readonly otherOut: string | null }
  readonly 'site.lock': { readonly reason: 'asked' | 'idle' | 'suspend' }
  readonly 'firmware.updateCatalog': { readonly file: string }
  readonly 'upgrade.addFile': { readonly file: string }
  readonly 'devices.exportCsv': { readonly out: string }
  readonly 'devices.diagnostics': { readonly out: string }
}

export type HostInput<C extends HostChannel> = C extends keyof Added
  ? Input<C> extends void
    ? Added[C]
    : Input<C> & Added[C]
  : Input<C>

/** What the window shows: a site to work on, or one to look at. */
export type ShownSite = OpenSite | ReadSite

/** What the handlers share: the site that is open, and the way to the window. Never more than one site. */
export class Host {
  readonly options: HostSetup & Pick<SessionOptions, 'keyStore'>
  readonly events: HostEvents
  readonly companies: CompanyKeeper
  #open: ShownSite | null = null

  /** @param keyStore Of the operating system; null where there is no app around. */
  constructor(options: HostSetup, events: HostEvents, keyStore: SystemStore | null = null) {
    this.options = keyStore === null ? options : { ...options, keyStore }
    this.events = events
    this.companies = new CompanyKeeper(() => events.changed('identity'))
  }

  /** The site that is open to be worked on; null also while one is only looked at. */
  get current(): OpenSite | null {
    return this.#open?.kind === 'open' ? this.#open : null
  }

  /** What the window shows. @throws {NoOpenSite} */
  shown(): ShownSite {
    if (this.#open === null) throw new NoOpenSite('No site is open.')
    return this.#open
  }

  /** The open site, to change something of it. @throws {NoOpenSite} {SiteReadOnly} */
  site(): OpenSite {
    const shown = this.shown()
    if (shown.kind === 'open') return shown
    const holder = holderText(shown.heldBy)
    throw new SiteReadOnly(
      holder === null
        ? 'This is a look at a site that somebody else has open: nothing was changed.'
        : `This is a look at a site that ${holder} has open: nothing was changed.`,
    )
  }

  get isShown(): boolean {
    return this.#open !== null
  }

  /** Closes what was open; then the new site is the open one. */
  async replace(next: ShownSite | null): Promise<void> {
    const last = this.#open
    this.companies.close()
    this.#open = null
    await last?.close()
    this.#open = next
  }
}

export type Handlers = {
  readonly [C in HostChannel]: (host: Host, input: HostInput<C>) => Output<C> | Promise<Output<C>>
}
