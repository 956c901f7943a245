import type { Personality } from '../personality.ts'
import { dahua } from '../vendors/dahua/maker.ts'
import { hanwha } from '../vendors/hanwha/maker.ts'
import { hikvision } from '../vendors/hikvision/maker.ts'
import { uniview } from '../vendors/uniview/maker.ts'

/** Network video recorders: several channels behind one address. */
export const networkRecorder = {
  id: 'network-recorder',
  deviceClass: 'nvr',
  services: ['media', 'recording'],
  scopes: ['type/network_video_recorder', 'Profile/Streaming', 'Profile/G'],
  products: [
    {
      maker: hikvision,
      model: 'DS-7604NI-K1/4P(B)',
      firmware: 'V4.30.085 build 200916',
      hardwareId: '88',
      current: false,
      channels: 4,
    },
    // CVE-2021-33045, known to be exploited.
    {
      maker: dahua,
      model: 'NVR5216-16P-4KS2',
      firmware: '3.216.0000000.0, build: 2018-11-01',
      hardwareId: '1.00',
      current: false,
      channels: 16,
    },
    { maker: hanwha, model: 'XRN-420S', firmware: '5.01.52', hardwareId: '1.0', current: false, channels: 4 },
    {
      maker: uniview,
      model: 'NVR301-04S2-P4',
      firmware: 'NVR-B3801.20.15.231101',
      hardwareId: 'A',
      current: false,
      channels: 4,
    },
    {
      maker: hikvision,
      model: 'DS-7604NXI-K1/4P/VPRO',
      firmware: 'V4.90.400 build 260525',
      hardwareId: '88',
      current: true,
      channels: 4,
    },
  ],
} as const satisfies Personality
