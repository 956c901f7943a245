import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { probes } from '../../electron/discovery/index.ts'
import { driverFor } from '../../electron/drivers/index.ts'
import { mergeSightings } from '../../electron/engine/inventory/inventory.ts'
import type { Device } from '../../electron/model/device.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { discover } from './discover.ts'

let site: Awaited<ReturnType<typeof startPracticeSite>>
beforeAll(async () => {
  site = await startPracticeSite({ devices: 24, network: '127.72' })
})
afterAll(() => site.close())

const inventory = (sightings: Parameters<typeof mergeSightings>[1], known: readonly Device[] = []) =>
  mergeSightings(known, sightings, {
    now: new Date().toISOString(),
    newId: randomUUID,
    driverFor: (sighting) => driverFor(sighting)?.id ?? null,
  })

it('finds every device of a practice site, its class, its maker and its driver, and finds the same ones again', async () => {
  // The devices run in this very process: their first answers over SNMP take a while.
  const options = { interfaces: site.interfaces, pace: 'normal', listenMs: 700 } as const
  const run = await discover(probes, site.scope, options)
  const { devices, conflicts } = inventory(run.sightings)
  expect(conflicts).toEqual([])
  const named = ({ address, port }: { readonly address: string; readonly port?: number }) =>
    devices.find(
      ({ endpoint }) => endpoint.address === address && (!endpoint.forwarded || endpoint.ports.http === port),
    )
  expect(devices).toHaveLength(site.devices.length)
  expect(site.devices.map((device) => [device.address, device.port, named(device)?.deviceClass])).toEqual(
    site.devices.map((device) => [device.address, device.port, device.class]),
  )
  for (const device of site.devices) {
    const found = named(device)
    expect(found?.driver, `driver of ${device.vendor} ${device.model}`).not.toBeNull()
    const maker = found?.identity.manufacturer?.toLowerCase() ?? ''
    expect(device.vendor.toLowerCase(), `${device.vendor} ${device.model}`).toContain(maker.split(' ')[0])
  }
  const again = inventory((await discover(probes, site.scope, options)).sightings, devices)
  expect(again.devices.map(({ id }) => id)).toEqual(devices.map(({ id }) => id))
})
