import './rows.css'
import type { ReactNode } from 'react'

interface RowsProps {
  /** Said to screen readers; the panel around it says it to the eye. */
  readonly caption: string
  readonly head: readonly ReactNode[]
  readonly children: ReactNode
}

/** A plain table for a few dozen rows. Long lists use the device table, which draws only what is seen. */
export function Rows({ caption, head, children }: RowsProps) {
  return (
    <div className="scroll-x">
      <table className="rows">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            {head.map((cell, column) => {
              // A column of buttons has nothing to be named by.
              const Cell = cell === '' ? 'td' : 'th'
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                <Cell {...(cell === '' ? {} : { scope: 'col' })} key={column}>
                  {cell}
                </Cell>
              )
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
