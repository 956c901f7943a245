import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Input, Problem } from '../../electron/contract/channels.ts'
import { useAction } from '../api/use-action.ts'
import { problemWords } from '../text/problems.ts'
import { text } from '../text/text.ts'
import { LockQuestion } from './lock-question.tsx'

interface Lock {
  readonly busy: boolean
  /** What is asked while work runs; to be drawn by whoever locks. */
  readonly question: ReactNode
  run(): void
}

/**
 * Locks the site; while work runs it asks first what becomes of it. Where the lock fails, it is said at once and stays: whoever walks
 * away must know that the site is still open.
 */
export function useLock(practice: boolean): Lock {
  const lock = useAction('site.lock')
  const [asks, setAsks] = useState(false)
  const run = async (work: Input<'site.lock'>['work']) => {
    const answer = await lock.run({ work })
    setAsks(answer.ok && !answer.value.locked)
    if (!answer.ok) sayNotLocked(answer.problem)
  }
  const question = (
    <LockQuestion
      opened={asks}
      busy={lock.busy}
      practice={practice}
      onKeep={() => setAsks(false)}
      onLock={(work) => void run(work)}
    />
  )
  return { busy: lock.busy, question, run: () => void run('ask') }
}

function sayNotLocked(problem: Problem): void {
  const { message, remedy } = problemWords(problem)
  notifications.show({
    id: 'lock',
    title: text.frame.notLocked,
    message: `${message} ${remedy}`,
    role: 'alert',
    autoClose: false,
    icon: <IconAlertTriangle size="1.2rem" aria-hidden />,
    withBorder: true,
    closeButtonProps: { 'aria-label': text.common.dismiss },
  })
}
