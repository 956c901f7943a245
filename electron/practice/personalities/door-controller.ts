import type { Personality } from '../personality.ts'
import { axis } from '../vendors/axis/maker.ts'
import { hikvision } from '../vendors/hikvision/maker.ts'
import { mercury } from '../vendors/mercury/maker.ts'

/** Door controllers: ONVIF Profile A and C with SNMP, and boards that have a web page and SNMP alone. */
export const doorController = {
  id: 'door-controller',
  deviceClass: 'door-controller',
  services: ['doorcontrol', 'accesscontrol'],
  scopes: ['Profile/C', 'Profile/A'],
  products: [
    { maker: axis, model: 'AXIS A1601', firmware: '10.12.171.0', hardwareId: '8A2', current: false },
    { maker: axis, model: 'AXIS A1001', firmware: '1.65.2', hardwareId: '7A1', current: false },
    { maker: hikvision, model: 'DS-K1T671', firmware: 'V3.2.30 build 221223', hardwareId: '88', current: false },
    { maker: axis, model: 'AXIS A1610', firmware: '12.11.77', hardwareId: 'A10', current: true },
    { maker: mercury, model: 'LP1502', firmware: '1.29.1', hardwareId: 'LP', current: false, onvif: false },
  ],
  asFound: (state, random) => {
    // A controller has no video: an open RTSP port is a leftover of the factory.
    const rtsp = state.protocols.find(({ name }) => name === 'RTSP')
    if (rtsp !== undefined) rtsp.enabled = random.chance(0.6)
  },
} as const satisfies Personality
