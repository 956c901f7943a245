import { describe, expect, it } from 'vitest'
import { switchOffUnneededProtocols } from '../../electron/fixes/network-protocols-needed-only.ts'
import type { Device } from '../../electron/model/device.ts'
import type { NetworkProtocol } from '../../electron/model/facts.ts'
import type { SiteSettings } from '../../electron/model/site.ts'
import { DeviceInMemory } from './device-in-memory.ts'

const http: NetworkProtocol = { name: 'HTTP', enabled: true, ports: [80] }
const https: NetworkProtocol = { name: 'HTTPS', enabled: true, ports: [443] }
const rtsp: NetworkProtocol = { name: 'RTSP', enabled: true, ports: [554] }
const all = [http, https, rtsp]
const off = (protocol: NetworkProtocol): NetworkProtocol => ({ ...protocol, enabled: false })
const needs = (...neededProtocols: SiteSettings['neededProtocols'][number][]): SiteSettings => ({
  ntpServers: [],
  neededProtocols,
})
const door: Partial<Device> = { deviceClass: 'door-controller' }

describe('the fix network-protocols-needed-only', () => {
  it.each<[string, readonly NetworkProtocol[], SiteSettings, Partial<Device>, readonly NetworkProtocol[] | null]>([
    ['switches RTSP off on a door controller, and sends the whole list', all, needs(), door, [http, https, off(rtsp)]],
    ['leaves what the site needs', all, needs('RTSP'), door, null],
    ['keeps HTTP and HTTPS, whatever the record says', [http, https], needs('RTSP'), door, null],
    ['never takes the picture from a camera', all, needs('HTTP'), { deviceClass: 'camera' }, null],
    ['takes nothing from a device of which nobody knows what it is', all, needs(), { deviceClass: 'unknown' }, null],
    ['switches nothing on', [http, off(https), off(rtsp)], needs(), door, null],
  ])('%s', async (_, asFound, settings, device, target) => {
    const session = new DeviceInMemory({ 'network.protocols': asFound }, device)
    const planned = await switchOffUnneededProtocols.plan(session, settings)
    expect(planned?.target ?? null).toEqual(target)
    expect(session.writes).toEqual([])
  })

  it.each<[string, (value: readonly NetworkProtocol[]) => readonly NetworkProtocol[] | undefined, string]>([
    [
      'keeps it, in another order and without the port of what is off',
      () => [https, { ...off(rtsp), ports: [] }, http],
      'pass',
    ],
    ['changes nothing', () => undefined, 'fail'],
    ['loses a protocol that was on', () => [http], 'fail'],
    ['moves a port', () => [{ ...http, ports: [8080] }, https, off(rtsp)], 'fail'],
  ])('judges a device that %s', async (_, keeps, outcome) => {
    const session = new DeviceInMemory({ 'network.protocols': all }, door)
    const planned = (await switchOffUnneededProtocols.plan(session, needs('HTTP', 'HTTPS'))) ?? expect.unreachable()
    session.keeps = (_fact, value) => keeps(value as readonly NetworkProtocol[])
    await switchOffUnneededProtocols.apply(session, planned)
    expect((await switchOffUnneededProtocols.verify(session, planned)).outcome).toBe(outcome)
    session.keeps = (_fact, value) => value
    await switchOffUnneededProtocols.rollback?.(session, planned)
    expect(session.holds('network.protocols')).toEqual(all)
  })
})
