import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHelpCircle,
  IconLoader2,
  IconPlugX,
} from '@tabler/icons-react'
import { Meter } from '../../components/meter.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemMessage, ProblemPanel } from '../../components/problem-panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { dateTimeText } from '../../text/format.ts'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'
import { isOver, type Row, type Upgrade } from './upgrade-parts.ts'

const { upgrade } = text

const look: Readonly<Record<Row['state'], { readonly tone: Tone; readonly icon: typeof IconCircleX }>> = {
  planned: { tone: 'rest', icon: IconCircleDashed },
  running: { tone: 'human', icon: IconLoader2 },
  upgraded: { tone: 'fixed', icon: IconCircleCheck },
  'came-back-on-old-version': { tone: 'fail', icon: IconArrowBackUp },
  'never-came-back': { tone: 'fail', icon: IconPlugX },
  'came-back-unproven': { tone: 'warn', icon: IconHelpCircle },
  'broken-off': { tone: 'fail', icon: IconHelpCircle },
  refused: { tone: 'fail', icon: IconCircleX },
  cancelled: { tone: 'rest', icon: IconCircleDashed },
}

/** A wave while it goes and after it: where each device stands, with the times that were seen. */
export function UpgradeRun({ plan }: { readonly plan: Upgrade }) {
  const { rows } = plan
  return (
    <>
      {plan.stopped && <ProblemPanel problem={plan.stopped} />}
      <Panel title={upgrade.title} aside={rows.length} flush>
        <div className="firmware-table" aria-live="polite">
          <Rows caption={upgrade.title} head={[upgrade.device, upgrade.change, upgrade.result, upgrade.look]}>
            {rows.map((row) => (
              <RunningRow key={row.deviceId} row={row} />
            ))}
          </Rows>
        </div>
        {isOver(plan) && rows.some(({ state }) => state === 'upgraded') && (
          <p className="pad sub">{upgrade.readBack}</p>
        )}
      </Panel>
    </>
  )
}

function RunningRow({ row }: { readonly row: Row }) {
  const { deviceId, device, installed, target, state, stage, sentBytes, sizeBytes, asLeft, problem } = row
  const { tone, icon: Icon } = look[state]
  const times = (['sentAt', 'goneAt', 'backAt'] as const).flatMap((name) => {
    const at = row[name]
    return at === null ? [] : [`${upgrade.times[name]} ${dateTimeText(at)}`]
  })
  return (
    <tr>
      <th scope="row">
        <a href={`#/devices/${deviceId}`}>{device}</a>
      </th>
      <td className="wide mono">
        <div className="minus">{installed}</div>
        <div className="plus">{target}</div>
      </td>
      <td className="wide">
        <Tag tone={tone} icon={<Icon size="1em" stroke={2} aria-hidden />}>
          {upgrade.state[state]}
        </Tag>
        {asLeft !== null && state !== 'cancelled' && <div className="mono">{upgrade.runs(asLeft)}</div>}
      </td>
      <td className="wide">
        {stage !== null && <div>{upgrade.stage[stage]}</div>}
        {stage === 'uploading' && (
          <>
            <Meter done={sentBytes} total={sizeBytes} label={upgrade.stage.uploading} />
            <span className="num dim small">{upgrade.sent(sentBytes, sizeBytes)}</span>
          </>
        )}
        {problem !== null && (
          <>
            <ProblemMessage problem={problem} />
            <div className="sub">
              <b>{text.common.doThis}</b> {problemWords(problem).remedy}
            </div>
            <div className="mono dim small">{problem.code}</div>
          </>
        )}
        {times.length > 0 && <div className="dim small">{times.join(', ')}</div>}
      </td>
    </tr>
  )
}
