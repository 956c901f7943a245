import type { Handlers } from '../host/host.ts'
import { assessHandlers } from './assess.ts'
import { deviceHandlers } from './devices.ts'
import { discoveryHandlers } from './discovery.ts'
import { evidenceHandlers } from './evidence.ts'
import { firmwareHandlers } from './firmware.ts'
import { planHandlers } from './plan.ts'
import { siteHandlers } from './site.ts'

/** One handler for every channel that the engine answers. */
export const handlers: Handlers = {
  ...siteHandlers,
  ...discoveryHandlers,
  ...deviceHandlers,
  ...assessHandlers,
  ...planHandlers,
  ...firmwareHandlers,
  ...evidenceHandlers,
}
