import type { PackInput } from './pack-input.ts'

/** IPv4, and IPv6 in a form that no time of day and no MAC address has. */
const addressLike =
  /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)|(?<![\w:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)(?![\w:])/gi

/**
 * Puts a number in the place of every network address, the same number for the same address throughout the pack. Version
 * numbers that look like addresses stay: they are named by the devices themselves as versions.
 */
export class AddressCover {
  readonly #names = new Map<string, string>()
  readonly #versions: ReadonlySet<string>

  constructor({ devices }: Pick<PackInput, 'devices'>) {
    this.#versions = new Set(
      devices.flatMap(({ device: { identity, endpoint } }) =>
        [identity.firmware, identity.build, identity.hardwareId]
          .flatMap((text) => text?.match(addressLike) ?? [])
          .filter((text) => text !== endpoint.address),
      ),
    )
    // Devices first, so that their numbers follow the order of the list.
    for (const { device } of devices) this.#nameOf(device.endpoint.address)
  }

  /** Every address that was covered, with what stands for it. */
  get names(): ReadonlyMap<string, string> {
    return this.#names
  }

  text(text: string): string {
    return text.replace(addressLike, (found) => (this.#versions.has(found) ? found : this.#nameOf(found)))
  }

  /** The same value with every text of it covered, keys too. */
  value<T>(value: T): T {
    return this.#covered(value) as T
  }

  #covered(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (Array.isArray(value)) return value.map((entry) => this.#covered(entry))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [this.text(key), this.#covered(entry)]))
  }

  #nameOf(address: string): string {
    const key = address.toLowerCase()
    const name = this.#names.get(key) ?? `address-${this.#names.size + 1}`
    this.#names.set(key, name)
    return name
  }
}
