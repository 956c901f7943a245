import './problem-panel.css'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import type { Problem } from '../../electron/contract/channels.ts'
import { text } from '../text/text.ts'
import { IconButton } from './icon-button.tsx'

/** Trouble where it belongs: what happened and what it means, what to do, and the code for whoever helps. */
export function ProblemPanel({ problem, onDismiss }: { readonly problem: Problem; readonly onDismiss?: () => void }) {
  return (
    <div className="problem tone-fail" role="alert">
      <IconAlertTriangle size="1.2rem" aria-hidden />
      <div className="problem-text">
        <strong>{problem.message}</strong>
        <span className="problem-remedy">
          <b>{text.common.doThis}</b>
          {problem.remedy}
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
