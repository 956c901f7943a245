import './discover.css'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useState } from 'react'
import type { Input } from '../../../electron/contract/channels.ts'
import type { SiteView } from '../../api/site-view.ts'
import { useAction } from '../../api/use-action.ts'
import { useForget, useRefresh } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Asked } from '../../components/asked.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { offerUndo } from '../../frame/undo.tsx'
import { text } from '../../text/text.ts'
import { DiscoveryPanels } from './discovery-panels.tsx'
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
  const [editing, setEditing] = useState(false)
  const [pace, setPace] = useState<Pace>(site.practice ? 'fast' : 'gentle')
  const start = useAction('discovery.start')
  const cancel = useAction('work.cancel')
  const confirm = useAction('scope.confirm')
  const { scope } = site
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
            {view.running ? (
              <Button
                variant="default"
                disabled={cancel.busy}
                leftSection={<IconPlayerStop size="1.1em" aria-hidden />}
                onClick={() => cancel.run(undefined)}
              >
                {discover.cancel}
              </Button>
            ) : (
              <ActButton
                disabled={scope === null || editing}
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
              scope={scope}
              editing={scope === null || editing}
              locked={view.running}
              pace={pace}
              onPace={setPace}
              onEdit={() => setEditing(true)}
              onConfirmed={(confirmed) => {
                setEditing(false)
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
