import { switchOffServices } from './parts/switch-off-services.ts'

/** Switches UPnP off, and with it the mapping of ports of the router. */
export const switchOffUpnp = switchOffServices('upnp-off', ['upnp', 'upnp-port-mapping'])
