import { defineDriver } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { vapixUpgrade } from './firmware.ts'

/**
 * Axis cameras and door controllers: read and written by ONVIF, upgraded by VAPIX, whose new firmware goes back by itself when
 * nobody confirms it.
 */
export const axis = defineDriver({
  ...onvif,
  id: 'axis',
  vendor: 'Axis Communications',
  quality: 'bronze',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: [
    { by: 'onvif.name', pattern: /^AXIS\b/i, examples: ['AXIS Q6045-E', 'AXIS A1601', 'AXIS P3265-V'] },
    { by: 'onvif.hardware', pattern: /^AXIS\b/i, examples: ['AXIS P1354'] },
  ],
  upgrades: [vapixUpgrade, ...(onvif.upgrades ?? [])],
})
