import type { Change } from '../../model/site.ts'
import { StoreError } from '../../store/errors.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { EventLog } from '../event-log.ts'
import { changeEvent } from './change-event.ts'

/**
 * Ends the changes that were under way when the program was ended, by whatever: nobody carries them on, and nobody knows how far
 * they came. Those that still waited for their turn were not begun, and say so. To be called when a site was opened, before any work. On a disk without room it is left to the next opening: the
 * passwords must be readable all the same.
 */
export function endInterruptedChanges(store: SiteFile, visitId: string, log: EventLog): void {
  const open = store.changes(visitId).filter(({ state }) => state === 'applying' || state === 'planned')
  if (open.length === 0) return
  try {
    store.transaction(() => {
      for (const change of open) {
        const ended = change.state === 'planned' ? notBegun(change) : interrupted(change)
        store.saveChange(ended)
        log.append(changeEvent(ended, false))
      }
    })
  } catch (error) {
    if (!(error instanceof StoreError) || (error.code !== 'store/disk-full' && error.code !== 'store/unwritable'))
      throw error
  }
}

const interrupted = (change: Change): Change => ({
  ...change,
  state: 'failed',
  problem: {
    code: 'fix/interrupted',
    message: `The program ended while this change was under way: the device may hold it, or not, or a part of it. It held before: ${change.asFound}.`,
    remedy: 'Assess this device: the findings say how it is now. Then make the plan again.',
  },
  at: new Date().toISOString(),
})

const notBegun = (change: Change): Change => ({
  ...change,
  state: 'left',
  problem: {
    code: 'fix/not-begun',
    message: 'The program ended before this change was begun: nothing was written.',
    remedy: 'Make the plan again and apply it.',
  },
  at: new Date().toISOString(),
})
