import { z } from 'zod'
import type { ServiceName, ServiceState } from '../../model/security-facts.ts'
import { fail, pass } from '../../model/verdict.ts'
import { defineFix, type Fix } from '../fix.ts'
import { readIfOffered } from './read-if-offered.ts'
import { keptOf, servicesInWords, switchOff } from './services.ts'

/** A fix that switches functions off in the device's own settings, all but what the site needs. */
export const switchOffServices = (
  id: string,
  names: readonly ServiceName[],
  disruption: Fix<unknown>['disruption'] = 'low',
): Fix<readonly ServiceState[]> =>
  defineFix<readonly ServiceState[]>({
    id,
    siteSettings: z.object({}),
    disruption,
    reboot: false,
    cutsOff: false,
    approval: 'none',
    writes: ['network.services'],
    partOfCheck: true,
    async plan(device, settings) {
      const services = await readIfOffered(device, 'network.services')
      return services === null ? null : switchOff(services, names, settings)
    },
    apply: (device, { target }) => device.write('network.services', target),
    async verify(device, { target }) {
      const kept = servicesInWords(keptOf(await device.read('network.services'), target))
      const wanted = servicesInWords(target)
      return kept === wanted ? pass(kept, wanted) : fail(kept, wanted)
    },
    rollback: (device, { asFound }) => device.write('network.services', asFound),
    describe: servicesInWords,
  })
