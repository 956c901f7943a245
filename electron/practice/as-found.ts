import type { DeviceState, DiscoveryManner, PracticeUser } from './device-state.ts'
import type { Faults } from './faults.ts'
import type { Personality, Product } from './personality.ts'
import type { DevicePorts } from './practice-device.ts'
import { SeededRandom } from './random.ts'
import { plainSettings } from './vendor-settings.ts'

const seconds = 1_000
const days = 86_400 * seconds
/** How far clocks of devices without NTP are off, from a slow quartz to the date of the factory. */
const clockOffsets = [-4, 37, -95, 240, -1_560, 3_600, -7_200].map((count) => count * seconds)
const factoryOffsets = [-400, -1_150, -2_600].map((count) => count * days)
const timeZones = ['CET-1CEST,M3.5.0,M10.5.0/3', 'GMT0BST,M3.5.0/1,M10.5.0', 'EST5EDT,M3.2.0,M11.1.0', 'UTC0']
const locations = [
  'entrance',
  'car park',
  'loading bay',
  'corridor 1',
  'corridor 2',
  'server room',
  'reception',
  'yard',
]
const passwordAlphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** The first devices of a site have no surprises besides their faults as found: small sites stay easy to understand. */
const plainDevices = 4

/** One in ten devices was looked after. */
export const isCaredFor = (index: number): boolean => index % 10 === 4

export interface Making {
  readonly index: number
  readonly personality: Personality
  readonly product: Product
  readonly ports: DevicePorts
  readonly random: SeededRandom
  readonly site: {
    readonly ntpServer: string
    /** Password that the installer gave to the devices he looked after. */
    readonly password: string
  }
}

export const sitePassword = (seed: string): string => new SeededRandom(`${seed} password`).text(passwordAlphabet, 14)

/** What a device is like when the technician arrives. Devices with current products may be without any fault. */
export function stateAsFound(making: Making): DeviceState {
  const { index, personality, product, ports, random } = making
  const { maker } = product
  const mac = `${random.pick(maker.macPrefixes)}:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`
  const wellKept = product.current && (isCaredFor(index) || random.chance(0.3))
  const neglected = (probability: number) => random.chance(probability) && !wellKept
  const state: DeviceState = {
    identity: {
      vendor: maker.vendor,
      model: product.model,
      firmware: product.firmware,
      hardwareId: product.hardwareId,
      serial: maker.serial(random, mac, product.model),
      mac,
      deviceClass: personality.deviceClass,
      endpointReference: `urn:uuid:${uuid(random, mac)}`,
    },
    ...timeAsFound(making, wellKept),
    hostname: { name: `${maker.vendor.split(' ')[0]?.toLowerCase()}-${mac.replaceAll(':', '')}`, fromDhcp: false },
    protocols: [
      { name: 'HTTP', enabled: true, port: ports.http },
      { name: 'HTTPS', enabled: false, port: ports.https },
      { name: 'RTSP', enabled: personality.services.includes('media'), port: ports.rtsp },
    ],
    users: usersAsFound(making, wellKept),
    rtspUsers: null,
    webUsers: null,
    discoverable: true,
    discovery: discoveryManner(index, personality, random),
    location: random.pick(locations),
    snmp: snmpAsFound(product, random, wellKept),
    settings: plainSettings({
      telnet: neglected(0.25),
      ftp: neglected(0.25),
      upnp: neglected(0.3) && personality.services.includes('media'),
    }),
    doors: doorsOf(personality, random),
    channels: personality.services.includes('media') ? (product.channels ?? 1) : 0,
  }
  if (product.current) state.settings.filter = { enabled: false, policy: 'allow', entries: [] }
  maker.asFound?.(state, random, { wellKept, product })
  if (!wellKept && product.onvif !== false) personality.asFound?.(state, random)
  return state
}

function timeAsFound({ random, site }: Making, wellKept: boolean): Pick<DeviceState, 'clock' | 'ntp'> {
  const ntpIsSet = random.chance(0.1) || wellKept
  const neverSet = random.chance(0.3)
  const offsetMs = random.pick(neverSet ? factoryOffsets : clockOffsets)
  const timeZone = random.pick(timeZones)
  // A factory server without NTP switched on is a common trap.
  const factoryServer = random.chance(0.25) ? [{ type: 'DNS' as const, value: 'pool.ntp.org' }] : []
  return {
    clock: {
      offsetMs: ntpIsSet ? 0 : offsetMs,
      source: ntpIsSet ? 'NTP' : 'Manual',
      timeZone: neverSet ? 'UTC0' : timeZone,
      daylightSavings: false,
    },
    ntp: { fromDhcp: false, servers: ntpIsSet ? [{ type: 'IPv4', value: site.ntpServer }] : factoryServer },
  }
}

function usersAsFound({ index, product: { maker }, random, site }: Making, wellKept: boolean): PracticeUser[] {
  const unknownPassword = random.text(passwordAlphabet, Math.min(14, maker.passwords.maxLength))
  const changedBySomebody = random.chance(0.15) && index >= plainDevices
  const viewer = {
    username: 'viewer',
    password: random.text(passwordAlphabet, 10),
    level: 'User',
    fixed: false,
  } as const
  const own = { username: maker.administrator, password: changedBySomebody ? unknownPassword : site.password }
  const login = wellKept || changedBySomebody ? own : (maker.defaultLogin ?? own)
  return [{ ...login, level: 'Administrator', fixed: true }, ...(random.chance(0.25) ? [viewer] : [])]
}

function snmpAsFound({ onvif }: Product, random: SeededRandom, wellKept: boolean): DeviceState['snmp'] {
  const off = random.chance(0.25) && onvif !== false
  const users = random.chance(0.2) ? [technician(random)] : []
  return wellKept || off ? null : { communities: ['public'], users }
}

const technician = (random: SeededRandom) => ({
  name: 'technician',
  authProtocol: 'sha' as const,
  authKey: random.text(passwordAlphabet, 16),
  privProtocol: 'aes' as const,
  privKey: random.text(passwordAlphabet, 16),
})

function uuid(random: SeededRandom, mac: string): string {
  return `${random.hex(8)}-${random.hex(4)}-1${random.hex(3)}-8${random.hex(3)}-${mac.replaceAll(':', '')}`
}

function doorsOf(personality: Personality, random: SeededRandom): DeviceState['doors'] {
  if (!personality.services.includes('doorcontrol')) return []
  return Array.from({ length: random.pick([1, 2, 4]) }, (_, index) => ({
    token: `door-${index + 1}`,
    name: `Door ${index + 1}`,
    description: random.pick(locations),
  }))
}

/** Most answer as the specification says. */
function discoveryManner(index: number, personality: Personality, random: SeededRandom): DiscoveryManner {
  const usual: DiscoveryManner = {
    types:
      personality.deviceClass === 'door-controller' ? ['tds:Device'] : ['dn:NetworkVideoTransmitter', 'tds:Device'],
    answers: 'matching',
    directedOnly: false,
    lineBreaksInScopes: false,
    omitsRelatesTo: false,
    foreignHost: null,
  }
  const odd: readonly Partial<DiscoveryManner>[] = [
    { types: [usual.types[0] ?? 'tds:Device'] },
    { types: ['tds:Device'] },
    { answers: 'only-untyped' },
    { answers: 'everything' },
    { directedOnly: true },
    { lineBreaksInScopes: true },
    { omitsRelatesTo: true },
    { foreignHost: '127.99.0.9' },
  ]
  return index < plainDevices || random.chance(0.6) ? usual : { ...usual, ...random.pick(odd) }
}

/** A few devices of a larger site do not do what they say. */
export function faultsAsFound({ index, random }: Making): Partial<Faults> {
  if (index < plainDevices || isCaredFor(index) || !random.chance(0.2)) return {}
  return random.pick<Partial<Faults>>([
    { silentlyIgnoreWrites: ['SetNTP'] },
    { silentlyIgnoreWrites: ['SetNetworkProtocols'] },
    { dropsIpv4Ntp: true },
    { losesProtocolsNotNamed: true },
    { rtspOpenWithoutLogin: true },
    { rtspKeepsOldPassword: true },
    { loginForClock: true },
    { usersEmptyOk: true },
  ])
}
