import type { Change } from '../../model/site.ts'
import type { LogEvent } from '../event-log.ts'

/** A change as the log of the visit tells it. `confirmed`: a person said yes to this very change. */
export const changeEvent = (
  { id, deviceId, fix, state, asFound, target, asLeft, problem, wave, approvedBy }: Change,
  confirmed: boolean,
): LogEvent => ({
  type: 'change',
  device: deviceId,
  change: id,
  fix,
  state,
  asFound,
  target,
  asLeft,
  code: problem?.code ?? null,
  wave: wave ?? null,
  confirmed,
  approvedBy: approvedBy ?? null,
})
