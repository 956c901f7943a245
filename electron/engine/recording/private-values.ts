import type { Device } from '../../model/device.ts'
import type { Readings } from '../../model/facts.ts'
import type { ObservedExchange } from '../../protocols/exchange-observer.ts'
import type { StandIns } from './stand-ins.ts'

/** Names of makers' own that every device of theirs has: they tell nothing of a site. */
const commonNames = new Set(
  'admin administrator root user users operator viewer guest service supervisor default anonymous public private onvif system live installer setup camera device network true false none null http https rtsp localhost unknown enabled disabled profile main'.split(
    ' ',
  ),
)
const serialName = /serial(?:_?n(?:o|um|umber))?$/i
const macName = /(?:mac|phys|hw)_?(?:addr(?:ess)?)?$/i
const privateName =
  /(?:host|device|machine|friendly|system|channel|camera|door|reader)_?name$|^sysname$|^title$|location$|contact$|user_?name$|^user$|ssid$|e-?mail|phone|latitude|longitude|(?:device|customer|p2p|cloud)_?id$|neighbour$|subject$|issuer$|^owner$/i
const addressName = /(?:address|addresses|gateways?|servers?|hosts?|dns\w*|entries)$/i
/** `NAME=value`, `<name>value<`, `"name":"value"`. */
const named =
  /(?:<(?:[\w.-]+:)?([\w.-]{1,60})(?:\s[^<>]{0,300})?>|"([\w.-]{1,60})"\s?:\s?"|(?:^|[\s&?])[\w.[\]]{0,100}?([\w-]{1,60})=)([^<"\r\n&]{2,200})/g
const shortestName = 4

/** Finds what tells one device or site from another, in what was read and in what was said, and gives each a stand-in. */
export class PrivateValues {
  readonly #standIns: StandIns
  readonly #device: Device
  /** Words that the protocols themselves use: no name of a site. */
  readonly #vocabulary = new Set<string>()

  constructor(standIns: StandIns, device: Device) {
    this.#standIns = standIns
    this.#device = device
  }

  collect(readings: Readings, exchanges: readonly ObservedExchange[]): void {
    const { identity, endpoint } = this.#device
    for (const mac of identity.macs) this.#standIns.addMac(mac)
    if (identity.serial !== null) this.#standIns.addSerial(identity.serial, identity.model)
    this.#standIns.addAddress(endpoint.address)
    const texts = exchanges.flatMap(({ request, answer }) =>
      [request, answer].flatMap((side) => (side === null ? [] : [`${side.line}\n${side.body.toString('utf8')}`])),
    )
    for (const text of texts) {
      for (const [, element, key] of text.matchAll(/<\/?(?:[\w.-]+:)?([\w.-]{2,60})[\s/>]|"([\w.-]{2,60})"\s?:/g))
        this.#vocabulary.add((element ?? key ?? '').toLowerCase())
      for (const [, key] of text.matchAll(/(?:^|[\s.&?])([\w-]{2,60})=/gm))
        this.#vocabulary.add((key ?? '').toLowerCase())
    }
    for (const text of texts) this.#inText(text)
    this.#inValue('', readings)
  }

  /** A name of an account that is no default of the maker. */
  addUser(username: string): void {
    this.#name(username)
  }

  #inText(text: string): void {
    for (const [, element, key, setting, value = ''] of text.matchAll(named))
      this.#take(element ?? key ?? setting ?? '', unescaped(value.trim()))
    for (const [, kind, value = ''] of text.matchAll(
      /onvif:\/\/www\.onvif\.org\/(name|location)\/([^\s<"]{2,200})/gi,
    )) {
      const decoded = decodedOr(value)
      for (const part of kind === 'name' ? [decoded] : decoded.split('/')) this.#name(part)
    }
  }

  #inValue(name: string, value: unknown): void {
    if (typeof value === 'string') this.#take(name, value)
    else if (Array.isArray(value)) for (const each of value) this.#inValue(name, each)
    else if (value !== null && typeof value === 'object')
      for (const [key, each] of Object.entries(value)) this.#inValue(key, each)
  }

  #take(name: string, value: string): void {
    if (serialName.test(name)) {
      if (value.length >= shortestName && value !== this.#device.identity.model)
        this.#standIns.addSerial(value, this.#device.identity.model)
    } else if (/^(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}$/i.test(value) && (macName.test(name) || /[:-]/.test(value))) {
      if (!/^(?:0|f|:|-)+$/i.test(value)) this.#standIns.addMac(value)
    } else if (privateName.test(name)) this.#name(value)
    else if (addressName.test(name) && /^(?!\d+(?:\.\d+)*$)[\w-]+(?:\.[\w-]+)+$/.test(value)) this.#name(value)
    else if (addressName.test(name) && isAddress(value)) this.#standIns.addAddress(value)
  }

  #name(value: string): void {
    const { manufacturer, model, firmware } = this.#device.identity
    const low = value.toLowerCase()
    const common = [manufacturer, model, firmware].some((known) => {
      const word = known?.toLowerCase() ?? ''
      return word !== '' && (word.includes(low) || low.includes(word))
    })
    if (value.length < shortestName || common || commonNames.has(low) || this.#vocabulary.has(low)) return
    if (/^[\d.,:%\s-]+$/.test(value) || isAddress(value) || !/[\p{L}\d]/u.test(value)) return
    this.#standIns.addName(value)
  }
}

/** An address of somebody, and no mask, group or wildcard. */
function isAddress(value: string): boolean {
  const parts = value.split('.').map(Number)
  const [first = 0] = parts
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(value) || parts.some((part) => part > 255)) return false
  return first > 0 && first < 224
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

function decodedOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
