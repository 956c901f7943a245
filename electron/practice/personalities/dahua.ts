import type { Personality } from '../personality.ts'
import { dahua } from '../vendors/dahua/maker.ts'

const camera = {
  deviceClass: 'camera',
  services: ['media'],
  scopes: ['type/video_encoder', 'Profile/Streaming', 'Profile/T'],
} as const

/** Cameras whose CGI is switched off: only the RPC of their web page answers. */
export const dahuaCamera = {
  ...camera,
  id: 'dahua-camera',
  products: [
    {
      maker: dahua,
      model: 'IPC-HDW2431T-AS-S2',
      firmware: '2.820.0000000.18.R, build: 2021-11-09',
      hardwareId: '1.00',
      current: false,
      lacks: ['CGI'],
    },
  ],
} as const satisfies Personality

/** Cameras out of their box: nobody initialised them. */
export const dahuaFactory = {
  ...camera,
  id: 'dahua-factory',
  products: [
    {
      maker: dahua,
      model: 'IPC-HDW3441TM-AS',
      firmware: '2.820.0000000.5.R, build: 2021-01-23',
      hardwareId: '1.00',
      current: false,
    },
  ],
  asFound: (state) => {
    state.settings.activated = false
  },
} as const satisfies Personality
