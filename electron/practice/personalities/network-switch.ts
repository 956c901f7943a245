import type { Personality } from '../personality.ts'
import { managedSwitch } from '../vendors/switch/maker.ts'

/** Managed switches: what the cameras and controllers hang on. */
export const networkSwitch = {
  id: 'network-switch',
  deviceClass: 'switch',
  services: [],
  scopes: [],
  products: [
    { maker: managedSwitch, model: 'CNGE10', firmware: '2.4.1', hardwareId: 'B1', current: false, onvif: false },
  ],
} as const satisfies Personality
