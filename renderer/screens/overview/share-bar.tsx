import { Progress } from '@mantine/core'
import { worstFirst } from '../../../electron/contract/worst-first.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import type { Counts } from './overview-view.ts'

/** What does not apply is not drawn. */
const order = worstFirst.outcomes.filter((outcome) => outcome !== 'notapplicable')

/** Shares of the outcomes in one bar. Its words say the same to those who do not see it. */
export function ShareBar({ counts }: { readonly counts: Counts }) {
  const drawn = order.filter((outcome) => counts[outcome] > 0)
  const all = drawn.reduce((sum, outcome) => sum + counts[outcome], 0)
  const words = drawn.map((outcome) => `${text.outcome[outcome]} ${numberText(counts[outcome])}`).join(', ')
  return (
    <Progress.Root size="0.75rem" radius="xs" role="img" aria-label={words === '' ? text.none : words} title={words}>
      {drawn.map((outcome) => (
        <Progress.Section
          key={outcome}
          value={(counts[outcome] / all) * 100}
          withAria={false}
          className={`share bar-${outcome}`}
        />
      ))}
    </Progress.Root>
  )
}
