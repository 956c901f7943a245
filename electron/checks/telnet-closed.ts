import { defineCheck } from './check.ts'
import { byPortsAndSettings } from './judging/services-off.ts'

/** Telnet is shut: it carries passwords readable over the network, and on old devices it is a root shell. */
export const telnetClosed = defineCheck({
  id: 'telnet-closed',
  sources: 'any',
  ...byPortsAndSettings,
})
