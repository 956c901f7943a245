import { describe, expect, it } from 'vitest'
import { axis } from '../../../electron/drivers/axis/driver.ts'
import type { HttpPolicy } from '../../../electron/model/security-facts.ts'
import type { PracticeDevice } from '../../../electron/practice/practice-device.ts'
import { reader, vendorDevice, writer } from '../vendor-device.ts'

const read = reader(axis)
const write = writer(axis)

/** Firmware that keeps the policy behind its SOAP service. */
const soap = ({ state }: PracticeDevice) =>
  Number(state.identity.firmware.split('.')[0]) >= 7 && state.settings.tls !== null

type Groups = NonNullable<PracticeDevice['state']['settings']['httpPolicies']>
const mixed: readonly Groups[] = [
  ['https-only', 'https-only', 'http-only'],
  ['https-only', 'http-and-https', 'https-only'],
  ['http-and-https', 'http-only', 'http-only'],
]

describe('the web policy of an Axis camera whose groups of users differ', () => {
  async function camera(groups: Groups) {
    const own = await vendorDevice('AXIS', soap)
    Object.assign(own.device.state.settings, { httpPolicy: 'http-and-https', httpPolicies: groups })
    await own.device.followState()
    return own
  }

  it.each(mixed)('is as open as the most open of %s, %s and %s', async (...groups) => {
    const { connect } = await camera(groups)
    expect(await read(connect(), 'http.policy')).toBe('http-and-https')
  })

  it.each(mixed)(
    '%s, %s and %s: each gets back what it had, also after we moved to another port',
    async (...groups) => {
      const { device, connect } = await camera(groups)
      const step = connect()
      await write(step, 'http.policy', 'https-only')
      expect(device.state.settings).toMatchObject({ httpPolicy: 'https-only' })
      expect(device.state.settings.httpPolicies).toBeUndefined()
      for (const name of step.memo.keys()) if (!name.startsWith('as-found.')) step.memo.delete(name)
      const moved = { ...step, endpoint: { ...step.endpoint, ports: { https: device.ports.https } } }
      await write(moved, 'http.policy', 'http-and-https')
      expect(device.state.settings.httpPolicies).toEqual(groups)
    },
  )

  it.each(['http-only', 'https-only', 'http-and-https'] satisfies HttpPolicy[])(
    'gives every group %s where that is not how we found them',
    async (policy) => {
      const { device, connect } = await camera(['https-only', 'https-only', 'https-only'])
      if (policy === 'https-only') Object.assign(device.state.settings, { httpPolicies: mixed[0] })
      await write(connect(), 'http.policy', policy)
      expect(device.state.settings).toMatchObject({ httpPolicy: policy })
      expect(device.state.settings.httpPolicies).toBeUndefined()
    },
  )

  it('is not HTTPS only while plain HTTP serves its start page', async () => {
    const { device, connect } = await camera(['https-only', 'https-only', 'https-only'])
    device.waitForReboot()
    expect(await read(connect(), 'http.policy')).toBe('http-and-https')
  })
})
