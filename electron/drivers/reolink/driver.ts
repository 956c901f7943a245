import { defineDriver } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { onvifLogin } from '../onvif/onvif-login.ts'
import { rtspLogin } from '../onvif/rtsp-login.ts'
import { over } from '../web/over.ts'
import {
  reolinkAccounts,
  reolinkAddressing,
  reolinkIdentity,
  reolinkNtp,
  reolinkServices,
  reolinkStorage,
  reolinkWebLogin,
} from './facts.ts'

/**
 * Reolink cameras and recorders: their own API inside HTTPS, because its login carries the password as it is, and ONVIF, which new
 * products have closed until somebody opens it. The API is only read.
 */
export const reolink = defineDriver({
  ...onvif,
  id: 'reolink',
  vendor: 'Reolink',
  quality: 'bronze',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: [{ by: 'onvif.name', pattern: /^Reolink\b/i, examples: ['Reolink RLC-810A', 'REOLINK'] }],
  supports: over(onvif.supports, [
    reolinkIdentity(),
    reolinkAccounts(),
    reolinkNtp(),
    reolinkServices(),
    reolinkAddressing(),
    reolinkStorage(),
  ]),
  logins: [onvifLogin, reolinkWebLogin, rtspLogin],
})
