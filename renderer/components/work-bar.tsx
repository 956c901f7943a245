import './work-bar.css'
import { Button } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import type { Progress } from '../api/live.tsx'
import { useAction } from '../api/use-action.ts'
import { numberText } from '../text/format.ts'
import { text } from '../text/text.ts'
import { Meter } from './meter.tsx'
import { ProblemPanel } from './problem-panel.tsx'

interface WorkBarProps {
  readonly progress: Progress
  readonly cancelText?: string
  /** A person paused it; said by the progress itself unless the screen knows it sooner. */
  readonly held?: boolean
}

/** Long work as it goes: how far, what is in hand, and the way to end it. */
export function WorkBar({ progress, cancelText, held = progress.held === true }: WorkBarProps) {
  const cancel = useAction('work.cancel')
  const { work, done, total, text: step, remainingSeconds, waiting } = progress
  const still = held || waiting !== undefined
  const what = text.common.workStep(work, step)
  return (
    <>
      <div className="work-bar gap-below">
        <strong>{nameOf(progress, held)}</strong>
        <Meter done={done} total={total} label={text.work[work]} held={still} />
        {total !== null && (
          <span className="num dim nowrap">
            {numberText(done)} / {numberText(total)}
          </span>
        )}
        {!still && typeof remainingSeconds === 'number' && (
          <span className="num dim nowrap">{text.common.remaining(remainingSeconds)}</span>
        )}
        {/* Several devices at once take turns here many times a second: it is for the eye alone. */}
        <span className="work-text" title={what}>
          {what}
        </span>
        <span className="sr" role="status">
          {spoken(progress, held)}
        </span>
        <Button
          variant="default"
          disabled={cancel.busy}
          leftSection={<IconPlayerStop size="1.1em" aria-hidden />}
          onClick={() => cancel.run(undefined)}
        >
          {cancelText ?? text.common.cancelWork(work)}
        </Button>
      </div>
      {waiting !== undefined && (
        <div className="gap-below">
          <ProblemPanel problem={waiting} tone="warn" />
        </div>
      )}
      {cancel.problem && <ProblemPanel problem={cancel.problem} onDismiss={cancel.dismiss} />}
    </>
  )
}

function nameOf({ work, waiting }: Progress, held: boolean): string {
  const name = text.work[work]
  if (held) return text.common.pausedWork(name)
  return waiting === undefined ? name : text.common.waitingWork(name)
}

/** What is said aloud: how far in tenths, so that it is heard ten times and no more. */
function spoken(progress: Progress, held: boolean): string {
  const { done, total, waiting } = progress
  const name = nameOf(progress, held)
  if (held || waiting !== undefined || total === null || total === 0) return name
  return text.common.workAt(name, Math.floor((done / total) * 10) * 10)
}
