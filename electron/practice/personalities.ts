import { twoNIntercom } from './personalities/2n.ts'
import { axisFactory } from './personalities/axis.ts'
import { dahuaCamera, dahuaFactory } from './personalities/dahua.ts'
import { doorBoard } from './personalities/door-board.ts'
import { doorController } from './personalities/door-controller.ts'
import { hanwhaFactory } from './personalities/hanwha.ts'
import { hikvisionCamera, hikvisionFactory } from './personalities/hikvision.ts'
import { mobotixCamera } from './personalities/mobotix.ts'
import { networkRecorder } from './personalities/network-recorder.ts'
import { networkSwitch } from './personalities/network-switch.ts'
import { onvifCamera } from './personalities/onvif-camera.ts'
import { reolinkCamera } from './personalities/reolink.ts'
import type { Personality } from './personality.ts'

/** Every kind of simulated device. A new one is a file in personalities/ and a line here. */
export const personalities = [
  onvifCamera,
  networkRecorder,
  doorController,
  hikvisionCamera,
  hikvisionFactory,
  dahuaCamera,
  dahuaFactory,
  axisFactory,
  hanwhaFactory,
  doorBoard,
  networkSwitch,
  reolinkCamera,
  mobotixCamera,
  twoNIntercom,
] as const satisfies readonly Personality[]

export type PersonalityId = (typeof personalities)[number]['id']
