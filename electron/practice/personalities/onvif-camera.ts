import type { Personality } from '../personality.ts'
import { axis } from '../vendors/axis/maker.ts'
import { bosch } from '../vendors/bosch/maker.ts'
import { dahua } from '../vendors/dahua/maker.ts'
import { hanwha } from '../vendors/hanwha/maker.ts'
import { hikvision } from '../vendors/hikvision/maker.ts'
import { uniview } from '../vendors/uniview/maker.ts'
import { vivotek } from '../vendors/vivotek/maker.ts'

/**
 * Network cameras of several makers. Models and firmware exist, so that a firmware catalog has something to say: some are
 * known to be exploited, some are out of support, some are current.
 */
export const onvifCamera = {
  id: 'onvif-camera',
  deviceClass: 'camera',
  services: ['media'],
  scopes: ['type/video_encoder', 'Profile/Streaming', 'Profile/T'],
  products: [
    // CVE-2017-7921, known to be exploited.
    {
      maker: hikvision,
      model: 'DS-2CD2142FWD-I',
      firmware: 'V5.4.1 build 160525',
      hardwareId: '88',
      current: false,
      lacks: ['GetEndpointReference'],
    },
    { maker: axis, model: 'P3265-V', firmware: '12.11.77', hardwareId: '9D0.1', current: true },
    // CVE-2021-33044, known to be exploited.
    {
      maker: dahua,
      model: 'IPC-HDW5831R-ZE',
      firmware: '2.800.0000000.8.R, build: 2020-06-05',
      hardwareId: '1.00',
      current: false,
      lacks: ['GetEndpointReference'],
    },
    { maker: hanwha, model: 'QNV-C8012', firmware: '2.21.02', hardwareId: '1.0', current: false },
    {
      maker: axis,
      model: 'M5525-E',
      firmware: '8.40.1.1',
      hardwareId: '757',
      current: false,
      lacks: ['GetEndpointReference'],
    },
    {
      maker: bosch,
      model: 'FLEXIDOME indoor 5100i IR',
      firmware: '8.71.0066',
      hardwareId: 'F000B543',
      current: false,
      lacks: ['GetSnapshotUri'],
    },
    {
      maker: hikvision,
      model: 'DS-2CD2020F-I',
      firmware: 'V5.2.0 build 140721',
      hardwareId: '88',
      current: false,
      lacks: ['GetEndpointReference', 'GetServices'],
    },
    {
      maker: axis,
      model: 'AXIS P1354',
      firmware: '5.90.1.1',
      hardwareId: '188.1',
      current: false,
      lacks: ['GetServices', 'GetEndpointReference', 'StartFirmwareUpgrade'],
    },
    { maker: hanwha, model: 'QNV-C8012', firmware: '2.22.05', hardwareId: '1.0', current: true },
    { maker: vivotek, model: 'IB8367A', firmware: '0100', hardwareId: 'ROSSINI', current: false },
    { maker: axis, model: 'AXIS Q3527-LVE', firmware: '10.12.220', hardwareId: '7C1', current: false },
    { maker: uniview, model: 'IPC322LB-SF28-A', firmware: 'CIPC-B2303.2.5.220510', hardwareId: 'A', current: false },
    {
      maker: dahua,
      model: 'IPC-HDBW2431R-ZS',
      firmware: '2.820.0000000.18.R, build: 2021-11-09',
      hardwareId: '1.00',
      current: false,
    },
    { maker: axis, model: 'M3085-V', firmware: '11.11.212', hardwareId: '9C4', current: true },
  ],
} as const satisfies Personality
