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
  const { work, done, total, text: step, remainingSeconds } = progress
  const what = text.common.workStep(work, step)
  return (
    <>
      <div className="work-bar gap-below">
        <strong>{held ? text.common.pausedWork(text.work[work]) : text.work[work]}</strong>
        <Meter done={done} total={total} label={text.work[work]} held={held} />
        {total !== null && (
          <span className="num dim nowrap">
            {numberText(done)} / {numberText(total)}
          </span>
        )}
        {!held && typeof remainingSeconds === 'number' && (
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
      {cancel.problem && <ProblemPanel problem={cancel.problem} onDismiss={cancel.dismiss} />}
    </>
  )
}

/** What is said aloud: how far in tenths, so that it is heard ten times and no more. */
function spoken({ work, done, total }: Progress, held: boolean): string {
  const name = text.work[work]
  if (held) return text.common.pausedWork(name)
  if (total === null || total === 0) return name
  return text.common.workAt(name, Math.floor((done / total) * 10) * 10)
}
