import { describe, expect, it } from 'vitest'
import { configureNtp } from '../../electron/fixes/ntp-configured.ts'
import type { NtpSettings } from '../../electron/model/facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'

const settings = { ntpServers: ['10.0.0.1', 'ntp.example'], neededProtocols: ['HTTP'] as const }
const byHand: NtpSettings = { source: 'manual', fromDhcp: true, servers: ['192.0.2.9'] }

describe('the fix ntp-configured', () => {
  it('plans without writing', async () => {
    const device = new DeviceInMemory({ 'time.ntp': byHand })
    const planned = await configureNtp.plan(device, settings)
    expect(planned).toEqual({
      asFound: byHand,
      target: { source: 'ntp', fromDhcp: false, servers: settings.ntpServers },
    })
    expect(device.writes).toEqual([])
  })

  it('plans nothing where the device has the servers already, in whatever case', async () => {
    const ntp = { source: 'ntp', fromDhcp: false, servers: ['10.0.0.1', 'NTP.example'] } as const
    expect(await configureNtp.plan(new DeviceInMemory({ 'time.ntp': ntp }), settings)).toBeNull()
  })

  it('plans where the order of the servers differs', async () => {
    const ntp = { source: 'ntp', fromDhcp: false, servers: ['ntp.example', '10.0.0.1'] } as const
    expect(await configureNtp.plan(new DeviceInMemory({ 'time.ntp': ntp }), settings)).not.toBeNull()
  })

  it('passes only when the device kept every server', async () => {
    const device = new DeviceInMemory({ 'time.ntp': byHand })
    const planned = (await configureNtp.plan(device, settings)) ?? expect.unreachable()
    await configureNtp.apply(device, planned)
    expect(await configureNtp.verify(device, planned)).toMatchObject({ outcome: 'pass' })
  })

  it.each<[string, (value: NtpSettings) => NtpSettings | undefined]>([
    ['changes nothing', () => undefined],
    ['drops the addresses', (value) => ({ ...value, servers: ['ntp.example'] })],
    ['stays on manual time', (value) => ({ ...value, source: 'manual' })],
  ])('fails and writes back on a device that says ok and %s', async (_, misbehaves) => {
    const device = new DeviceInMemory({ 'time.ntp': byHand })
    const planned = (await configureNtp.plan(device, settings)) ?? expect.unreachable()
    device.keeps = (_fact, value) => misbehaves(value as NtpSettings)
    await configureNtp.apply(device, planned)
    expect(await configureNtp.verify(device, planned)).toMatchObject({ outcome: 'fail' })
    device.keeps = (_fact, value) => value
    await configureNtp.rollback?.(device, planned)
    expect(device.holds('time.ntp')).toEqual(byHand)
  })

  it('needs a server of the site', () => {
    expect(configureNtp.siteSettings.safeParse({ ...settings, ntpServers: [] }).success).toBe(false)
    expect(configureNtp.siteSettings.safeParse(settings).success).toBe(true)
  })
})
