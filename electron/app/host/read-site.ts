import type { SiteReader } from '../../engine/site-reader.ts'
import type { Holder } from '../../model/holder.ts'
import { type DiscoveryRun, noRun } from '../views/discovery-view.ts'
import { type Names, namesOf } from '../views/plan-view.ts'
import { Plans } from './plans.ts'

/** A look at a site that somebody else has open: as it was when it was opened, without its vault and without any work. */
export class ReadSite {
  readonly kind = 'read'
  readonly session: SiteReader
  readonly at = new Date().toISOString()
  readonly heldBy: Holder | null
  readonly work = { running: null } as const
  readonly discovery: DiscoveryRun = noRun
  readonly plans = new Plans()
  readonly shownUpgrade = null

  constructor(session: SiteReader) {
    this.session = session
    this.heldBy = session.holder()
  }

  names(): Names {
    return namesOf(this.session.devices(), this.session.checklist().items)
  }

  async close(): Promise<void> {
    this.session.close()
  }
}

/** `A. Person on LAPTOP-3`, or null where the file does not say. */
export const holderText = (holder: Holder | null): string | null =>
  holder === null ? null : `${holder.technician} (${holder.computer})`
