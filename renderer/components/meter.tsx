import './meter.css'

/** How far something is. Before the first part is done it only says that something goes on, unless it is held back. */
export function Meter(props: {
  readonly done: number
  readonly total: number | null
  readonly label: string
  /** Held back: nothing moves. */
  readonly held?: boolean
}) {
  const { done, total, label, held = false } = props
  if (!held && (total === null || total === 0 || done === 0)) {
    return (
      <span className="meter" role="progressbar" aria-label={label}>
        <span className="meter-fill unsure" />
      </span>
    )
  }
  const percent = Math.min(100, Math.round((done / Math.max(1, total ?? 0)) * 100))
  return (
    <span
      className="meter"
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span className="meter-fill" style={{ width: `${percent}%` }} />
    </span>
  )
}
