import type { Personality } from '../personality.ts'
import { mobotix } from '../vendors/mobotix/maker.ts'

/** Cameras that show their live page to anybody until somebody says otherwise. */
export const mobotixCamera = {
  id: 'mobotix-camera',
  deviceClass: 'camera',
  services: ['media'],
  scopes: ['type/video_encoder', 'Profile/Streaming', 'Profile/T'],
  products: [{ maker: mobotix, model: 'M73A', firmware: 'MX-V7.3.0.15', hardwareId: 'T1r1.1', current: false }],
} as const satisfies Personality
