import { z } from 'zod'
import { type ServiceName, type ServiceState, serviceNames } from '../../model/security-facts.ts'
import { fail, notApplicable, pass, unknown, type Verdict } from '../../model/verdict.ts'
import { defineCheck } from '../check.ts'

const params = z.strictObject({
  /** Each must be off by the settings of the device. */
  services: z.array(z.enum(serviceNames)).min(1),
})

/**
 * A check of functions that only the device's own settings tell of, under the name that checklists know it by. What the site needs,
 * by its record, may be on.
 */
export const settingsOff = (id: string) =>
  defineCheck({
    id,
    needs: ['network.services', 'site.settings'],
    params,
    strictness: { services: 'more-entries' },
    evaluate: ({ 'network.services': services, 'site.settings': { neededServices = [] } }, { services: wanted }) =>
      offInSettings(services, wanted, neededServices),
  })

/** Judges whether the settings tell of each wanted service that it is off. One that they do not tell of is unknown, and named. */
export function offInSettings(
  services: readonly ServiceState[],
  wanted: readonly ServiceName[],
  needed: readonly string[],
): Verdict {
  const asked = wanted.filter((name) => !needed.includes(name))
  const lived = wanted.filter((name) => needed.includes(name))
  if (asked.length === 0)
    return notApplicable(`the site needs: ${lived.join(', ')}`, 'nothing to be off: the site needs all of it')
  const expected = `off: ${asked.join(', ')}`
  const isOn = (name: ServiceName) => services.some((state) => state.name === name && state.enabled)
  const on = asked.filter(isOn)
  if (on.length > 0) return fail(on.map((name) => `${name} on in the settings of the device`).join(', '), expected)
  const told = asked.filter((name) => services.some((state) => state.name === name))
  const untold = asked.filter((name) => !told.includes(name))
  const observed = [
    ...told.map((name) => `${name} off in the settings`),
    ...(told.length === 0 ? [`nothing was told of ${untold.join(', ')}`] : []),
    ...(told.length > 0 && untold.length > 0 ? [`not told: ${untold.join(', ')}`] : []),
    ...(lived.length > 0 ? [`left out, because the site needs it: ${lived.join(', ')}`] : []),
  ].join('; ')
  return untold.length === 0 ? pass(observed, expected) : unknown(observed, expected)
}
