import { expect } from 'vitest'
import type { AnyFix } from '../../electron/fixes/fix.ts'
import type { Device } from '../../electron/model/device.ts'
import { DeviceUnreachable } from '../../electron/model/errors.ts'
import type { FactKey, Facts } from '../../electron/model/facts.ts'
import type { SiteSettings } from '../../electron/model/site.ts'
import { DeviceInMemory } from './device-in-memory.ts'

/** What may become of a change. */
export const cases = [
  'is kept',
  'is accepted and not kept',
  'is applied and its answer is lost',
  'is rolled back',
] as const

export interface Situation {
  readonly facts: Partial<Facts>
  readonly settings?: Partial<SiteSettings>
  readonly device?: Partial<Device>
  /** What the fix writes, and what the device holds of it afterwards. */
  readonly fact: FactKey
  readonly target: unknown
  /** A write that names a part leaves the rest: how the device puts the two together. */
  readonly merge?: (asFound: unknown, written: unknown) => unknown
}

const plainSettings: SiteSettings = { ntpServers: [], neededProtocols: [] }

/** Goes through one case with a device in memory. Every case begins with a plan that writes nothing. */
export async function prove(fix: AnyFix, name: (typeof cases)[number], situation: Situation): Promise<void> {
  const { facts, fact, target, merge = (_asFound, written) => written } = situation
  const settings = { ...plainSettings, ...situation.settings }
  const device = new DeviceInMemory(facts, situation.device)
  Object.assign(device, { ownAddress: async () => '10.0.0.99' })
  const asFound = device.holds(fact)
  device.keeps = (_fact, written) => merge(device.holds(fact), written)
  const planned = (await fix.plan(device, settings)) ?? expect.unreachable('nothing was planned')
  expect(device.writes).toEqual([])
  expect(fix.describe(planned.asFound)).not.toBe(fix.describe(planned.target))

  switch (name) {
    case 'is kept':
      await fix.apply(device, planned)
      expect(await fix.verify(device, planned)).toMatchObject({ outcome: 'pass' })
      expect(device.holds(fact)).toEqual(target)
      expect(await fix.plan(device, settings)).toBeNull()
      break
    case 'is accepted and not kept':
      device.keeps = () => undefined
      await fix.apply(device, planned)
      expect(await fix.verify(device, planned)).toMatchObject({ outcome: 'fail' })
      expect(device.holds(fact)).toEqual(asFound)
      break
    case 'is applied and its answer is lost': {
      const write = device.write.bind(device)
      device.write = async (key, value) => {
        await write(key, value)
        throw new DeviceUnreachable('the answer was lost')
      }
      await expect(fix.apply(device, planned)).rejects.toThrow(DeviceUnreachable)
      // A fresh look tells what happened: it is done, and nothing is planned a second time.
      expect(await fix.verify(device, planned)).toMatchObject({ outcome: 'pass' })
      expect(await fix.plan(device, settings)).toBeNull()
      break
    }
    case 'is rolled back':
      await fix.apply(device, planned)
      if (fix.rollback === undefined) expect(fix.irreversible).toMatch(/never/)
      else {
        await fix.rollback(device, planned)
        expect(device.holds(fact)).toEqual(asFound)
      }
  }
}

/** How a device takes a write of services: it names the ones to switch and leaves the others. */
export const mergeServices: NonNullable<Situation['merge']> = (asFound, written) =>
  (asFound as Facts['network.services']).map(
    (service) => (written as Facts['network.services']).find(({ name }) => name === service.name) ?? service,
  )
