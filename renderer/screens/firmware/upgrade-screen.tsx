import './upgrade.css'
import { useState } from 'react'
import { Asked } from '../../api/asked.tsx'
import { useRunningWork } from '../../api/live.tsx'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { text } from '../../text/text.ts'
import { LibraryPanel } from './library-panel.tsx'
import { isOver, isPlanned, type LibraryFile, type Upgrade } from './upgrade-parts.ts'
import { UpgradePlan } from './upgrade-plan.tsx'
import { UpgradeRun } from './upgrade-run.tsx'

const { upgrade } = text

/** The way from a firmware file to devices that run it: choose files, look at the plan, start, and see what became of it. */
export function UpgradeScreen() {
  return (
    <Asked channel="upgrade.library" input={undefined}>
      {(files) => (
        <Asked channel="upgrade.view" input={undefined}>
          {(plan) => <Body files={files} plan={plan} />}
        </Asked>
      )}
    </Asked>
  )
}

function Body({ files, plan }: { readonly files: readonly LibraryFile[]; readonly plan: Upgrade | null }) {
  const running = useRunningWork()
  const refresh = useRefresh()
  const make = useAction('upgrade.plan')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const used = files.filter(({ id }) => chosen.has(id))
  const ids = [...new Set(used.flatMap(({ deviceIds }) => deviceIds))]
  const makePlan = async () => {
    const answer = await make.run({ ids, fileIds: used.map(({ id }) => id) })
    if (answer.ok) refresh('upgrade.view', undefined, answer.value)
  }
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const busy = running !== null || make.busy
  return (
    <div className="page">
      <nav className="crumbs">
        <a href="#/firmware">{upgrade.back}</a>
      </nav>
      <PageHead title={upgrade.title} lead={plan !== null && isOver(plan) ? upgrade.counts(plan.rows) : upgrade.lead} />
      {running && (
        <WorkBar progress={running} {...(running.work === 'upgrade' ? { cancelText: upgrade.cancelRest } : {})} />
      )}
      {running?.work === 'upgrade' && <p className="dim small gap-below">{upgrade.cancelNote}</p>}
      {make.problem && <ProblemPanel problem={make.problem} onDismiss={make.dismiss} />}
      <div className="stack">
        {plan !== null && !isPlanned(plan) && <UpgradeRun plan={plan} />}
        {plan !== null && isPlanned(plan) && <UpgradePlan key={plan.id} plan={plan} busy={busy} />}
        <LibraryPanel files={files} chosen={chosen} busy={busy} onToggle={toggle}>
          <ActButton disabled={busy || ids.length === 0} loading={make.busy} onClick={makePlan}>
            {upgrade.plan(ids.length)}
          </ActButton>
          <span className="dim small">{upgrade.planNote}</span>
        </LibraryPanel>
      </div>
    </div>
  )
}
