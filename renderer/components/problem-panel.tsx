import './problem-panel.css'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import type { Problem } from '../../electron/contract/channels.ts'
import { problemWords } from '../text/problems.ts'
import { text } from '../text/text.ts'
import { IconButton } from './icon-button.tsx'

interface ProblemPanelProps {
  readonly problem: Problem
  /** `warn`: nothing failed, and somebody has to do something. */
  readonly tone?: 'fail' | 'warn'
  readonly onDismiss?: () => void
}

/** Trouble where it belongs: what happened and what it means, what to do, and the code for whoever helps. */
export function ProblemPanel({ problem, tone = 'fail', onDismiss }: ProblemPanelProps) {
  const { remedy } = problemWords(problem)
  return (
    <div className={`problem tone-${tone}`} role="alert">
      <IconAlertTriangle size="1.2rem" aria-hidden />
      <div className="problem-text">
        <ProblemMessage problem={problem} />
        <span className="problem-remedy">
          <b>{text.common.doThis}</b>
          {remedy}
        </span>
        <span className="problem-code mono">{problem.code}</span>
      </div>
      {onDismiss && (
        <IconButton label={text.common.dismiss} onClick={onDismiss}>
          <IconX size="1.1rem" aria-hidden />
        </IconButton>
      )}
    </div>
  )
}

/** What happened, in the language of the window; what the app wrote down of it stands beside, with its names and numbers. */
export function ProblemMessage({ problem }: { readonly problem: Problem }) {
  const { message, original } = problemWords(problem)
  return (
    <>
      <strong>{message}</strong>
      {original !== null && (
        <span lang="en" className="sub small">
          {original}
        </span>
      )}
    </>
  )
}
