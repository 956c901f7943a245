import { doorController } from './personalities/door-controller.ts'
import { networkRecorder } from './personalities/network-recorder.ts'
import { onvifCamera } from './personalities/onvif-camera.ts'
import type { Personality } from './personality.ts'

/** Every kind of simulated device. A new one is a file in personalities/ and a line here. */
export const personalities = [onvifCamera, networkRecorder, doorController] as const satisfies readonly Personality[]

export type PersonalityId = (typeof personalities)[number]['id']
