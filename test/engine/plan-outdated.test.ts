import { afterEach, expect, it } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import { never, SiteFixture } from './site-fixture.ts'

let site: SiteFixture
afterEach(() => site.stop())

const quiet = () => undefined

it('writes nothing where the device would now get something else than what was agreed to', async () => {
  site = await SiteFixture.start({
    devices: 1,
    lineUp: [{ personality: 'door-controller' }],
    ports: 'standard',
    seed: 'outdated',
  })
  const [practice] = site.practice.devices.map(({ address }) => site.practice.device(address))
  if (practice === undefined) throw new Error('the site has one device')
  Object.assign(practice.faults, noFaults())
  for (const protocol of practice.state.protocols) protocol.enabled = true
  await site.discover()
  await site.assess()

  const plan = await site.plan(['network-protocols-needed-only'])
  expect(plan.changes.map(({ change }) => change.target)).toEqual([expect.stringMatching(/HTTPS on.*RTSP off/)])
  const https = practice.state.protocols.find(({ name }) => name === 'HTTPS')
  if (https === undefined) throw new Error('it has HTTPS')
  https.port += 1

  const confirmed = new Set(plan.changes.map(({ change }) => change.id))
  const [change] = await site.session.apply(plan, { signal: never(), on: quiet, onChange: quiet, confirmed })
  expect(change).toMatchObject({ state: 'left', problem: { code: 'fix/plan-outdated' } })
  expect(practice.state.protocols.map(({ enabled }) => enabled)).toEqual([true, true, true])
})
