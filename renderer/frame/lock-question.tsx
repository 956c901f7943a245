import './lock-question.css'
import { Button, Modal } from '@mantine/core'
import { useRunningWork } from '../api/live.tsx'
import { numberText } from '../text/format.ts'
import { text } from '../text/text.ts'

const { lockQuestion } = text

interface LockQuestionProps {
  readonly opened: boolean
  readonly busy: boolean
  /** A practice site ends with its lock. */
  readonly practice: boolean
  readonly onKeep: () => void
  readonly onLock: (work: 'goes-on' | 'ends') => void
}

/** Asked before a lock while work runs: nothing that was approved is cut off by one key or one tap. */
export function LockQuestion({ opened, busy, practice, onKeep, onLock }: LockQuestionProps) {
  const running = useRunningWork()
  const mayGoOn = !practice && running?.held !== true
  return (
    <Modal
      opened={opened}
      onClose={onKeep}
      title={practice ? lockQuestion.closeTitle : lockQuestion.title}
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <div className="lock-question">
        {running !== null && (
          <p>
            <strong>{text.work[running.work]}</strong>
            {running.total !== null && (
              <span className="num"> {lockQuestion.howFar(numberText(running.done), numberText(running.total))}</span>
            )}
          </p>
        )}
        {mayGoOn && (
          <Button disabled={busy} onClick={() => onLock('goes-on')} data-autofocus>
            {lockQuestion.goesOn}
          </Button>
        )}
        {mayGoOn && <p className="sub small">{lockQuestion.goesOnNote}</p>}
        <Button variant={mayGoOn ? 'default' : 'filled'} disabled={busy} onClick={() => onLock('ends')}>
          {practice ? lockQuestion.closeEnds : lockQuestion.ends}
        </Button>
        <p className="sub small">{lockQuestion.endsNote}</p>
        <Button variant="default" disabled={busy} onClick={onKeep}>
          {lockQuestion.keep}
        </Button>
      </div>
    </Modal>
  )
}
