import { switchOffServices } from './parts/switch-off-services.ts'

/**
 * Switches off what sends or listens without anybody asking for it. Audio, IPv6 and ONVIF stay as they are: what depends on them
 * cannot be seen from here.
 */
export const switchOffUnusedFunctions = switchOffServices(
  'unused-functions-off',
  ['multicast-always', 'gb28181', 'socks'],
  'medium',
)
