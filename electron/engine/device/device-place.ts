import { type Device, endpointText } from '../../model/device.ts'
import { DeviceUnreachable } from '../../model/errors.ts'
import type { SiteFile } from '../../store/site-file.ts'

/** For so long after a device was away, a shut port may only show how far it has come in starting. */
const startingMs = 30_000

/** Where one device is reached during one step, and since when it answers there. */
export class DevicePlace {
  readonly #store: Pick<SiteFile, 'saveDevices'>
  #device: Device
  #movedFrom: Device['endpoint']['ports'] | null = null
  #awayAt = Number.NEGATIVE_INFINITY

  constructor(device: Device, store: Pick<SiteFile, 'saveDevices'>) {
    this.#device = device
    this.#store = store
  }

  get device(): Device {
    return this.#device
  }

  /** How it was reached before it moved, if it did; null also when it moved back. */
  get movedFrom(): Device['endpoint']['ports'] | null {
    return this.#movedFrom
  }

  /**
   * The same device by another of its ports. What was learned over the old way is forgotten (`memo`), but for what leads back. On
   * disk when it returns.
   */
  moveTo(ports: Device['endpoint']['ports'], memo: Map<string, unknown>): void {
    this.#movedFrom = this.#movedFrom === ports ? null : this.#device.endpoint.ports
    this.#device = { ...this.#device, endpoint: { ...this.#device.endpoint, ports } }
    this.#store.saveDevices([this.#device])
    for (const name of memo.keys()) if (!name.startsWith('as-found.')) memo.delete(name)
    for (const [name, mark] of Object.entries(this.#device.marks)) memo.set(name, mark)
  }

  /** It did not answer in the middle of a change: perhaps it restarts. */
  noteAway(): void {
    this.#awayAt = performance.now()
  }

  /** @throws {DeviceUnreachable} */
  assertStarted(): void {
    if (performance.now() - this.#awayAt > startingMs) return
    throw new DeviceUnreachable(
      `${endpointText(this.#device.endpoint)} was away a moment ago: a port that is shut now may open while it starts. Assess it again.`,
    )
  }
}
