import { defineDriver } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { isapiUpgrade } from './firmware.ts'

/** Hikvision cameras, recorders and door stations: read and written by ONVIF, upgraded by ISAPI. */
export const hikvision = defineDriver({
  ...onvif,
  id: 'hikvision',
  vendor: 'Hikvision',
  quality: 'bronze',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: [
    {
      by: 'onvif.name',
      pattern: /^HIKVISION\b/i,
      examples: ['HIKVISION DS-2CD2142FWD-I', 'HIKVISION DS-2DF7276-AEL'],
    },
  ],
  upgrades: [isapiUpgrade, ...(onvif.upgrades ?? [])],
})
