import { settingsOff } from './judging/settings-off.ts'

/**
 * The maker's relay and dynamic DNS are off unless the site has a contract for them: a relay is a way in that no firewall of the customer sees.
 */
export const cloudRelayOff = settingsOff('cloud-relay-off')
