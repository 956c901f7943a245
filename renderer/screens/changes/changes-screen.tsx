import './changes.css'
import { Button } from '@mantine/core'
import { IconGitPullRequest, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { Asked } from '../../api/asked.tsx'
import { useRunningWork } from '../../api/live.tsx'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Empty } from '../../components/empty.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { text } from '../../text/text.ts'
import { endedCounts } from './change-end.ts'
import { PlanBody } from './plan-body.tsx'
import { devicesOf, isFailed, type Plan, stageOf, takenIn } from './plan-groups.ts'

const { changes } = text

/** What will be written, what is being written, and what became of it. */
export function ChangesScreen() {
  return (
    <Asked channel="plan.view" input={undefined}>
      {(plan) => <Changes plan={plan} />}
    </Asked>
  )
}

function Changes({ plan }: { readonly plan: Plan | null }) {
  const refresh = useRefresh()
  const running = useRunningWork()
  const make = useAction('plan.make')
  const retry = useAction('plan.retry')
  const stage = plan === null ? null : stageOf(plan)
  const busy = make.busy || retry.busy
  const shown = (answer: { readonly ok: boolean; readonly value?: Plan }) => {
    if (answer.ok && answer.value !== undefined) refresh('plan.view', undefined, answer.value)
  }
  const makePlan = async (allowClear: boolean) => shown(await make.run({ ids: null, checks: null, allowClear }))
  const again = async (planId: string, which: 'failed' | 'unfinished') => shown(await retry.run({ planId, which }))
  return (
    <div className="page">
      <PageHead title={titleOf(plan)} lead={plan === null ? undefined : leadOf(plan)}>
        {stage === 'running' && plan !== null && <HoldButton held={plan.held} />}
        {stage === 'ended' && plan !== null && (
          <Retry plan={plan} disabled={running !== null || busy} onRetry={(which) => again(plan.id, which)} />
        )}
        {plan !== null && stage !== 'running' && (
          <ActButton variant="default" disabled={running !== null} loading={busy} onClick={() => makePlan(false)}>
            {changes.remake}
          </ActButton>
        )}
        {stage === 'ended' && (
          <Button component="a" href="#/evidence">
            {changes.toEvidence}
          </Button>
        )}
      </PageHead>
      {running && (
        <WorkBar
          progress={running}
          held={plan?.held === true && running.work === 'fix'}
          {...(running.work === 'fix' ? { cancelText: changes.cancelRest } : {})}
        />
      )}
      {stage === 'running' && (
        <p className="dim small gap-below" role="status">
          {plan?.held === true ? changes.heldNote : changes.cancelNote}
        </p>
      )}
      {make.problem && <ProblemPanel problem={make.problem} onDismiss={make.dismiss} />}
      {retry.problem && <ProblemPanel problem={retry.problem} onDismiss={retry.dismiss} />}
      {plan === null ? (
        <section className="panel">
          <Empty
            icon={<IconGitPullRequest size="1.5rem" stroke={1.5} aria-hidden />}
            title={make.busy ? changes.making : changes.none}
            action={
              <ActButton loading={make.busy} disabled={running !== null} onClick={() => makePlan(false)}>
                {changes.make}
              </ActButton>
            }
          >
            {changes.noneText}
          </Empty>
        </section>
      ) : (
        <PlanBody key={plan.id} plan={plan} busy={running !== null || busy} onAllowClear={() => makePlan(true)} />
      )}
    </div>
  )
}

function HoldButton({ held }: { readonly held: boolean }) {
  const pause = useAction('plan.pause')
  const resume = useAction('plan.resume')
  const problem = pause.problem ?? resume.problem
  return (
    <>
      {held ? (
        <ActButton
          loading={resume.busy}
          leftSection={<IconPlayerPlay size="1.1em" aria-hidden />}
          onClick={() => resume.run(undefined)}
        >
          {changes.resume}
        </ActButton>
      ) : (
        <ActButton
          variant="default"
          loading={pause.busy}
          title={changes.pauseNote}
          leftSection={<IconPlayerPause size="1.1em" aria-hidden />}
          onClick={() => pause.run(undefined)}
        >
          {changes.pause}
        </ActButton>
      )}
      {problem && <ProblemPanel problem={problem} />}
    </>
  )
}

function Retry(props: {
  readonly plan: Plan
  readonly disabled: boolean
  readonly onRetry: (which: 'failed' | 'unfinished') => void
}) {
  const { plan, disabled, onRetry } = props
  const failed = plan.changes.filter(isFailed).length
  const unfinished = takenIn(plan).filter(({ state }) => state !== 'fixed').length
  return (
    <>
      {failed > 0 && (
        <ActButton variant="default" disabled={disabled} onClick={() => onRetry('failed')}>
          {changes.retryFailed(failed)}
        </ActButton>
      )}
      {unfinished > failed && (
        <ActButton variant="default" disabled={disabled} onClick={() => onRetry('unfinished')}>
          {changes.retryRest(unfinished)}
        </ActButton>
      )}
    </>
  )
}

function titleOf(plan: Plan | null): string {
  if (plan === null) return changes.title
  if (plan.held) return changes.heldTitle
  const titles = { planned: changes.planTitle, running: changes.runningTitle, ended: changes.outcomeTitle }
  return titles[stageOf(plan)]
}

function leadOf(plan: Plan): string {
  if (plan.changes.length === 0) return changes.leadEmpty
  switch (stageOf(plan)) {
    case 'planned':
      return changes.lead(takenIn(plan).length, devicesOf(takenIn(plan)))
    case 'running':
      return changes.leadRunning(plan.done, takenIn(plan).length)
    case 'ended':
      return changes.leadDone(endedCounts(plan))
  }
}
