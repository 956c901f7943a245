import type { SiteView } from '../../api/site-view.ts'

/** The scope as it is edited, one address or network in each line. */
export interface ScopeDraft {
  readonly interfaces: readonly string[]
  readonly targets: string
  readonly excluded: string
}

export const scopeDraftOf = (scope: SiteView['scope']): ScopeDraft => ({
  interfaces: scope?.interfaces ?? [],
  targets: scope?.targets.join('\n') ?? '',
  excluded: scope?.excluded.join('\n') ?? '',
})
