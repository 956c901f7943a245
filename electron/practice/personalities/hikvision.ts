import type { DeviceState } from '../device-state.ts'
import type { Personality, Product } from '../personality.ts'
import { hikvision } from '../vendors/hikvision/maker.ts'

/** As firmware since 5.5 comes: ONVIF is off and has no accounts. */
function withoutOnvif(state: DeviceState): void {
  state.settings.services.onvif = false
  state.users = []
}

const camera = {
  deviceClass: 'camera',
  services: ['media'],
  scopes: ['type/video_encoder', 'Profile/Streaming', 'Profile/T'],
} as const

const products: readonly Product[] = [
  { maker: hikvision, model: 'DS-2CD1023G0E-I', firmware: 'V5.7.12 build 220819', hardwareId: '88', current: false },
  { maker: hikvision, model: 'DS-2CD2185FWD-I', firmware: 'V5.5.3 build 171025', hardwareId: '88', current: false },
]

/** Cameras that somebody set up in the web interface of the maker, with ONVIF left off. */
export const hikvisionCamera = {
  ...camera,
  id: 'hikvision-camera',
  products,
  asFound: withoutOnvif,
} as const satisfies Personality

/** Cameras out of their box: nobody gave them a password. */
export const hikvisionFactory = {
  ...camera,
  id: 'hikvision-factory',
  products,
  asFound: (state) => {
    withoutOnvif(state)
    state.settings.activated = false
  },
} as const satisfies Personality
