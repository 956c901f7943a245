import { createHmac, randomBytes } from 'node:crypto'
import { wellFormed, writingsOf } from './writings.ts'

interface Pair {
  readonly original: string
  readonly standIn: string
  /** Only as a whole word: a name may be a part of other words. */
  readonly word: boolean
}

const macText = (hex: string, between: string): string => (hex.match(/../g) ?? []).join(between)
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
const privateAddress =
  /(?<![\d.])(?:10(?:\.\d{1,3}){3}|127(?:\.\d{1,3}){3}|169\.254(?:\.\d{1,3}){2}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\d.])/g
const localIpv6 = /(?<![0-9a-f:])f(?:e[89ab][0-9a-f]|[cd][0-9a-f]{2}):[0-9a-f:]{4,}/gi
const email = /[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60})+/g
const looseMac = /(?<![0-9a-f])[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}(?![0-9a-f:])/gi

/**
 * Puts a made-up value in the place of each private one: the same for the same, of the same shape and length, and not to be
 * turned back, for the key that makes them is never written. Addresses become ones of RFC 5737, which belong to nobody.
 */
export class StandIns {
  readonly #key = randomBytes(32)
  readonly #pairs = new Map<string, Pair>()
  readonly #macs = new Map<string, string>()
  readonly #addresses = new Map<string, string>()
  readonly #versions: readonly string[]
  #sorted: readonly Pair[] | null = null

  /** @param versions of firmware, which look like addresses and are none */
  constructor(versions: readonly string[]) {
    this.#versions = versions
  }

  /** A value that is private wherever it stands. */
  add(value: string): string {
    return this.#add(value, this.shaped(value), false)
  }

  /** A name: private as a whole word. */
  addName(value: string): string {
    return this.#add(value, this.shaped(value), true)
  }

  /** A serial number: what it has in common with every other device of the model stays. */
  addSerial(value: string, model: string | null): void {
    const hex = value.toLowerCase()
    if (this.#macs.has(hex) || /^[0-9a-f]{12}$/.test(hex)) {
      this.addMac(value)
      return
    }
    const kept = model !== null && value.startsWith(model) ? model.length : 0
    const own = value.slice(kept)
    this.#add(value, value.slice(0, kept) + this.shaped(own), false)
    if (kept > 0 && own.length >= 6) this.add(own)
  }

  /** The maker's half stays. */
  addMac(text: string): void {
    const hex = text.replace(/[^0-9a-f]/gi, '').toLowerCase()
    if (hex.length !== 12 || this.#macs.has(hex)) return
    const standIn = hex.slice(0, 6) + this.#digits(hex).toString('hex').slice(0, 6)
    this.#macs.set(hex, standIn)
    for (const between of ['', ':', '-', ' ', '.']) this.#add(macText(hex, between), macText(standIn, between), false)
  }

  addAddress(address: string): string {
    const known = this.#addresses.get(address)
    if (known !== undefined) return known
    const number = this.#addresses.size
    const networks = ['192.0.2', '198.51.100', '203.0.113']
    const standIn = `${networks[Math.floor(number / 250) % 3] ?? networks[0]}.${(number % 250) + 1}`
    this.#addresses.set(address, standIn)
    return standIn
  }

  /** The text with a stand-in for everything private, also where it is encoded in base64. */
  replace(text: string): string {
    return this.#plain(
      text.replace(/[A-Za-z0-9+/]{16,}={0,2}/g, (run) => {
        const decoded = Buffer.from(run, 'base64')
        const inner = decoded.toString('utf8')
        if (run.length % 4 !== 0 || inner.includes('\uFFFD')) return run
        const replaced = this.#plain(inner)
        return replaced === inner ? run : Buffer.from(replaced, 'utf8').toString('base64')
      }),
    )
  }

  /** Everything private that was ever replaced, for the search that proves it gone. */
  originals(): readonly Pick<Pair, 'original' | 'word'>[] {
    return [...this.#pairs.values(), ...[...this.#addresses.keys()].map((original) => ({ original, word: true }))]
  }

  /** Something of that shape that tells nothing. */
  shaped(value: string): string {
    const digits = this.#digits(value)
    return [...value]
      .map((letter, index) => {
        const random = digits[index % digits.length] ?? 0
        if (/[1-9]/.test(letter)) return String(1 + (random % 9))
        if (/\p{Lu}/u.test(letter)) return String.fromCharCode(65 + (random % 26))
        if (/\p{L}/u.test(letter)) return String.fromCharCode(97 + (random % 26))
        return letter === '0' ? String(index === 0 ? 0 : random % 10) : letter
      })
      .join('')
  }

  #add(original: string, standIn: string, word: boolean): string {
    const known = this.#pairs.get(original)
    if (known !== undefined && (known.word === word || !known.word)) return known.standIn
    this.#pairs.set(original, { original, standIn: known?.standIn ?? standIn, word })
    this.#sorted = null
    return known?.standIn ?? standIn
  }

  #plain(text: string): string {
    const withPatterns = text
      .replace(email, (found) => this.add(found))
      .replace(uuid, (found) => this.#uuid(found))
      .replace(localIpv6, (found) => this.#hexShaped(found))
      .replace(looseMac, (found) => {
        this.addMac(found)
        return found
      })
    this.#sorted ??= this.#allPairs()
    let rest = withPatterns
    for (const { original, standIn, word } of this.#sorted) {
      if (!rest.includes(original)) continue
      rest = word ? rest.replace(wordOf(original), () => standIn) : rest.replaceAll(original, standIn)
    }
    rest = rest.replace(privateAddress, (found, offset: number, whole: string) =>
      this.#isVersion(found, whole.slice(Math.max(0, offset - 40), offset)) ? found : this.addAddress(found),
    )
    for (const [address, standIn] of this.#addresses) {
      if (rest.includes(address)) rest = rest.replace(addressOf(address), () => standIn)
    }
    return rest
  }

  /** Every way to write each value, longest first. */
  #allPairs(): readonly Pair[] {
    const pairs = [...this.#pairs.values()].flatMap(({ original, standIn, word }) =>
      (word ? [[original, standIn] as const] : casesOf(original, standIn)).flatMap(([from, to]) => {
        const forms = textForms(from)
        const others = textForms(to)
        return forms.map((form, index) => ({ original: form, standIn: others[index] ?? to, word }))
      }),
    )
    const first = new Map(pairs.toReversed().map((pair) => [pair.original, pair]))
    return [...first.values()].sort((a, b) => b.original.length - a.original.length)
  }

  #isVersion(found: string, before: string): boolean {
    if (this.#addresses.has(found)) return false
    return this.#versions.some((version) => version.includes(found)) || /(?:version|firmware)[^\d]{0,24}$/i.test(before)
  }

  /** Many devices end theirs with their MAC address. */
  #uuid(found: string): string {
    const end = this.#macs.get(found.slice(-12).toLowerCase())
    if (end === undefined) return this.#hexShaped(found)
    return this.#hexShaped(found.slice(0, -12)) + end
  }

  #hexShaped(text: string): string {
    const digits = this.#digits(text.toLowerCase())
    let index = 0
    return text.replace(/[0-9a-f]/gi, () => ((digits[index++ % digits.length] ?? 0) & 15).toString(16))
  }

  #digits(value: string): Buffer {
    return createHmac('sha512', this.#key).update(value).digest()
  }
}

const casesOf = (from: string, to: string): readonly (readonly [string, string])[] => [
  [from, to],
  [from.toLowerCase(), to.toLowerCase()],
  [from.toUpperCase(), to.toUpperCase()],
]

/** As `writingsOf`, in an order that does not hang on the value. Base64 is decoded before. */
const textForms = (text: string): readonly string[] => [
  text,
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  encodeURIComponent(wellFormed(text)),
  encodeURIComponent(wellFormed(text)).replaceAll('%20', '+'),
  JSON.stringify(text).slice(1, -1),
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('hex').toUpperCase(),
]

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const wordOf = (text: string): RegExp => new RegExp(`(?<![\\p{L}\\d])${escaped(text)}(?![\\p{L}\\d])`, 'gu')
const addressOf = (text: string): RegExp => new RegExp(`(?<![\\d.])${escaped(text)}(?![\\d])(?!\\.\\d)`, 'g')

/** The first private value that a text still holds, however it is written; null where it holds none. */
export function leakIn(text: string, originals: ReturnType<StandIns['originals']>): string | null {
  for (const { original, word } of originals) {
    const held = writingsOf(original).some((writing) =>
      word && writing === original
        ? (original.includes('.') ? addressOf(original) : wordOf(original)).test(text)
        : writing.length >= 6 || !word
          ? text.includes(writing)
          : false,
    )
    if (held) return original
  }
  return null
}
