import { describe, expect, it } from 'vitest'
import { renewCertificate } from '../../electron/fixes/certificate-valid.ts'
import { DeviceUnreachable } from '../../electron/model/errors.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { prove } from './four-cases.ts'
import { endpoint } from './tls-endpoint.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const facts = { 'tls.endpoints': [endpoint()] }
const planned = async (device: DeviceInMemory) =>
  (await renewCertificate.plan(device, settings)) ?? expect.unreachable('nothing was planned')

describe('the fix certificate-valid', () => {
  it.each(['is accepted and not kept', 'is rolled back'] as const)('works when the change %s', async (name) => {
    await prove(renewCertificate, name, { facts, fact: 'tls.endpoints', target: null })
  })

  it('loses its answer: what the device shows counts', async () => {
    const device = new DeviceInMemory(facts)
    const change = await planned(device)
    const renew = device.renewCertificate.bind(device)
    device.renewCertificate = async () => {
      await renew()
      throw new DeviceUnreachable('the answer was lost')
    }
    await expect(renewCertificate.apply(device, change)).rejects.toThrow(DeviceUnreachable)
    expect(await renewCertificate.verify(device, change)).toMatchObject({ outcome: 'pass' })
  })

  it('is kept: another certificate is shown than before', async () => {
    const device = new DeviceInMemory(facts)
    const change = await planned(device)
    expect(device.writes).toEqual([])
    expect(renewCertificate.describe(change.target)).toMatch(/new certificate of its own/)
    await renewCertificate.apply(device, change)
    expect(await renewCertificate.verify(device, change)).toMatchObject({ outcome: 'pass' })
  })

  it('is not kept by a device that goes on showing the old one', async () => {
    const device = new DeviceInMemory(facts)
    const change = await planned(device)
    device.renewCertificate = async () => undefined
    await renewCertificate.apply(device, change)
    expect(await renewCertificate.verify(device, change)).toMatchObject({ outcome: 'fail' })
  })

  it('plans nothing where the site has an authority, the device makes none, or speaks no TLS', async () => {
    const authority = { ...settings, certificateAuthorities: ['CN=Site CA'] }
    expect(await renewCertificate.plan(new DeviceInMemory(facts), authority)).toBeNull()
    const unable = new DeviceInMemory(facts)
    unable.certificates = false
    expect(await renewCertificate.plan(unable, settings)).toBeNull()
    expect(await renewCertificate.plan(new DeviceInMemory({ 'tls.endpoints': [] }), settings)).toBeNull()
  })

  it('plans nothing where a port could not be read: nobody could prove the change', async () => {
    const ports = [endpoint(), { port: 8443, unread: 'unreachable' } as const]
    expect(await renewCertificate.plan(new DeviceInMemory({ 'tls.endpoints': ports }), settings)).toBeNull()
  })

  it('can cut us off, and says so', () => {
    expect(renewCertificate).toMatchObject({ cutsOff: true, disruption: 'medium', reboot: false })
  })
})
