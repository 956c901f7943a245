import { onTestFinished } from 'vitest'
import type { Connection, Driver } from '../../electron/drivers/driver.ts'
import type { FactKey, Facts } from '../../electron/model/facts.ts'
import type { Credential } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PersonalityId } from '../../electron/practice/personalities.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { connectionTo, login } from './onvif/connection.ts'

export interface VendorDevice {
  readonly device: PracticeDevice
  readonly credential: Credential
  /** A new step of a visit: nothing is remembered. `null`: without a login. */
  readonly connect: (credential?: Credential | null) => Connection
}

/** One practice device of this maker without injected faults, on ports of its own. */
export async function vendorDevice(
  maker: string,
  wanted: (device: PracticeDevice) => boolean = () => true,
  personality: PersonalityId = 'onvif-camera',
): Promise<VendorDevice> {
  const site = await startPracticeSite({ devices: 24, personality, ports: 'high', seed: 'vendor driver' })
  onTestFinished(() => site.close())
  const device = site.devices
    .map(({ address, port }) => site.device(`${address}:${port}`))
    .find((candidate) => candidate.maker.vendor === maker && wanted(candidate))
  if (device === undefined) throw new Error(`no such device of ${maker}`)
  Object.assign(device.faults, noFaults())
  device.rebootMs = 80
  const { username, password } = device.login()
  const credential = login(username, password)
  const endpoint = { address: device.address, ports: { http: device.ports.http, rtsp: device.ports.rtsp } }
  return { device, credential, connect: (shown = credential) => connectionTo(endpoint, shown) }
}

export const reader =
  (driver: Driver) =>
  async <K extends FactKey>(connection: Connection, fact: K): Promise<Facts[K]> => {
    const capability = driver.supports.findLast((entry) => entry.fact === fact)
    if (capability === undefined) throw new Error(`${driver.id} reads no ${fact}`)
    return (await capability.read(connection)) as Facts[K]
  }

export const writer =
  (driver: Driver) =>
  async <K extends FactKey>(connection: Connection, fact: K, value: Facts[K]): Promise<void> => {
    const write = driver.supports.findLast((entry) => entry.fact === fact)?.write
    if (write === undefined) throw new Error(`${driver.id} writes no ${fact}`)
    await (write as (device: Connection, value: Facts[K]) => Promise<void>)(connection, value)
  }
