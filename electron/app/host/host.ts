import type { Channel, Input, Output } from '../../contract/channels.ts'
import type { SessionOptions } from '../../engine/session.ts'
import type { HostEvents } from './events.ts'
import type { OpenSite } from './open-site.ts'
import { NoOpenSite } from './problems.ts'

/** Channels that main answers without the engine. */
export type MainChannel = 'app.about' | 'site.choose' | 'evidence.show' | 'firmware.openSource'
export type HostChannel = Exclude<Channel, MainChannel>

/** What main adds to the input of a channel, from a dialog or from the operating system. */
interface Added {
  readonly 'site.create': { readonly place: string }
  readonly 'evidence.seal': { readonly out: string }
  readonly 'site.lock': { readonly reason: 'asked' | 'idle' | 'suspend' }
  readonly 'firmware.updateCatalog': { readonly file: string }
}

export type HostInput<C extends HostChannel> = C extends keyof Added
  ? Input<C> extends void
    ? Added[C]
    : Input<C> & Added[C]
  : Input<C>

/** What the handlers share: the site that is open, and the way to the window. Never more than one site. */
export class Host {
  readonly options: SessionOptions
  readonly events: HostEvents
  #open: OpenSite | null = null

  constructor(options: SessionOptions, events: HostEvents) {
    this.options = options
    this.events = events
  }

  get current(): OpenSite | null {
    return this.#open
  }

  /** @throws {NoOpenSite} */
  site(): OpenSite {
    if (this.#open === null) throw new NoOpenSite('No site is open.')
    return this.#open
  }

  /** Closes what was open; then the new site is the open one. */
  async replace(next: OpenSite | null): Promise<void> {
    const last = this.#open
    this.#open = null
    await last?.close()
    this.#open = next
  }
}

export type Handlers = {
  readonly [C in HostChannel]: (host: Host, input: HostInput<C>) => Output<C> | Promise<Output<C>>
}
