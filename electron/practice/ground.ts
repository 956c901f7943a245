import { assertLoopback } from './loopback.ts'
import type { DevicePorts } from './practice-device.ts'

/** Where the devices of one site stand. */
export interface Ground {
  /** A time server that the site could have. Simulated devices believe in it without asking it. */
  readonly ntpServer: string
  readonly scope: readonly string[]
  /** Held while the site stands, so that nobody moves in where a device is away to restart. */
  readonly claim: { readonly address: string; readonly port: number }
  readonly places: readonly { readonly address: string; readonly ports: DevicePorts }[]
}

const perNetwork = 254

/**
 * An address per device with the ports of the protocols, from `network`.0.1 up.
 *
 * @throws {NotLoopback}
 */
export function standardGround(devices: number, network: string): Ground {
  const ports = { http: 80, https: 443, rtsp: 554, snmp: 161, telnet: 23, ftp: 21, ssh: 22, discovery: 3702 }
  const places = Array.from({ length: devices }, (_, index) => ({
    address: `${network}.${Math.floor(index / perNetwork)}.${1 + (index % perNetwork)}`,
    ports,
  }))
  for (const { address } of places) assertLoopback(address)
  return {
    scope: [`${network}.0.0/${prefixFor(devices)}`],
    claim: { address: `${network}.255.254`, port: 9 },
    places,
    ntpServer: `${network}.255.123`,
  }
}

/** Wide enough for the devices besides the network and broadcast address. */
function prefixFor(devices: number): number {
  if (devices <= perNetwork) return 32 - Math.max(2, Math.ceil(Math.log2(devices + 2)))
  return 24 - Math.ceil(Math.log2(Math.ceil(devices / perNetwork)))
}

/** One address, ten ports per device, for computers where 127.0.0.1 is the only loopback address or low ports are closed. */
export function highGround(devices: number, firstPort: number): Ground {
  const address = '127.0.0.1'
  const places = Array.from({ length: devices }, (_, index) => {
    const http = firstPort + index * 10
    return {
      address,
      ports: {
        http,
        https: http + 2,
        rtsp: http + 1,
        snmp: http,
        telnet: http + 3,
        ftp: http + 4,
        ssh: http + 6,
        discovery: null,
      },
    }
  })
  return {
    scope: places.map(({ ports }) => `${address}:${ports.http}`),
    claim: { address, port: firstPort + 9 },
    places,
    ntpServer: '127.0.0.123',
  }
}
