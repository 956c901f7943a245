import type { Personality } from '../personality.ts'
import { reolink } from '../vendors/reolink/maker.ts'

/** Cameras of small sites, made for the app of their maker. */
export const reolinkCamera = {
  id: 'reolink-camera',
  deviceClass: 'camera',
  services: ['media'],
  scopes: ['type/video_encoder', 'Profile/Streaming', 'Profile/T'],
  products: [
    {
      maker: reolink,
      model: 'RLC-810A',
      firmware: 'v3.0.0.494_21073002',
      hardwareId: 'IPC_523128M8MP',
      current: false,
    },
  ],
} as const satisfies Personality
