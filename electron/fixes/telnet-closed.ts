import { switchOffServices } from './parts/switch-off-services.ts'

/** Switches Telnet off. */
export const switchOffTelnet = switchOffServices('telnet-closed', ['telnet'])
