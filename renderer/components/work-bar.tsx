import './work-bar.css'
import { Button } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import type { Progress } from '../api/live.tsx'
import { useAction } from '../api/use-action.ts'
import { text } from '../text/text.ts'
import { Meter } from './meter.tsx'
import { ProblemPanel } from './problem-panel.tsx'

interface WorkBarProps {
  readonly progress: Progress
  readonly cancelText?: string
  /** A person paused it. */
  readonly held?: boolean
}

/** Long work as it goes: how far, what is in hand, and the way to end it. */
export function WorkBar({ progress, cancelText, held = false }: WorkBarProps) {
  const cancel = useAction('work.cancel')
  const { work, done, total, text: step, remainingSeconds } = progress
  return (
    <>
      <div className="work-bar gap-below">
        <strong>{held ? text.common.paused : text.work[work]}</strong>
        <Meter done={done} total={total} label={text.work[work]} held={held} />
        {total !== null && (
          <span className="num dim nowrap">
            {done} / {total}
          </span>
        )}
        {typeof remainingSeconds === 'number' && (
          <span className="num dim nowrap">{text.common.remaining(remainingSeconds)}</span>
        )}
        <span className="work-text" aria-live="polite" title={step}>
          {step}
        </span>
        <Button
          variant="default"
          disabled={cancel.busy}
          leftSection={<IconPlayerStop size="1.1em" aria-hidden />}
          onClick={() => cancel.run(undefined)}
        >
          {cancelText ?? text.common.cancel}
        </Button>
      </div>
      {cancel.problem && <ProblemPanel problem={cancel.problem} onDismiss={cancel.dismiss} />}
    </>
  )
}
