import './score-view.css'
import type { Output } from '../../electron/contract/channels.ts'
import { percent } from '../text/en/checklist.ts'
import { text } from '../text/text.ts'
import { Meter } from './meter.tsx'

const { checklist } = text

/** A score, and beside it what it rests on: one is never drawn without the other. */
export function ScoreView({ score }: { readonly score: Output<'checklist.view'>['score'] }) {
  const { score: good, coverage, shouldLook, notLooked, failing, waived } = score
  const looked = shouldLook - notLooked
  return (
    <div className="score-view">
      <dl className="score">
        <div className="score-part">
          <dt>{checklist.coverage}</dt>
          <dd>
            <span className="score-figure num">{coverage === null ? text.none : percent(coverage)}</span>
            <span>{checklist.coverageOf(looked, shouldLook)}</span>
          </dd>
          <dd>
            <Meter done={looked} total={shouldLook} label={checklist.coverage} />
          </dd>
        </div>
        <div className="score-part">
          <dt>{checklist.score}</dt>
          <dd>
            <span className="score-figure num">{good === null ? checklist.noScore : checklist.scoreOf(good)}</span>
            <span>{checklist.scoreText}</span>
          </dd>
          <dd>
            <Meter done={Math.round((good ?? 0) * 1000)} total={1000} label={checklist.score} />
          </dd>
        </div>
      </dl>
      <p className="score-note">
        {[
          checklist.failing(failing),
          checklist.notLooked(notLooked),
          ...(waived > 0 ? [checklist.waived(waived)] : []),
        ].join(', ')}
        . {checklist.coverageText}
      </p>
    </div>
  )
}
