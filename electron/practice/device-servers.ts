import type https from 'node:https'
import { letsIn } from './address-filter.ts'
import { type BannerService, bannerServerOf } from './banner-endpoint.ts'
import { bonjourServer } from './bonjour-server.ts'
import { httpServerOf } from './http-endpoint.ts'
import type { PracticeDevice } from './practice-device.ts'
import { rtspServerOf } from './rtsp-endpoint.ts'
import { SnmpEndpoint } from './snmp-endpoint.ts'
import { TcpListener } from './tcp-listener.ts'
import { UdpServer } from './udp-server.ts'
import { upnpServer } from './upnp-server.ts'
import { isOn, type VendorServer } from './vendor-server.ts'
import { WebPolicy } from './web-policy.ts'

/** One server and when it listens. */
interface Row {
  readonly server: { start(): Promise<void>; stop(): Promise<void> }
  readonly on: () => boolean
  /** How it goes when it is switched off while somebody talks to it. */
  readonly leave?: () => void
  /** Started again when this changes. */
  readonly shape?: () => string
  started?: string
  /** Another program on this computer may hold its port: then the device does without. */
  readonly optional?: () => void
}

/** All servers of a device. They follow its state: what is switched off stops to listen, what is switched on begins. */
export class DeviceServers {
  readonly #policy: WebPolicy
  readonly #rows: readonly Row[]
  /** Those that may listen to a multicast group. */
  readonly udp: readonly UdpServer[]
  #up = false
  #work: Promise<void> = Promise.resolve()

  constructor(device: PracticeDevice) {
    this.#policy = new WebPolicy(device.state)
    const own = vendorServersOf(device)
    this.udp = own.flatMap((server) => (server.transport === 'udp' ? [new UdpServer(device, server)] : []))
    this.#rows = [
      ...webRows(device),
      rtspRow(device),
      ...(['telnet', 'ftp', 'ssh'] as const).map((service) => bannerRow(device, service)),
      snmpRow(device),
      ...own.flatMap((server) => (server.transport === 'tcp' ? [vendorRow(device, server)] : [])),
      ...this.udp.map((server) => ({ server, on: () => isOn(device, server.server) })),
      { server: device.discovery, on: () => true },
    ]
  }

  /** @throws the system error, for example EADDRINUSE or EACCES */
  async start(): Promise<void> {
    this.#up = true
    await this.follow(true)
  }

  async stop(): Promise<void> {
    this.#up = false
    await this.#work.catch(() => undefined)
    for (const row of this.#rows) delete row.started
    await Promise.all(this.#rows.map(({ server }) => server.stop()))
  }

  /**
   * Makes the servers what the state says, one change after the other.
   *
   * @throws the system error, for example EADDRINUSE or EACCES
   */
  follow(starting = false): Promise<void> {
    // What failed before was reported to whoever asked for it.
    const work = this.#work.catch(() => undefined).then(() => this.#apply(starting))
    this.#work = work
    return work
  }

  async #apply(starting: boolean): Promise<void> {
    if (!this.#up) return
    this.#policy.settle()
    for (const row of this.#rows) {
      const wanted = row.on() ? (row.shape?.() ?? 'on') : null
      if (row.started !== undefined && row.started !== wanted) await leave(row)
      if (wanted === null || row.started === wanted) continue
      try {
        await row.server.start()
        row.started = wanted
      } catch (error) {
        if (!starting || row.optional === undefined || !isTaken(error)) throw error
        row.optional()
      }
    }
  }
}

const isTaken = (error: unknown): boolean =>
  ['EADDRINUSE', 'EACCES'].includes(String((error as NodeJS.ErrnoException).code))

async function leave(row: Row): Promise<void> {
  delete row.started
  if (row.leave === undefined) await row.server.stop()
  else row.leave()
}

/** None behind a forwarded port: the other ports of that address are not this device's. */
function vendorServersOf(device: PracticeDevice): readonly VendorServer[] {
  if (device.ports.discovery === null) return []
  const own = device.maker.servers ?? []
  const taken = (port: number) => own.some((server) => server.transport === 'udp' && server.port === port)
  return [...own, ...[upnpServer, bonjourServer].filter(({ port }) => !taken(port))]
}

const listenerOf = (device: PracticeDevice, port: number, make: ConstructorParameters<typeof TcpListener>[2]) =>
  new TcpListener(device.address, port, make, (client) => letsIn(device, client))

function webRows(device: PracticeDevice): Row[] {
  const { ports, state } = device
  const http = listenerOf(device, ports.http, () => httpServerOf(device))
  const secure = listenerOf(device, ports.https, () => httpsServerOf(device))
  const isBoardWithoutPage = () => device.product.onvif === false && state.settings.services['web-admin'] === false
  const protocol = (name: 'HTTP' | 'HTTPS') => state.protocols.find((candidate) => candidate.name === name)
  return [
    {
      server: http,
      on: () => protocol('HTTP')?.enabled === true && !isBoardWithoutPage(),
      leave: () => http.retire(),
    },
    {
      server: secure,
      on: () => protocol('HTTPS')?.enabled === true && !isBoardWithoutPage(),
      leave: () => secure.retire(),
      shape: () => {
        secure.port = protocol('HTTPS')?.port ?? ports.https
        return `${secure.port} ${JSON.stringify(state.settings.tls)} ${device.keystore.assigned}`
      },
    },
  ]
}

async function httpsServerOf(device: PracticeDevice): Promise<https.Server> {
  const { tls } = device.state.settings
  if (tls === null) throw new Error('a device without TLS does not start it')
  const versions = [...tls.versions].sort()
  const { key, cert } = await device.keystore.inUse()
  const [first, last] = [versions.at(0), versions.at(-1)]
  return httpServerOf(device, {
    key,
    cert,
    ...(first === undefined || last === undefined ? {} : { minVersion: first, maxVersion: last }),
    // OpenSSL keeps old versions and short keys behind this word; the TLS of Electron does not know it and needs none.
    ...('electron' in process.versions ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }),
  }) as https.Server
}

function rtspRow(device: PracticeDevice): Row {
  const { ports, state } = device
  const listener = listenerOf(device, ports.rtsp, () => rtspServerOf(device))
  const protocol = () => state.protocols.find(({ name }) => name === 'RTSP')
  return {
    server: listener,
    on: () => protocol()?.enabled === true,
    shape: () => {
      listener.port = protocol()?.port ?? ports.rtsp
      return String(listener.port)
    },
  }
}

function bannerRow(device: PracticeDevice, service: BannerService): Row {
  const { services } = device.state.settings
  return {
    server: listenerOf(device, device.ports[service], () => bannerServerOf(device, service)),
    on: () => services[service] === true,
    optional: () => {
      services[service] = false
    },
  }
}

function snmpRow(device: PracticeDevice): Row {
  const { state } = device
  return {
    server: new SnmpEndpoint(device),
    on: () => {
      followSnmpSettings(device)
      return state.snmp !== null
    },
  }
}

/** Communities as the maker's interface has them are the ones that the agent knows. */
function followSnmpSettings({ state }: PracticeDevice): void {
  const { snmp } = state.settings
  if (snmp === null) return
  const { v1, v2c, v3, readCommunity, writeCommunity } = snmp
  const communities = v1 || v2c ? [readCommunity, writeCommunity].filter((name) => name !== null && name !== '') : []
  state.snmp = v1 || v2c || v3 ? { communities: communities as string[], users: state.snmp?.users ?? [] } : null
}

function vendorRow(device: PracticeDevice, server: VendorServer & { readonly transport: 'tcp' }): Row {
  return {
    server: listenerOf(device, server.port, () => server.make(device)),
    on: () => isOn(device, server),
  }
}
