import type { Personality } from '../personality.ts'
import { axis } from '../vendors/axis/maker.ts'

/** Cameras out of their box: they wait for their first account. */
export const axisFactory = {
  id: 'axis-factory',
  deviceClass: 'camera',
  services: ['media'],
  scopes: ['type/video_encoder', 'Profile/Streaming', 'Profile/T'],
  products: [{ maker: axis, model: 'M3085-V', firmware: '11.11.212', hardwareId: '9C4', current: false }],
  asFound: (state) => {
    state.settings.activated = false
  },
} as const satisfies Personality
