import { visibleText } from '../../model/visible-text.ts'
import { decodeInteger, decodeOid, NotBer, tag } from './ber.ts'

/**
 * One value of an agent. `octets` are kept to 1024 bytes; `text` is their readable form without NULs, capped and made
 * visible, or null where they are no text (a MAC address, a bit string). `none` is "this object is not here".
 */
export type SnmpValue =
  | { readonly kind: 'octets'; readonly bytes: Buffer; readonly text: string | null }
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'oid'; readonly oid: string }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'none' }

const largestOctets = 1024
const none: SnmpValue = { kind: 'none' }

/** @throws {NotBer} on an encoding that its tag does not allow */
export function decodeValue(tagByte: number, content: Buffer): SnmpValue {
  switch (tagByte) {
    case tag.integer:
      return { kind: 'number', value: decodeInteger(content, 4, true) }
    case tag.counter32:
    case tag.gauge32:
    case tag.timeTicks:
      return { kind: 'number', value: decodeInteger(content, 4, false) }
    case tag.counter64:
      return { kind: 'number', value: decodeInteger(content, 8, false) }
    case tag.octetString:
    case tag.opaque:
      return octets(content)
    case tag.oid:
      return { kind: 'oid', oid: decodeOid(content) }
    case tag.ipAddress:
      if (content.length !== 4) throw new NotBer('IpAddress size')
      return { kind: 'address', address: content.join('.') }
    case tag.null:
    case tag.noSuchObject:
    case tag.noSuchInstance:
    case tag.endOfMibView:
      return none
    default:
      throw new NotBer(`value tag ${tagByte}`)
  }
}

/** Bytes as the union wants them: bounded, and with a text where they are one. */
export function octets(content: Buffer): SnmpValue {
  const bytes = Buffer.from(content.subarray(0, largestOctets))
  return { kind: 'octets', bytes, text: textOf(bytes) }
}

/** Readable form of a value for a record: text, number, OID or hexadecimal. Null for `none` and for empty strings. */
export function valueText(value: SnmpValue | undefined): string | null {
  switch (value?.kind) {
    case 'octets':
      return value.bytes.length === 0 ? null : (value.text ?? visibleText(`0x${value.bytes.toString('hex')}`))
    case 'number':
      return value.value.toString()
    case 'oid':
      return value.oid
    case 'address':
      return value.address
    default:
      return null
  }
}

/** `aa:bb:cc:dd:ee:ff` of a PhysAddress, or null. All-zero and all-one addresses belong to nobody. */
export function macOf(value: SnmpValue | undefined): string | null {
  if (value?.kind !== 'octets') return null
  const hex =
    value.bytes.length === 6 ? value.bytes.toString('hex') : (value.text ?? '').replace(/[:. -]/g, '').toLowerCase()
  if (!/^[0-9a-f]{12}$/.test(hex) || /^(0{12}|f{12})$/.test(hex)) return null
  return (hex.match(/../g) ?? []).join(':')
}

function textOf(bytes: Buffer): string | null {
  // Bosch ends its strings with NULs; others pad with them.
  const raw = Buffer.from(bytes.filter((byte) => byte !== 0))
  const utf8 = raw.toString('utf8')
  // A cut in the middle of a long text may split its last character: that alone is no sign of binary.
  const whole = bytes.length === largestOctets ? utf8.replace(/\uFFFD+$/, '') : utf8
  const text = whole.includes('\uFFFD') && isMostlyAscii(raw) ? raw.toString('latin1') : whole
  if (text.includes('\uFFFD') || /[^\P{Cc}\t\r\n]/u.test(text)) return null
  const shown = text.trim()
  return shown === '' ? null : visibleText(shown)
}

/** Old devices write their umlauts in Latin-1. Short strings are more likely an address or bits. */
function isMostlyAscii(bytes: Buffer): boolean {
  const ascii = bytes.reduce((count, byte) => count + (byte >= 0x20 && byte < 0x7f ? 1 : 0), 0)
  return bytes.length > 8 && ascii >= bytes.length * 0.75
}
