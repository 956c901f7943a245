import net from 'node:net'
import type { SiteSettings } from '../model/site.ts'
import { faultsAsFound, isCaredFor, type Making, sitePassword, stateAsFound } from './as-found.ts'
import { NoRoom } from './errors.ts'
import { type Ground, highGround, standardGround } from './ground.ts'
import { MulticastGroups } from './multicast-groups.ts'
import { type PersonalityId, personalities } from './personalities.ts'
import type { Personality, Product } from './personality.ts'
import { PracticeDevice, type PracticeDeviceInfo } from './practice-device.ts'
import { SeededRandom } from './random.ts'
import { settingsOf } from './site-record.ts'
import { TcpListener } from './tcp-listener.ts'
import { DiscoveryGroup } from './ws-discovery-endpoint.ts'

export interface PracticeOptions {
  /** 1 to 1,000. */
  readonly devices: number
  /** The same seed makes the same devices. */
  readonly seed?: string
  /** `auto`: the ports of the protocols where this computer allows it, else high ones. */
  readonly ports?: 'standard' | 'high' | 'auto'
  /** First two numbers of a loopback network. Without it, the first free one from 127.77 up. */
  readonly network?: string
  readonly signal?: AbortSignal
  /** All devices of this kind, instead of a mixture. */
  readonly personality?: PersonalityId
  /** These very products in this order, over and over, instead of a mixture. */
  readonly lineUp?: readonly LineUpEntry[]
  /** Announce the devices by multicast when they are up. */
  readonly hello?: boolean
}

/** A product of a personality; its first one where no model is named. */
export interface LineUpEntry {
  readonly personality: PersonalityId
  readonly model?: string
}

export interface PracticeSite {
  /** What a visit to this site may touch. */
  readonly scope: string[]
  /** What multicast of a visit goes out by. */
  readonly interfaces: string[]
  readonly devices: PracticeDeviceInfo[]
  /** Logins that somebody already changed from the default of the maker, as a technician would bring them along. */
  readonly knownLogins: Pick<PracticeDeviceInfo, 'address' | 'port' | 'username' | 'password'>[]
  /** What the record of this site says. The time server is one that the well-kept devices use already. */
  readonly settings: SiteSettings
  /** State, faults and request log. With high ports, `address:port` names the device. */
  device(address: string): PracticeDevice
  close(): Promise<void>
}

/** What every ten devices of a mixed site are. */
const mixture: readonly PersonalityId[] = [
  'onvif-camera',
  'onvif-camera',
  'door-controller',
  'network-recorder',
  'onvif-camera',
  'onvif-camera',
  'onvif-camera',
  'door-controller',
  'onvif-camera',
  'onvif-camera',
]

/** One device in ten was never set up: by turns of the makers that have such a state. */
const outOfTheBox: readonly PersonalityId[] = ['axis-factory', 'hikvision-factory', 'hanwha-factory', 'dahua-factory']

function inMixture(index: number): PersonalityId {
  const isNew = index % mixture.length === 8
  const id = isNew
    ? outOfTheBox[Math.floor(index / mixture.length) % outOfTheBox.length]
    : mixture[index % mixture.length]
  return id ?? 'onvif-camera'
}

function personalityOf(id: PersonalityId): Personality {
  const personality = personalities.find((candidate) => candidate.id === id)
  if (personality === undefined) throw new Error(`no personality ${id}`)
  return personality
}

function productOf({ id, products }: Personality, model: string | undefined): Product {
  const product = products.find((candidate) => model === undefined || candidate.model === model)
  if (product === undefined) throw new Error(`personality ${id} has no product ${model}`)
  return product
}

/**
 * Simulated devices that speak the real protocols, on loopback addresses only.
 *
 * @throws {NotLoopback} for another network, before anything is opened
 * @throws {NoRoom} when every place is taken
 */
export async function startPracticeSite(options: PracticeOptions): Promise<PracticeSite> {
  const { devices: count, ports = 'auto' } = options
  if (!Number.isInteger(count) || count < 1 || count > 1_000) throw new RangeError('1 to 1,000 devices')
  options.signal?.throwIfAborted()
  const grounds = [
    ...(ports === 'high' ? [] : standardGrounds(count, options.network)),
    ...(ports === 'standard' ? [] : highGrounds(count)),
  ]
  let last: unknown
  for (const ground of grounds) {
    const site = makeSite(options, ground)
    try {
      await site.start()
      options.signal?.addEventListener('abort', () => void site.close(), { once: true })
      if (options.signal?.aborted === true) await site.close()
      return site.view
    } catch (error) {
      await site.close()
      if (!isTaken(error)) throw error
      last = error
    }
  }
  throw new NoRoom('There is no free loopback address and port for a practice site.', { cause: last })
}

const standardGrounds = (count: number, network: string | undefined): Ground[] => {
  const networks = network === undefined ? Array.from({ length: 20 }, (_, index) => `127.${77 + index}`) : [network]
  return networks.map((candidate) => standardGround(count, candidate))
}

/** Below the ports that operating systems give to clients. */
const highGrounds = (count: number): Ground[] => {
  const step = Math.max(500, count * 10)
  const starts = Array.from({ length: 24 }, (_, index) => 20_000 + index * step)
  return starts.filter((first) => first + count * 10 < 32_000).map((first) => highGround(count, first))
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'EPERM'].includes(String(error.code))

function makeSite(options: PracticeOptions, { scope, claim, places, ntpServer }: Ground) {
  const seed = options.seed ?? 'practice'
  const password = sitePassword(seed)
  const shelf = new Shelf(seed)
  const made = places.map((place, index) => {
    const { lineUp = [] } = options
    const entry = lineUp[index % lineUp.length]
    const personality = personalityOf(entry?.personality ?? options.personality ?? inMixture(index))
    const product =
      entry === undefined ? shelf.take(personality, isCaredFor(index)) : productOf(personality, entry.model)
    const random = new SeededRandom(`${seed} ${index}`)
    return makeDevice(place.address, {
      index,
      personality,
      product,
      ports: place.ports,
      random,
      site: { ntpServer, password },
    })
  })
  const byName = new Map<string, PracticeDevice>()
  for (const device of made) {
    byName.set(`${device.address}:${device.ports.http}`, device)
    if (!byName.has(device.address)) byName.set(device.address, device)
  }
  const group = new DiscoveryGroup()
  const groups = new MulticastGroups()
  const claimed = new TcpListener(claim.address, claim.port, () => net.createServer())
  const close = async () => {
    await group.stop()
    await groups.stop()
    await Promise.all(made.map((device) => device.close()))
    await claimed.stop()
  }
  const view: PracticeSite = {
    scope: [...scope],
    interfaces: ['127.0.0.1'],
    devices: made.map((device) => device.info()),
    knownLogins: made.filter(hasOwnPassword).map((device) => device.login()),
    settings: settingsOf(ntpServer, made),
    device: (address) => {
      const device = byName.get(address)
      if (device === undefined) throw new Error(`no practice device at ${address}`)
      return device
    },
    close,
  }
  const start = async () => {
    await claimed.start()
    // One after the other: the first address that is taken ends the attempt before more is opened.
    for (const device of made) await device.start()
    await group.start(made.map(({ discovery }) => discovery))
    await groups.start(made.flatMap(({ udpServers }) => udpServers))
    if (options.hello === true) for (const { discovery } of made) discovery.hello()
  }
  return { view, start, close }
}

const hasOwnPassword = (device: PracticeDevice): boolean =>
  device.state.settings.activated && device.login().password !== device.maker.defaultLogin?.password

/** Products without ONVIF come last, so that small sites are understood by every tool. */
const easyFirst = (products: readonly Product[]): Product[] =>
  products.toSorted((left, right) => Number(left.onvif === false) - Number(right.onvif === false))

/** Hands out the products of each personality in turn, in an order of the seed, so that a large site has them all. */
class Shelf {
  readonly #seed: string
  readonly #rows = new Map<string, { readonly products: readonly Product[]; next: number }>()

  constructor(seed: string) {
    this.#seed = seed
  }

  take({ id, products: [first, ...others] }: Personality, onlyCurrent: boolean): Product {
    if (first === undefined) throw new Error(`personality ${id} has no products`)
    const random = new SeededRandom(`${this.#seed} ${id}`)
    const row = this.#rows.get(id) ?? { products: [first, ...easyFirst(random.shuffled(others))], next: 0 }
    this.#rows.set(id, row)
    const turn = [...row.products.slice(row.next), ...row.products.slice(0, row.next)]
    if (onlyCurrent) return turn.find(({ current }) => current) ?? first
    row.next = (row.next + 1) % row.products.length
    return turn[0] ?? first
  }
}

function makeDevice(address: string, making: Making): PracticeDevice {
  const device = new PracticeDevice({ address, ...making, state: stateAsFound(making) })
  Object.assign(device.faults, faultsAsFound(making))
  return device
}
