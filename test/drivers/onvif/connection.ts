import { onTestFinished } from 'vitest'
import type { Connection } from '../../../electron/drivers/driver.ts'
import { onvif } from '../../../electron/drivers/onvif/driver.ts'
import type { Endpoint } from '../../../electron/model/device.ts'
import type { FactKey, Facts } from '../../../electron/model/facts.ts'
import { type Credential, Secret } from '../../../electron/model/secret.ts'
import type { PracticeDevice } from '../../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../../electron/practice/practice-site.ts'
import { Network } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'

export function connectionTo(
  endpoint: Partial<Endpoint> & Pick<Endpoint, 'address'>,
  credential: Credential | null = null,
  scope: readonly string[] = ['127.0.0.0/8'],
): Connection {
  return {
    network: new Network(new ScopeGuard({ targets: scope, interfaces: [], excluded: [] }, { largeConfirmed: true })),
    endpoint: { forwarded: false, ports: {}, ...endpoint },
    signal: AbortSignal.timeout(60_000),
    credential: () => credential,
    bearRefusal: () => undefined,
    usm: null,
    community: null,
    secretWay: 'inside',
    memo: new Map(),
  }
}

export const login = (username: string, password: string): Credential => ({ username, password: Secret.of(password) })

/** The same connection with a login that was proven on the maker's own interface alone. */
export const withWebLogin =
  (credential: Credential) =>
  (connection: Connection): Connection => ({
    ...connection,
    credential: (name) => (name === 'web' ? credential : null),
  })

/** One practice camera on ports of its own, the login that works, and a connection with and one without it. */
export async function practiceCamera(): Promise<{
  device: PracticeDevice
  credential: Credential
  connection: Connection
  stranger: Connection
  /** A new step of the visit: nothing remembered. */
  again: () => Connection
}> {
  const site = await startPracticeSite({ devices: 1, personality: 'onvif-camera', ports: 'high', seed: 'onvif driver' })
  onTestFinished(() => site.close())
  const [info] = site.devices
  if (info === undefined) throw new Error('no device')
  const device = site.device(`${info.address}:${info.port}`)
  const credential = login(info.username, info.password)
  const endpoint = { address: info.address, ports: { http: device.ports.http, rtsp: device.ports.rtsp } }
  const again = () => connectionTo(endpoint, credential)
  return { device, credential, connection: again(), stranger: connectionTo(endpoint), again }
}

export const read = <K extends FactKey>(connection: Connection, fact: K): Promise<Facts[K]> => {
  const capability = onvif.supports.findLast((entry) => entry.fact === fact)
  if (capability === undefined) throw new Error(`no ${fact}`)
  return capability.read(connection) as Promise<Facts[K]>
}

export const write = async <K extends FactKey>(connection: Connection, fact: K, value: Facts[K]): Promise<void> => {
  const capability = onvif.supports.findLast((entry) => entry.fact === fact)
  await (capability?.write as ((device: Connection, value: Facts[K]) => Promise<void>) | undefined)?.(connection, value)
}
