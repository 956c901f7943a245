import type { Change } from '../../model/site.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { EventLog, LogEvent } from '../event-log.ts'

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

/** Keeps a change and says so in the log, both or neither: a pack is held to its log, whenever the program ends. */
export function keepChange(
  { store, log }: { readonly store: SiteFile; readonly log: EventLog },
  change: Change,
  confirmed: boolean,
): void {
  store.transaction(() => {
    store.saveChange(change)
    log.append(changeEvent(change, confirmed))
  })
}
