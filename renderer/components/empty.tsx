import './empty.css'
import type { ReactNode } from 'react'

/** Instead of a blank table: one sentence that teaches, and one way on. */
export function Empty(props: {
  readonly icon: ReactNode
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className="empty">
      {props.icon}
      <strong>{props.title}</strong>
      <span>{props.children}</span>
      {props.action}
    </div>
  )
}
