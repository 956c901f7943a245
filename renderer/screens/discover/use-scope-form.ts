import { useState } from 'react'
import type { SiteView } from '../../api/site-view.ts'
import { useAction } from '../../api/use-action.ts'
import type { Draft } from '../../api/use-draft.ts'
import type { ScopeDraft } from './scope-draft.ts'
import { countAddresses, largestUnasked, splitLines } from './scope-text.ts'

/** What the scope says while it is edited, and the way to confirm it. */
export function useScopeForm(draft: Draft<ScopeDraft>, onConfirmed: (site: SiteView) => void) {
  const { interfaces, targets: targetText, excluded } = draft.value
  const confirm = useAction('scope.confirm')
  const [largeConfirmed, setLargeConfirmed] = useState(false)
  const targets = splitLines(targetText)
  const size = countAddresses(targets)
  const change = (over: Partial<ScopeDraft>) => draft.set((known) => ({ ...known, ...over }))
  return {
    confirm,
    targets,
    size,
    isLarge: size > largestUnasked,
    largeConfirmed,
    setLargeConfirmed,
    change,
    tick: (address: string) =>
      change({
        interfaces: interfaces.includes(address)
          ? interfaces.filter((other) => other !== address)
          : [...interfaces, address],
      }),
    add: (cidr: string) => change({ targets: splitLines(`${targetText}\n${cidr}`).join('\n') }),
    submit: async () => {
      const answer = await confirm.run({
        scope: { targets, interfaces: [...interfaces], excluded: splitLines(excluded) },
        largeConfirmed,
      })
      if (answer.ok) onConfirmed(answer.value)
    },
  }
}
