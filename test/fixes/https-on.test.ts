import { describe, expect, it } from 'vitest'
import { switchOnHttps } from '../../electron/fixes/https-on.ts'
import { WriteRefused } from '../../electron/model/errors.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const situation: Situation = {
  facts: { 'http.policy': 'http-only' },
  fact: 'http.policy',
  target: 'redirects-to-https',
}

describe('the fix https-on', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(switchOnHttps, name, situation)
  })

  it.each([
    ['http-only', ['http-and-https', 'https-only']],
    ['http-and-https', ['https-only']],
  ] as const)('goes from %s all the way, HTTPS first, where the device knows no redirect', async (policy, way) => {
    const device = new DeviceInMemory({ 'http.policy': policy })
    const planned = (await switchOnHttps.plan(device, settings)) ?? expect.unreachable()
    const write = device.write.bind(device)
    const written: unknown[] = []
    device.write = async (fact, value) => {
      if (value === 'redirects-to-https') throw new WriteRefused('it does not redirect')
      written.push(value)
      await write(fact, value)
    }
    await switchOnHttps.apply(device, planned)
    expect(written).toEqual(way)
    expect((await switchOnHttps.verify(device, planned)).outcome).toBe('pass')
  })

  it('can cut us off, and says so', () => {
    expect(switchOnHttps).toMatchObject({ cutsOff: true, disruption: 'high' })
  })

  it('plans nothing where plain HTTP is out of the way, or the device offers no such setting', async () => {
    expect(await switchOnHttps.plan(new DeviceInMemory({ 'http.policy': 'https-only' }), settings)).toBeNull()
    expect(await switchOnHttps.plan(new DeviceInMemory({}), settings)).toBeNull()
  })
})
