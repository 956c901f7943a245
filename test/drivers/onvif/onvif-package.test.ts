import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { fakeDevice } from '../../protocols/onvif/fake-device.ts'
import { connectionTo, practiceCamera, read } from './connection.ts'

// The package has no types where Node finds its promises.
const { Cam } = createRequire(import.meta.url)('onvif/promises') as { Cam: new (options: object) => unknown }

/** The view that a widely used client has of the same device. It is no part of the product: see drivers/README.md. */
async function theirs(address: string, port: number, username: string, password: string) {
  const cam = new Cam({
    hostname: address,
    port,
    username,
    password,
    timeout: 5_000,
    autoconnect: false,
  }) as {
    connect(): Promise<void>
    getDeviceInformation(): Promise<Record<string, unknown>>
    getSystemDateAndTime(): Promise<Date>
    getUsers(): Promise<{ username: string; userLevel: string }[]>
    getHostname(): Promise<{ name?: string }>
    getStreamUri(options: { protocol: string }): Promise<{ uri: string }>
    getNetworkProtocols(): Promise<{ networkProtocols: { name: string; enabled: boolean; port: number }[] }>
  }
  await cam.connect()
  return cam
}

describe('our client and the onvif package', () => {
  it('see the same practice camera', async () => {
    const { device, credential, connection } = await practiceCamera()
    const cam = await theirs(device.address, device.ports.http, credential.username, credential.password.reveal())
    const information = await cam.getDeviceInformation()
    const identity = await read(connection, 'identity')
    expect(identity).toMatchObject({ manufacturer: information.manufacturer, model: information.model })
    expect(String(identity.serial)).toBe(String(information.serialNumber))
    expect((await read(connection, 'accounts')).map(({ username }) => username)).toEqual(
      (await cam.getUsers()).map(({ username }) => username),
    )
    const clock = await read(connection, 'time.clock')
    const theirOffset = ((await cam.getSystemDateAndTime()).getTime() - Date.now()) / 1000
    expect(Math.abs(clock.offsetSeconds - theirOffset)).toBeLessThan(3)
    expect((await read(connection, 'network.hostname')).name).toBe((await cam.getHostname()).name)
    const { networkProtocols } = await cam.getNetworkProtocols()
    expect((await read(connection, 'network.protocols')).map(({ name, enabled }) => [name, enabled])).toEqual(
      networkProtocols.map(({ name, enabled }) => [name, enabled]),
    )
  })

  it('differ where the package makes numbers of text', async () => {
    const { address, port } = await fakeDevice({ open: ['GetDeviceInformation', 'GetSystemDateAndTime'] })
    const information = await read(connectionTo({ address, ports: { http: port } }), 'identity')
    expect(information).toMatchObject({ firmware: '5.10', serial: '404705923918060213', hardwareId: '0012' })
    expect(Number(information.serial).toString()).not.toBe(information.serial)
  })
})
