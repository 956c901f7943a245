export type RequestInterface =
  | 'onvif'
  | 'http'
  | 'rtsp'
  | 'snmp'
  | 'ws-discovery'
  | 'telnet'
  | 'ftp'
  | 'ssh'
  | 'upnp'
  | 'bonjour'
  | 'vendor'

/** One thing that somebody asked a device. Never holds a password, a digest or a nonce. */
export interface RequestRecord {
  readonly interface: RequestInterface
  /** Operation, method and path, or PDU type. */
  readonly operation: string
  /** Community names are passwords: SNMP records leave this null. */
  readonly username: string | null
  /** How the login travelled. `clear` means that anybody on the network could read it. */
  readonly login: 'none' | 'digest' | 'wsse' | 'clear' | 'usm' | 'community'
  readonly outcome: 'answered' | 'fault' | 'refused' | 'locked' | 'dropped'
  /** Address that it came from. */
  readonly source: string
}

/** The newest requests, oldest first. */
export class RequestLog {
  readonly #records: RequestRecord[] = []
  readonly #kept = 2_000

  add(record: RequestRecord): void {
    this.#records.push(record)
    if (this.#records.length > this.#kept) this.#records.shift()
  }

  get all(): readonly RequestRecord[] {
    return this.#records
  }

  /** Requests of one operation, for example `SetUser`. */
  of(operation: string): readonly RequestRecord[] {
    return this.#records.filter((record) => record.operation === operation)
  }

  clear(): void {
    this.#records.length = 0
  }
}
