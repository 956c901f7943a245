import type { Handlers } from '../host/host.ts'
import { activityHandlers } from './activity.ts'
import { assessHandlers } from './assess.ts'
import { checklistHandlers } from './checklist.ts'
import { deviceHandlers } from './devices.ts'
import { discoveryHandlers } from './discovery.ts'
import { draftHandlers } from './draft.ts'
import { firmwareHandlers } from './firmware.ts'
import { handOutHandlers } from './hand-outs.ts'
import { later } from './later.ts'
import { planHandlers } from './plan.ts'
import { recordHandlers } from './record.ts'
import { siteHandlers } from './site.ts'
import { upgradeHandlers } from './upgrade.ts'

/** One handler for every channel that the engine answers. */
export const handlers: Handlers = {
  ...siteHandlers,
  ...discoveryHandlers,
  ...deviceHandlers,
  ...handOutHandlers,
  ...assessHandlers,
  ...planHandlers,
  ...firmwareHandlers,
  ...upgradeHandlers,
  ...later('evidence', async () => (await import('./evidence.ts')).evidenceHandlers),
  ...later('identity', async () => (await import('./identity.ts')).identityHandlers),
  ...activityHandlers,
  ...checklistHandlers,
  ...recordHandlers,
  ...draftHandlers,
}
