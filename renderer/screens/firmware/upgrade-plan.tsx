import { Checkbox } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemMessage, ProblemPanel } from '../../components/problem-panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { Tag } from '../../components/tag.tsx'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'
import { goFirst, type Row, type Upgrade } from './upgrade-parts.ts'

const { upgrade } = text

/** What would be sent to whom. It starts when every warning was answered by a person, and not before. */
export function UpgradePlan({ plan, busy }: { readonly plan: Upgrade; readonly busy: boolean }) {
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const included = plan.rows.filter(({ deviceId }) => !leftOut.has(deviceId))
  const waiting = included.filter(({ deviceId, needsYes }) => needsYes.length > 0 && !confirmed.has(deviceId))
  const first = goFirst(included, plan.canary)
  return (
    <>
      <Panel title={upgrade.planned} aside={plan.rows.length} flush>
        {plan.rows.length === 0 ? (
          <p className="pad sub">{upgrade.nothing}</p>
        ) : (
          <div className="firmware-table">
            <Rows
              caption={upgrade.planned}
              head={[upgrade.chosen, upgrade.device, upgrade.change, upgrade.way, upgrade.look]}
            >
              {plan.rows.map((row) => (
                <PlannedRow
                  key={row.deviceId}
                  row={row}
                  included={!leftOut.has(row.deviceId)}
                  first={first.has(row.deviceId)}
                  confirmed={confirmed.has(row.deviceId)}
                  onInclude={() => setLeftOut(toggled(leftOut, row.deviceId))}
                  onConfirm={() => setConfirmed(toggled(confirmed, row.deviceId))}
                />
              ))}
            </Rows>
          </div>
        )}
      </Panel>
      {plan.rows.length > 0 && (
        <Start
          plan={plan}
          included={included}
          waiting={waiting.length}
          confirmed={included.filter(({ deviceId }) => confirmed.has(deviceId)).map(({ deviceId }) => deviceId)}
          busy={busy}
        />
      )}
      {plan.refused.length > 0 && <Refused items={plan.refused} />}
    </>
  )
}

interface PlannedRowProps {
  readonly row: Row
  readonly included: boolean
  readonly first: boolean
  readonly confirmed: boolean
  readonly onInclude: () => void
  readonly onConfirm: () => void
}

function PlannedRow({ row, included, first, confirmed, onInclude, onConfirm }: PlannedRowProps) {
  const { deviceId, device, installed, target, transport, needsYes, warnings } = row
  return (
    <tr>
      <td>
        <Checkbox aria-label={upgrade.include(device)} checked={included} onChange={onInclude} />
      </td>
      <th scope="row">
        <a href={`#/devices/${deviceId}`}>{device}</a>
        {first && (
          <div>
            <Tag>{upgrade.goesFirst}</Tag>
          </div>
        )}
      </th>
      <td className="wide mono">
        <div className="minus">{installed}</div>
        <div className="plus">{target}</div>
      </td>
      <td className="mono">{transport}</td>
      <td className="wide">
        <ul className="stacked">
          {[...needsYes, ...warnings].map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        {needsYes.length > 0 && included && (
          <Checkbox label={upgrade.confirm(device)} checked={confirmed} onChange={onConfirm} />
        )}
      </td>
    </tr>
  )
}

interface StartProps {
  readonly plan: Upgrade
  readonly included: readonly Row[]
  /** Included devices that still need a yes of their own. */
  readonly waiting: number
  readonly confirmed: readonly string[]
  readonly busy: boolean
}

function Start({ plan, included, waiting, confirmed, busy }: StartProps) {
  const apply = useAction('upgrade.apply')
  const [power, setPower] = useState(false)
  const [agreed, setAgreed] = useState(false)
  const start = () =>
    apply.run({
      planId: plan.id,
      deviceIds: included.map(({ deviceId }) => deviceId),
      confirmed: [...confirmed],
      powerHolds: true,
      windowAgreed: true,
    })
  return (
    <Panel title={upgrade.before}>
      <div className="stack">
        <ul className="warning-list">
          {plan.warnings.map((words) => (
            <li key={words} className="catalog-warning tone-warn">
              <IconAlertTriangle size="1.2rem" aria-hidden />
              <strong>{words}</strong>
            </li>
          ))}
        </ul>
        <p className="sub">{upgrade.canary(plan.canary)}</p>
        <Checkbox label={upgrade.power} checked={power} onChange={() => setPower(!power)} />
        <Checkbox label={upgrade.window} checked={agreed} onChange={() => setAgreed(!agreed)} />
        {waiting > 0 && <p className="sub">{upgrade.unconfirmed(waiting)}</p>}
        {apply.problem && <ProblemPanel problem={apply.problem} onDismiss={apply.dismiss} />}
        <div className="library-actions flat">
          <ActButton
            loading={apply.busy}
            disabled={busy || !power || !agreed || waiting > 0 || included.length === 0}
            leftSection={<IconPlayerPlay size="1.1em" aria-hidden />}
            onClick={start}
          >
            {upgrade.start(included.length)}
          </ActButton>
          <span className="dim small">{upgrade.startNote}</span>
        </div>
      </div>
    </Panel>
  )
}

/** Devices that get nothing, each with why and what to do. */
function Refused({ items }: { readonly items: Upgrade['refused'] }) {
  return (
    <Panel title={upgrade.notPlanned} aside={items.length} flush>
      <ul className="upgrade-trouble">
        {items.map(({ deviceId, device, problem }) => (
          <li key={deviceId}>
            <span className="upgrade-trouble-head">
              <a href={`#/devices/${deviceId}`}>{device}</a>
              <span className="mono dim small">{problem.code}</span>
            </span>
            <ProblemMessage problem={problem} />
            <span className="sub">
              <b>{text.common.doThis}</b> {problemWords(problem).remedy}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
