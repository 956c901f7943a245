import { IconClock, IconClockExclamation } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { dateTimeText } from '../../text/format.ts'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'

const { evidence } = text
type Stamps = Output<'evidence.stamps'>

/** The packs that wait for a timestamp. */
export function WaitingPacks({ waiting }: Pick<Stamps, 'waiting'>) {
  return (
    <ul className="queue">
      {waiting.map(({ packId, sequence, sealedAt, there }) => (
        <li key={packId}>
          <IconClock size="1.1rem" aria-hidden />
          <span>{evidence.number(sequence)}</span>
          <span className="dim small">{there ? evidence.waits(sealedAt) : evidence.waitsGone}</span>
        </li>
      ))}
    </ul>
  )
}

/** What each authority gave at the last try, or why it gave nothing. */
export function StampOutcomes({ outcomes }: Pick<Stamps, 'outcomes'>) {
  return (
    <ul className="queue" aria-live="polite">
      {outcomes.map((outcome) => (
        <li key={`${outcome.authority} ${outcome.time} ${outcome.problem?.message}`}>
          {outcome.problem === null ? (
            <IconClock size="1.1rem" className="c-pass" aria-hidden />
          ) : (
            <IconClockExclamation size="1.1rem" className="c-warn" aria-hidden />
          )}
          <span>
            {outcome.time === null
              ? evidence.stampGaveNone(outcome.authority)
              : evidence.stampGave(outcome.authority, dateTimeText(outcome.time))}
            {outcome.problem && (
              <span className="block sub small">
                {problemWords(outcome.problem).message} <b>{text.common.doThis}</b>{' '}
                {problemWords(outcome.problem).remedy} <span className="mono dim">{outcome.problem.code}</span>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
