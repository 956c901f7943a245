import { loadChecklist } from '../../catalog/checklist.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { HostSetup } from './messages.ts'

/**
 * Reads what the opening of nearly every site needs, while the person still types the passphrase. Trouble is left to the opening,
 * which has somebody to tell it to.
 */
export function warmUp({ resources }: Pick<HostSetup, 'resources'>): void {
  try {
    loadChecklist(resources.checklists, 'baseline')
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
  }
}
