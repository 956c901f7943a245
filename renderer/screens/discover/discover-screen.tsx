import './discover.css'
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import type { Input, Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { type Progress, useRunningWork } from '../../api/live.tsx'
import type { SiteView } from '../../api/site-view.ts'
import { useAction } from '../../api/use-action.ts'
import { isLike, useDraft } from '../../api/use-draft.ts'
import { useForget, useRefresh } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { offerUndo } from '../../frame/undo.tsx'
import { text } from '../../text/text.ts'
import { DiscoveryPanels } from './discovery-panels.tsx'
import { scopeDraftOf } from './scope-draft.ts'
import { ScopePanel } from './scope-panel.tsx'

type Pace = Input<'discovery.start'>['pace']
type Scope = NonNullable<SiteView['scope']>
const { discover } = text

/** Which networks may be touched, and what was heard there. */
export function DiscoverScreen() {
  return (
    <Asked channel="site.view" input={undefined}>
      {(site) => site && <Discover site={site} />}
    </Asked>
  )
}

function Discover({ site }: { readonly site: SiteView }) {
  const refresh = useRefresh()
  const forget = useForget()
  const [isOpened, setOpened] = useState(false)
  const first = scopeDraftOf(site.scope)
  const draft = useDraft('scope', first, isLike(first))
  const [pace, setPace] = useState<Pace>(site.practice ? 'fast' : 'gentle')
  const start = useAction('discovery.start')
  const running = useRunningWork()
  const confirm = useAction('scope.confirm')
  const { scope } = site
  // What was begun and not confirmed is shown as it was left.
  const editing = isOpened || draft.isBegun
  const leave = () => {
    draft.forget()
    setOpened(false)
  }
  const confirmAgain = async (before: Scope) => {
    // It was agreed to before, whatever its size.
    const answer = await confirm.run({ scope: before, largeConfirmed: true })
    if (answer.ok) refresh('site.view', undefined, answer.value)
    return answer
  }
  return (
    <Asked channel="discovery.view" input={undefined}>
      {(view) => (
        <div className="page">
          <PageHead
            title={discover.title}
            lead={scope === null ? discover.leadOpen : discover.leadConfirmed(scope.targets.join(', '))}
          >
            {!view.running && (
              <ActButton
                disabled={scope === null || editing || running !== null}
                loading={start.busy}
                leftSection={<IconPlayerPlay size="1.1em" aria-hidden />}
                onClick={async () => {
                  const answer = await start.run({ pace })
                  if (answer.ok) refresh('discovery.view', undefined, answer.value)
                }}
              >
                {view.probes.length === 0 ? discover.start : discover.again}
              </ActButton>
            )}
          </PageHead>
          {view.running && <WorkBar progress={progressOf(view, running)} cancelText={discover.cancel} />}
          {start.problem && <ProblemPanel problem={start.problem} onDismiss={start.dismiss} />}
          {view.conflicts.length > 0 && (
            <div className="conflict-banner tone-warn" role="status">
              <IconAlertTriangle size="1.2rem" aria-hidden />
              <span>{discover.conflictBanner(view.conflicts.length)}</span>
              <a href="#/devices/where/state%3Dconflict">{discover.conflictShow}</a>
            </div>
          )}
          <div className="grid-discover">
            <ScopePanel
              key={JSON.stringify(scope)}
              draft={draft}
              editing={scope === null || editing}
              locked={view.running}
              pace={pace}
              onPace={setPace}
              onEdit={() => setOpened(true)}
              onLeave={scope === null ? null : leave}
              onConfirmed={(confirmed) => {
                leave()
                refresh('site.view', undefined, confirmed)
                forget('discovery')
                if (scope !== null) offerUndo(text.notices.scopeChanged, () => confirmAgain(scope))
              }}
            />
            <DiscoveryPanels view={view} />
          </div>
        </div>
      )}
    </Asked>
  )
}

/** How far discovery is: as main says it, else by its probes. */
function progressOf({ probes }: Output<'discovery.view'>, running: Progress | null): Progress {
  if (running?.work === 'discover') return running
  const sum = (of: 'done' | 'total') => probes.reduce((all, probe) => all + (probe[of] ?? 0), 0)
  return { work: 'discover', state: 'running', done: sum('done'), total: sum('total') || null, text: '' }
}
