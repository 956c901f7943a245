import type { Visit } from '../../model/site.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { changeEvent } from '../change/change-event.ts'
import type { EventLog } from '../event-log.ts'

/**
 * Says the end of changes that the log of a visit does not tell: versions before 0.4 logged an upgrade of firmware otherwise, and
 * could end between a change and its line. A change whose end the log tells in another way is left: such a pack is not sealed.
 */
export function completeLog(store: SiteFile, { id }: Visit, log: EventLog): void {
  const told = new Map<unknown, unknown>()
  for (const line of store.logLines(id)) {
    if (!line.includes('"type":"change"')) continue
    const { type, change, state } = JSON.parse(line) as Readonly<Record<string, unknown>>
    if (type === 'change') told.set(change, state)
  }
  const isOpen = (state: unknown) => state === undefined || state === 'planned' || state === 'applying'
  const untold = store
    .changes(id)
    .filter(
      (change) => change.state !== 'planned' && isOpen(told.get(change.id)) && told.get(change.id) !== change.state,
    )
  log.appendAll(untold.map((change) => changeEvent(change, change.confirm !== undefined)))
}
