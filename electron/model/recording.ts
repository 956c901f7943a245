import type { Endpoint } from './device.ts'
import type { Outcome } from './outcome.ts'

/** What the index of a recording says that it is. */
export const recordingFormat = 'fieldseal-recording-1'
export const recordingIndex = 'recording.json'

/** One question and its answer, as a recording keeps them: every private value has a stand-in. */
export interface RecordedExchange {
  readonly over: 'HTTP' | 'HTTPS' | 'SNMP' | 'RTSP'
  readonly port: number
  /** Number of the login in the index; `none`, or `other` for one that is not in it. */
  readonly login: number | 'none' | 'other'
  readonly request: { readonly line: string; readonly body: string }
  /** Null: nothing came back. */
  readonly answer: {
    readonly line: string
    readonly headers: readonly (readonly [name: string, value: string])[]
    /** Null where it was no text; then so many bytes of nothing stand for it. */
    readonly body: string | null
    readonly bytes: number
  } | null
  readonly at: string
}

/** A login that the device was shown. Public defaults stand as they are, all others under a stand-in. */
export interface RecordedLogin {
  readonly username: string
  readonly password: string
}

export interface RecordedTls {
  readonly port: number
  readonly versions: readonly ('TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3')[]
  readonly keyBits: number | null
  readonly signature: string | null
  readonly validFrom: string
  readonly validTo: string
  readonly subject: string
}

/** The index: `recording.json`. */
export interface Recording {
  readonly format: typeof recordingFormat
  readonly tool: string
  readonly recordedAt: string
  readonly device: {
    /** Stand-in of its address, wherever an exchange names it. */
    readonly address: string
    readonly forwarded: boolean
    readonly ports: Endpoint['ports']
    readonly manufacturer: string | null
    readonly model: string | null
    readonly firmware: string | null
    readonly driver: string | null
  }
  readonly logins: readonly RecordedLogin[]
  readonly tls: readonly RecordedTls[]
  /** Ports of old services that were open, with what they said first. */
  readonly openPorts: readonly { readonly port: number; readonly transport: 'tcp' | 'udp'; readonly greeting: string }[]
  /** Answers to WS-Discovery. */
  readonly discovery: readonly string[]
  /** What the assessment came to. A replay comes to the same, but for what `notReplayed` names. */
  readonly findings: readonly { readonly item: string; readonly outcome: Outcome; readonly observed: string }[]
  readonly notReplayed: readonly string[]
  /** Files of the exchanges, in their order. */
  readonly exchanges: readonly string[]
}

/**
 * A request body without what differs each time: SOAP header, ids, sessions, space between elements. Two requests that ask the
 * same have the same.
 */
export function sameBody(text: string): string {
  return text
    .replace(/<\?xml[^>]*\?>/g, '')
    .replace(/<((?:[\w.-]+:)?Header)(?:\s[^>]*)?(?:\/>|>[\s\S]*?<\/\1>)/, '')
    .replace(/"(?:id|session|password|random)"\s*:\s*(?:"[^"]*"|[^,}]*),?/g, '')
    .replace(/>\s+</g, '><')
    .trim()
}
