import type { Output } from '../../electron/contract/channels.ts'
import { countOutcomes } from '../../electron/model/outcome.ts'

type SiteView = NonNullable<Output<'site.view'>>

/** A site as the window sees it, before anything was done. */
export function siteView(over: Partial<SiteView> = {}): SiteView {
  return {
    id: '7d4a2c58-55c5-4d0b-9d0c-0f5d3b5a3f11',
    name: 'Harbour',
    customer: null,
    technician: 'A. Person',
    company: 'Installers',
    practice: false,
    file: '/sites/harbour.fieldseal',
    checklist: 'Baseline',
    visitNumber: 1,
    scope: null,
    ntpServers: [],
    steps: (['scope', 'discover', 'assess', 'fix', 'attest', 'seal'] as const).map((id) => ({
      id,
      state: 'todo',
      note: { is: 'not-started', amount: 0, of: null },
      share: null,
    })),
    counts: countOutcomes([]),
    deviceCount: 0,
    assessedCount: 0,
    catalog: { version: 1, date: '2026-01-01', ageDays: 3, warning: null },
    unresolved: 0,
    readOnly: null,
    ...over,
  }
}
