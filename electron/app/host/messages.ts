import type { EventName, Result } from '../../contract/channels.ts'
import type { SessionOptions } from '../../engine/site-reader.ts'
import type { SystemStoreStatus } from '../../evidence/system-store.ts'
import type { HostChannel } from './host-channel.ts'

/** Given to the engine process at its start, as text. */
export interface HostSetup extends Omit<SessionOptions, 'keyStore' | 'observer'> {
  /** Folder of the firmware files of this user. */
  readonly firmwareLibrary: string
  /** File with the timestamp authorities that this user entered. */
  readonly stampAuthorities: string
}

/** What the engine process asks the key store of the operating system for. */
export type KeyStoreQuestion =
  | { readonly what: 'status' }
  | { readonly what: 'seal' | 'open'; readonly bytes: Uint8Array }

export type KeyStoreAnswer =
  | { readonly kind: 'status'; readonly status: SystemStoreStatus }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: string }

export type ToHost =
  | { readonly kind: 'call'; readonly id: number; readonly channel: HostChannel; readonly input: unknown }
  | { readonly kind: 'key-store'; readonly id: number; readonly answer: KeyStoreAnswer }
  /** Close the open site, then exit. */
  | { readonly kind: 'end' }

export type FromHost =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'key-store'; readonly id: number; readonly question: KeyStoreQuestion }
  | { readonly kind: 'event'; readonly event: EventName; readonly payload: unknown }
  | { readonly kind: 'bug'; readonly id: string; readonly stack: string }
