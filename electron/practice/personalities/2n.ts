import type { Personality } from '../personality.ts'
import { twoN } from '../vendors/2n/maker.ts'

/** Door intercoms with a camera. */
export const twoNIntercom = {
  id: '2n-intercom',
  deviceClass: 'intercom',
  services: ['media'],
  scopes: ['type/video_encoder', 'Profile/Streaming'],
  products: [{ maker: twoN, model: '2N IP Verso', firmware: '2.45.2.56.9', hardwareId: '575v5', current: false }],
} as const satisfies Personality
