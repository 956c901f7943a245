import { z } from 'zod'
import { serviceNames } from '../../model/security-facts.ts'
import { defineCheck } from '../check.ts'
import { servicesOff } from './services-off.ts'

const params = z.strictObject({
  /** Must be off where the device tells of them. */
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
      servicesOff({ ports: null, services }, { services: [], andIfKnown: wanted, needed: neededServices }),
  })
