import { z } from 'zod'
import { defineCheck } from './check.ts'
import { offInSettings } from './judging/settings-off.ts'

/** The controller's own web page for administration is off once its host runs it, unless the site needs it. */
export const webAdminOff = defineCheck({
  id: 'web-admin-off',
  needs: ['network.services', 'site.settings'],
  params: z.strictObject({}),
  evaluate: ({ 'network.services': services, 'site.settings': { neededServices = [] } }) =>
    offInSettings(services, ['web-admin'], neededServices),
})
