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
    ['switches off what the site does not need', all, needs('HTTP', 'HTTPS'), {}, [http, https, off(rtsp)]],
    ['leaves what it needs', all, needs('HTTP', 'HTTPS', 'RTSP'), {}, null],
    ['sends the whole list', all, needs('HTTP'), {}, [http, off(https), off(rtsp)]],
    ['keeps HTTP, which carries ONVIF', all, needs('RTSP'), {}, [http, off(https), rtsp]],
    [
      'keeps HTTPS where it is the only way in',
      all,
      needs('RTSP'),
      { endpoint: { address: '127.77.0.1', forwarded: false, ports: { https: 443 } } },
      null,
    ],
    ['switches RTSP off on a door controller', all, needs('HTTP', 'HTTPS', 'RTSP'), door, [http, https, off(rtsp)]],
    ['switches nothing on', [http, off(https), off(rtsp)], needs('HTTP', 'HTTPS'), {}, null],
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
    const session = new DeviceInMemory({ 'network.protocols': all })
    const planned = (await switchOffUnneededProtocols.plan(session, needs('HTTP', 'HTTPS'))) ?? expect.unreachable()
    session.keeps = (_fact, value) => keeps(value as readonly NetworkProtocol[])
    await switchOffUnneededProtocols.apply(session, planned)
    expect((await switchOffUnneededProtocols.verify(session, planned)).outcome).toBe(outcome)
    session.keeps = (_fact, value) => value
    await switchOffUnneededProtocols.rollback?.(session, planned)
    expect(session.holds('network.protocols')).toEqual(all)
  })
})
