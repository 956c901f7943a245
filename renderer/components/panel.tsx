import './panel.css'
import { type ReactNode, useId } from 'react'

interface PanelProps {
  readonly title: ReactNode
  readonly aside?: ReactNode
  /** The body touches the frame: tables and lists bring their own padding. */
  readonly flush?: boolean
  readonly children: ReactNode
}

export function Panel({ title, aside, flush = false, children }: PanelProps) {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <div className="panel-aside">{aside}</div>}
      </div>
      <div className={flush ? 'panel-body flush' : 'panel-body'}>{children}</div>
    </section>
  )
}
