import { afterEach, expect, it } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import { LaptopClock } from './laptop-clock.ts'
import { administrator, never, SiteFixture } from './site-fixture.ts'

const halfAnHourMs = 31 * 60_000

let site: SiteFixture
const clock = new LaptopClock()
afterEach(async () => {
  await site.stop()
  clock.restore()
  clock.aheadMs = 0
})

const quiet = () => undefined

it('offers the first password again where the request for it never reached the device', async () => {
  site = await SiteFixture.start({
    devices: 1,
    lineUp: [{ personality: 'axis-factory' }],
    ports: 'standard',
    seed: 'lost-first',
  })
  const [practice] = site.practice.devices.map(({ address }) => site.practice.device(address))
  if (practice === undefined) throw new Error('the site has one device')
  Object.assign(practice.faults, noFaults())
  await site.discover('normal')
  await site.assess()
  const [device] = site.session.devices()
  if (device === undefined) throw new Error('the device was found')

  practice.faults.nextWrites.push('restart-before')
  const [lost] = await activate()
  expect(lost?.state).toBe('unresolved')
  expect(practice.state.settings.activated).toBe(false)

  await site.reopen()
  await site.assess()
  expect(site.outcome(device, 'INV-03')).toBe('fail')
  expect(practice.failedLogins).toBe(0)

  const [again] = await activate()
  expect(again?.state).toBe('fixed')
  expect(practice.state.settings.activated).toBe(true)
})

async function activate() {
  const plan = await site.plan(['activated'])
  const confirmed = new Set(plan.changes.map(({ change }) => change.id))
  return await site.session.apply(plan, { signal: never(), on: quiet, onChange: quiet, confirmed })
}

it('finds its way into a device that took the first of two first passwords at its next start', async () => {
  clock.turn()
  site = await SiteFixture.start({
    devices: 1,
    lineUp: [{ personality: 'hikvision-factory' }],
    ports: 'standard',
    seed: 'late-first',
  })
  const [practice] = site.practice.devices.map(({ address }) => site.practice.device(address))
  if (practice === undefined) throw new Error('the site has one device')
  Object.assign(practice.faults, noFaults())
  await site.discover('normal')
  await site.assess()
  practice.faults.nextWrites.push('at-restart')
  expect((await activate())[0]?.state).toBe('failed')
  practice.faults.nextWrites.push('restart-after')
  expect((await activate())[0]?.state).toBe('unresolved')
  // What was refused a moment ago leaves no room for more.
  clock.aheadMs += halfAnHourMs
  practice.state.clock.offsetMs += halfAnHourMs
  practice.passTime(halfAnHourMs)
  await site.reopen()
  await site.assess()
  expect(site.session.logins.unresolved()).toBe(0)
  const [device] = site.session.devices()
  const { username, password } = administrator(practice)
  expect(device && site.vaultPasswords(device, username)).toEqual([password])
})
