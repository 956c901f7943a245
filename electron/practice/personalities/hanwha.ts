import type { Personality } from '../personality.ts'
import { hanwha } from '../vendors/hanwha/maker.ts'

/** Cameras out of their box: they answer nothing but the first password. */
export const hanwhaFactory = {
  id: 'hanwha-factory',
  deviceClass: 'camera',
  services: ['media'],
  scopes: ['type/video_encoder', 'Profile/Streaming', 'Profile/T'],
  products: [{ maker: hanwha, model: 'QNV-C8012', firmware: '2.22.05', hardwareId: '1.0', current: false }],
  asFound: (state) => {
    state.settings.activated = false
  },
} as const satisfies Personality
