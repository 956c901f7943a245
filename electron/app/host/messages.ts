import type { EventName, Result } from '../../contract/channels.ts'
import type { SessionOptions } from '../../engine/session.ts'
import type { HostChannel } from './host.ts'

/** Given to the engine process at its start. */
export type HostSetup = SessionOptions

export type ToHost =
  | { readonly kind: 'call'; readonly id: number; readonly channel: HostChannel; readonly input: unknown }
  /** Close the open site, then exit. */
  | { readonly kind: 'end' }

export type FromHost =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly event: EventName; readonly payload: unknown }
  | { readonly kind: 'bug'; readonly id: string; readonly stack: string }
