import type { Event, Input, Output } from '../../contract/channels.ts'
import type { SessionOptions } from '../../engine/site-reader.ts'
import type { SystemStore } from '../../evidence/system-store.ts'
import type { Secret } from '../../model/secret.ts'
import { BehindLock, type BehindState, type LockedWork } from './behind-lock.ts'
import { CompanyKeeper } from './company-keeper.ts'
import type { HostEvents } from './events.ts'
import type { HostChannel } from './host-channel.ts'
import type { HostSetup } from './messages.ts'
import type { LeftSite, OpenSite } from './open-site.ts'
import { NoOpenSite, SiteReadOnly, WorkBehindLock } from './problems.ts'
import { holderText, type ReadSite } from './read-site.ts'
import { SinceUnlock } from './since-unlock.ts'

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

/** The files of every channel that has some, each from a dialog of the operating system. */
export interface AddedFiles extends EvidenceFiles {
  readonly 'site.create': { readonly place: string }
  readonly 'evidence.seal': { readonly out: string; readonly otherOut: string | null }
  readonly 'firmware.updateCatalog': { readonly file: string }
  readonly 'upgrade.addFile': { readonly file: string }
  readonly 'devices.exportCsv': { readonly out: string }
  readonly 'devices.diagnostics': { readonly out: string }
  readonly 'devices.handOutCopy': { readonly out: string }
  readonly 'devices.requestCertificate': { readonly out: string }
  readonly 'devices.installCertificate': { readonly file: string }
}

/** What main adds to the input of a channel, from a dialog or from the operating system. */
interface Added extends AddedFiles {
  readonly 'site.lock': { readonly reason: 'asked' | 'idle' | 'suspend' }
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
  #behind: BehindLock | null = null
  #left: LeftSite | null = null
  #locks = 0

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

  /** How often a site was taken off the window: an answer that was begun before belongs to nobody after. */
  get locks(): number {
    return this.#locks
  }

  /** Work of a locked site that goes on, or how it ended; null where none ran. */
  get behind(): BehindState | null {
    return this.#behind?.state ?? null
  }

  /**
   * Takes the site off the window at once and wipes its keys: as soon as nothing of it is in the middle of a device. Returns when
   * it is closed, or when only its work keeps it from that.
   */
  async lock(reason: Event<'locked'>['reason'], work: LockedWork): Promise<void> {
    const last = this.#open
    this.companies.close()
    if (last === null) {
      if (work === 'ends') this.#behind?.endWork()
      return
    }
    this.#open = null
    this.#locks += 1
    this.events.quiet()
    this.events.send('locked', { reason })
    const running = last.work.running
    if (last.kind === 'read' || running === null) {
      if (last.kind === 'open') this.#left = last.left()
      await last.close()
      return
    }
    this.#left = last.left()
    // Held back it would wait for a person, with the keys in memory.
    this.#behind = new BehindLock(last, running, running.held === true ? 'ends' : work)
  }

  /** The locked site of this file, which still works, is shown again; null when there is none. @throws {StoreError} `store/wrong-passphrase` */
  async bringBack(file: string, passphrase: Secret): Promise<OpenSite | null> {
    const behind = this.#behind
    if (behind === null || behind.open.session.file !== file) return null
    const open = await behind.bringBack(passphrase)
    if (open === null) return null
    this.#behind = null
    this.#open = open
    open.sinceUnlock = new SinceUnlock()
    this.events.loud(true)
    return open
  }

  /**
   * Makes room for another site: waits for work that ends behind a lock.
   * @throws {WorkBehindLock} while approved work goes on there: it is not cut off by looking at something else
   */
  async leave(): Promise<void> {
    if (this.#behind?.state.state === 'goes-on') {
      const { name } = this.#behind.open.session.site()
      throw new WorkBehindLock(`${name} is locked, and its work goes on.`)
    }
    await this.replace(null)
  }

  /** Closes what was open; then the new site is the open one. */
  async replace(next: ShownSite | null): Promise<void> {
    const last = this.#open
    const behind = this.#behind
    this.companies.close()
    this.#open = null
    behind?.endWork()
    await behind?.closed
    await last?.close()
    if (next === null) return
    const isSameSite = this.#left?.file === next.session.file
    if (this.#left !== null && next.kind === 'open') next.takeBack(this.#left)
    this.#left = null
    this.#behind = null
    this.#open = next
    this.events.loud(isSameSite)
  }
}

export type Handlers = {
  readonly [C in HostChannel]: (host: Host, input: HostInput<C>) => Output<C> | Promise<Output<C>>
}
