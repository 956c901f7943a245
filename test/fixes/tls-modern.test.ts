import { describe, expect, it } from 'vitest'
import { switchOffOldTls } from '../../electron/fixes/tls-modern.ts'
import type { TlsEndpoint } from '../../electron/model/security-facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, prove, type Situation } from './four-cases.ts'
import { endpoint } from './tls-endpoint.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const accepting = (accepted: TlsEndpoint['accepted']) => [endpoint({ accepted })]
const situation: Situation = {
  facts: { 'tls.endpoints': accepting(['TLSv1', 'TLSv1.1', 'TLSv1.2']) },
  fact: 'tls.endpoints',
  target: accepting(['TLSv1.2']),
}

describe('the fix tls-modern', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOffOldTls, name, situation)
  })

  it('leaves a device alone that would speak nothing afterwards', async () => {
    const old = new DeviceInMemory({ 'tls.endpoints': accepting(['TLSv1']) })
    expect(await switchOffOldTls.plan(old, settings)).toBeNull()
  })

  it('plans nothing where only safe versions are spoken, or no TLS', async () => {
    for (const endpoints of [accepting(['TLSv1.2', 'TLSv1.3']), []]) {
      expect(await switchOffOldTls.plan(new DeviceInMemory({ 'tls.endpoints': endpoints }), settings)).toBeNull()
    }
  })

  it('plans nothing where a port could not be read: nobody could prove the change', async () => {
    const ports = [...accepting(['TLSv1', 'TLSv1.2']), { port: 8443, unread: 'unreachable' } as const]
    expect(await switchOffOldTls.plan(new DeviceInMemory({ 'tls.endpoints': ports }), settings)).toBeNull()
  })

  it('switches SSL 3.0 off too, and is not kept by a port that falls silent', async () => {
    const device = new DeviceInMemory({ 'tls.endpoints': accepting(['SSLv3', 'TLSv1.2']) })
    const change = (await switchOffOldTls.plan(device, settings)) ?? expect.unreachable('nothing was planned')
    expect(change.target).toEqual(accepting(['TLSv1.2']))
    await device.write('tls.endpoints', [...change.target, { port: 8443, unread: 'unreachable' }])
    expect(await switchOffOldTls.verify(device, change)).toMatchObject({ outcome: 'fail' })
  })

  it('can cut us off, and says so', () => {
    expect(switchOffOldTls).toMatchObject({ cutsOff: true, disruption: 'high' })
  })
})
