import { bareMac, type KnownNames, knownNames } from './known-names.ts'
import type { PackInput } from './pack-input.ts'

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const ipv4 = `(?:${octet}\\.){3}${octet}`
const group = '[0-9a-f]{1,4}'
/** Not part of a longer number, name or address. */
const alone = (pattern: string) => `(?<![\\w:.])(?:${pattern})(?![\\w:]|\\.\\d)`

/** IPv6 in a form that no time of day and no hardware address has, with the IPv4 address that may end it. */
const ipv6 = [
  `(?:${group}(?::${group})*)?::(?:${group}:)*${ipv4}`,
  `${group}(?::${group}){7}`,
  `(?:${group}(?::${group}){0,6})?::(?:${group}(?::${group}){0,6})?`,
].join('|')
/** Six pairs or three fours, and no piece of a fingerprint that is written in pairs too. */
const pairs = '(?<![0-9a-f]|[0-9a-f][:-])[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\\1[0-9a-f]{2}){4}(?![0-9a-f]|[:-][0-9a-f]{2})'
const fours = '(?<![0-9a-f.])[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4}(?![0-9a-f.])'

/** Twelve digits without a separator: a hardware address where it is a known one. */
const bareMacLike = /(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])/gi
const hostLike = /(?<![\w.-])\w(?:[\w.-]*\w)?(?![\w-])/g
const macLike = new RegExp(`${pairs}|${fours}`, 'gi')
const addressLike = new RegExp(`${alone(ipv6)}|(?<![\\d.])${ipv4}(?![\\d.]*\\d)`, 'gi')

/** Members that hold words of the pack itself, or of a maker's catalog: no host is named there, whatever hosts are called. */
const ownWords: ReadonlySet<string> = new Set(
  (
    'schema packId id device item check severity outcome class driver fix state end fact items evidence file sha256 type ' +
    'manufacturer model firmware product currency support action disruption answer role mediaType addresses gaps visit site'
  ).split(' '),
)

/** Members that this program fills with times, hashes and random ids, many thousands in a pack: there is nothing to cover. */
const ownNumbers: ReadonlySet<string> = new Set(
  'id device packId at t readAt startedAt endedAt sha256 outcome'.split(' '),
)
/** Neither an address nor a name of two characters fits into less. */
const tooShort = 2

/**
 * Puts a number in the place of every network address, hardware address and known host name, the same number for the same one
 * throughout the pack. Version numbers that look like addresses stay: they are named by the devices themselves as versions.
 */
export class AddressCover {
  readonly #names = new Map<string, string>()
  /** What became of texts before: most of them come up at every device. */
  readonly #done = { withHosts: new Map<string, string>(), withoutHosts: new Map<string, string>() }
  readonly #counts = { address: 0, mac: 0, host: 0 }
  readonly #versions: ReadonlySet<string>
  readonly #known: KnownNames
  /** Domains of known hosts: whatever else is named in them is a host too. */
  readonly #domains: ReadonlySet<string>

  constructor(input: Pick<PackInput, 'devices'> & Partial<Pick<PackInput, 'site'>>) {
    const { devices } = input
    this.#versions = new Set(
      devices.flatMap(({ device: { identity, endpoint } }) =>
        [identity.firmware, identity.build, identity.hardwareId]
          .flatMap((text) => text?.match(addressLike) ?? [])
          .filter((text) => text !== endpoint.address),
      ),
    )
    this.#known = knownNames(input)
    const parents = [...this.#known.hosts].map((host) => host.split('.').slice(1))
    this.#domains = new Set(parents.filter((labels) => labels.length >= 2).map((labels) => labels.join('.')))
    // Devices first, so that their numbers follow the order of the list.
    for (const { device } of devices) {
      this.#nameOf('address', device.endpoint.address)
      for (const mac of device.identity.macs) this.#nameOf('mac', bareMac(mac))
    }
  }

  /** Everything that was covered, with what stands for it. */
  get names(): ReadonlyMap<string, string> {
    return this.#names
  }

  /** @param hosts false where only what cannot be a word is covered. */
  text(text: string, hosts = true): string {
    if (text.length < tooShort) return text
    const done = hosts ? this.#done.withHosts : this.#done.withoutHosts
    const known = done.get(text)
    if (known !== undefined) return known
    const covered = this.#cover(text, hosts)
    done.set(text, covered)
    return covered
  }

  #cover(text: string, hosts: boolean): string {
    const numbers = text
      .replace(macLike, (found) => this.#nameOf('mac', bareMac(found)))
      .replace(addressLike, (found) => (this.#versions.has(found) ? found : this.#nameOf('address', found)))
    const { macs } = this.#known
    const bare = numbers.replace(bareMacLike, (found) =>
      macs.has(found.toLowerCase()) ? this.#nameOf('mac', found) : found,
    )
    return hosts ? bare.replace(hostLike, (found) => (this.#isHost(found) ? this.#nameOf('host', found) : found)) : bare
  }

  /** A known name, also with a domain behind it, or any name in the domain of a known one. */
  #isHost(word: string): boolean {
    const labels = word.toLowerCase().split('.')
    return labels.some(
      (_, at) =>
        this.#known.hosts.has(labels.slice(0, at + 1).join('.')) || this.#domains.has(labels.slice(at).join('.')),
    )
  }

  /** The same value with every text of it covered, keys too. */
  value<T>(value: T): T {
    return this.#covered(value, true) as T
  }

  #covered(value: unknown, hosts: boolean): unknown {
    if (typeof value === 'string') return this.text(value, hosts)
    if (Array.isArray(value)) return value.map((entry) => this.#covered(entry, hosts))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [
        this.text(key, false),
        ownNumbers.has(key) && typeof entry === 'string'
          ? entry
          : this.#covered(entry, !(ownWords.has(key) && typeof entry !== 'object')),
      ]),
    )
  }

  #nameOf(kind: 'address' | 'mac' | 'host', found: string): string {
    const key = found.toLowerCase()
    const known = this.#names.get(key)
    if (known !== undefined) return known
    this.#counts[kind] += 1
    const name = `${kind}-${this.#counts[kind]}`
    this.#names.set(key, name)
    return name
  }
}
