import type { Personality } from '../personality.ts'
import { hid } from '../vendors/hid/maker.ts'
import { mercury } from '../vendors/mercury/maker.ts'
import { zkteco } from '../vendors/zkteco/maker.ts'

/** Door controllers without ONVIF: each maker has its own way to tell who it is. */
export const doorBoard = {
  id: 'door-board',
  deviceClass: 'door-controller',
  services: [],
  scopes: [],
  products: [
    { maker: hid, model: 'EH400', firmware: '3.5.1.1483', hardwareId: '', current: false, onvif: false },
    { maker: mercury, model: 'LP1502', firmware: '1.29.1', hardwareId: 'LP', current: false, onvif: false },
    {
      maker: zkteco,
      model: 'inBio460',
      firmware: 'Ver 6.60 Apr 28 2017',
      hardwareId: '',
      current: false,
      onvif: false,
    },
  ],
} as const satisfies Personality
