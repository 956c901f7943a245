import { defineCheck } from './check.ts'
import { byPortsAndSettings } from './judging/services-off.ts'

/**
 * UPnP is shut: it opens ports of the customer's router to the Internet without anybody having decided so.
 *
 * @see UPnP Device Architecture 1.1, section 1 (SSDP, UDP 1900)
 */
export const upnpOff = defineCheck({
  id: 'upnp-off',
  ...byPortsAndSettings,
})
