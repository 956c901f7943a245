import { ProtocolViolation } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'

export interface RtspMessage {
  readonly status: number
  /** Names in lower case; one entry per header line, in the order of the device. */
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly body: Buffer
}

const largestHeaders = 16 * 1024
/** A session description is a few kilobytes. */
const largestBody = 64 * 1024

/**
 * The first complete answer in `bytes` and how long it is, or null while some of it is still to come.
 *
 * @throws {ProtocolViolation} when this is no RTSP or is larger than any honest answer
 * @see RFC 2326, section 6 and 12.14
 */
export function parseRtsp(bytes: Buffer): { readonly message: RtspMessage; readonly length: number } | null {
  const start = bytes.subarray(0, 5).toString('latin1')
  if (!'RTSP/'.startsWith(start)) {
    throw new ProtocolViolation(`The answer is not RTSP: "${visibleText(bytes.toString('latin1', 0, 60))}"`)
  }
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1 ? bytes.length > largestHeaders : end > largestHeaders) {
    throw new ProtocolViolation(`The RTSP headers are larger than ${largestHeaders} bytes.`)
  }
  if (end === -1) return null
  // One byte, one character: what Digest hashes are the bytes of the realm.
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const status = /^RTSP\/\d\.\d ([1-5]\d\d)(?: |$)/.exec(statusLine)?.[1]
  if (status === undefined) throw new ProtocolViolation(`The RTSP status line is "${visibleText(statusLine, 80)}".`)
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    if (colon < 1) throw new ProtocolViolation(`An RTSP header line is "${visibleText(line, 80)}".`)
    return { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }
  })
  const stated = headers.find(({ name }) => name === 'content-length')?.value ?? '0'
  const bodyLength = /^\d{1,9}$/.test(stated) ? Number(stated) : Number.POSITIVE_INFINITY
  if (bodyLength > largestBody) {
    throw new ProtocolViolation(`The RTSP body is said to be ${visibleText(stated, 20)} bytes long.`)
  }
  const length = end + 4 + bodyLength
  if (bytes.length < length) return null
  return { message: { status: Number(status), headers, body: Buffer.from(bytes.subarray(end + 4, length)) }, length }
}

/** The first value of a header, `name` in lower case; null where it is missing. */
export function headerOf(message: RtspMessage, name: string): string | null {
  return message.headers.find((header) => header.name === name)?.value ?? null
}

/** Every value of a header, `name` in lower case. */
export function headersOf(message: RtspMessage, name: string): readonly string[] {
  return message.headers.filter((header) => header.name === name).map(({ value }) => value)
}
