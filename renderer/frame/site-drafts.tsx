import { type ReactNode, useEffect, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { Drafts, DraftsContext } from '../api/drafts.ts'
import { useLive } from '../api/live.tsx'
import { useTake } from '../api/use-query.ts'

/**
 * Gives the screens of one site what was begun there. Work goes on where it cannot be kept: then it lives as long as the page, and
 * that is said.
 *
 * @param site its id; another site is another provider (`key`)
 */
export function SiteDrafts({ site, children }: { readonly site: string; readonly children: ReactNode }) {
  const api = useApi()
  const take = useTake()
  const [drafts, setDrafts] = useState<Drafts | null>(null)
  const { tell } = useLive()
  useEffect(() => {
    let opened: Drafts | null = null
    let isGone = false
    void take('draft.list', undefined).then((answer) => {
      if (isGone) return
      if (!answer.ok) tell(answer.problem)
      opened = new Drafts(api, site, answer.ok ? answer.value : {}, tell)
      setDrafts(opened)
    })
    return () => {
      isGone = true
      opened?.end()
    }
  }, [api, site, take, tell])
  useHandOver(drafts)
  return drafts && <DraftsContext value={drafts}>{children}</DraftsContext>
}

/** What was typed is handed over before a shortcut, a button or the end of the page can close the site. */
function useHandOver(drafts: Drafts | null): void {
  useEffect(() => {
    if (drafts === null) return
    const { flush } = drafts
    const onKey = ({ ctrlKey, metaKey }: KeyboardEvent) => {
      if (ctrlKey || metaKey) flush()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    window.addEventListener('pointerdown', flush, { capture: true })
    // A choice is whole when it is made, and needs no calm as letters do.
    window.addEventListener('click', flush)
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true })
      window.removeEventListener('pointerdown', flush, { capture: true })
      window.removeEventListener('click', flush)
      window.removeEventListener('pagehide', flush)
    }
  }, [drafts])
}
