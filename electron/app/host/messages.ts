import type { EventName, Result } from '../../contract/channels.ts'
import type { SessionOptions } from '../../engine/site-view.ts'
import type { HostChannel } from './host.ts'

/** Given to the engine process at its start. */
export interface HostSetup extends SessionOptions {
  /** Folder of the firmware files of this user. */
  readonly firmwareLibrary: string
  /** File with the timestamp authorities that this user entered. */
  readonly stampAuthorities: string
}

export type ToHost =
  | { readonly kind: 'call'; readonly id: number; readonly channel: HostChannel; readonly input: unknown }
  /** Close the open site, then exit. */
  | { readonly kind: 'end' }

export type FromHost =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly event: EventName; readonly payload: unknown }
  | { readonly kind: 'bug'; readonly id: string; readonly stack: string }
