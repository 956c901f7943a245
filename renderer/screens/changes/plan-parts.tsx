import { Button } from '@mantine/core'
import { IconBolt, IconEyeOff, IconHandStop, IconKey, IconRotateClockwise } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Panel } from '../../components/panel.tsx'
import { ProblemMessage } from '../../components/problem-panel.tsx'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'
import { type Change, devicesOf, type Plan } from './plan-groups.ts'

const { changes } = text

/** What the engine says when it keeps a password back, because it would be readable on its way. */
const withheld = 'device/credential-withheld'

/** What people on site will notice. A zero is said aloud. */
export function Felt({ changes: included }: { readonly changes: readonly Change[] }) {
  const restarts = devicesOf(included.filter(({ reboot }) => reboot))
  const streams = included.filter(({ disruption }) => disruption === 'medium').length
  const cutOff = included.filter(({ disruption }) => disruption === 'high').length
  const passwords = included.filter(({ renewsLogin }) => renewsLogin).length
  const asking = included.filter(({ confirm }) => confirm !== null).length
  return (
    <Panel title={changes.felt}>
      <ul className="felt-list">
        <FeltLine
          icon={<IconRotateClockwise size="1.1rem" aria-hidden />}
          amount={restarts}
          words={changes.feltReboot}
        />
        <FeltLine icon={<IconEyeOff size="1.1rem" aria-hidden />} amount={streams} words={changes.feltStreams} />
        <FeltLine icon={<IconBolt size="1.1rem" aria-hidden />} amount={cutOff} words={changes.feltCutOff} />
        <FeltLine icon={<IconKey size="1.1rem" aria-hidden />} amount={passwords} words={changes.feltPasswords} />
        <FeltLine icon={<IconHandStop size="1.1rem" aria-hidden />} amount={asking} words={changes.feltYes} />
      </ul>
    </Panel>
  )
}

function FeltLine(props: {
  readonly icon: ReactNode
  readonly amount: number
  readonly words: (amount: number) => string
}) {
  return (
    <li>
      {props.icon}
      <strong className="num">{props.amount}</strong>
      <span>{props.words(props.amount)}</span>
    </li>
  )
}

/** Devices whose changes could not be planned, and the way on where passwords were kept back. */
export function NotPlanned(props: {
  readonly items: Plan['trouble']
  readonly busy: boolean
  readonly onAllowClear: (() => void) | null
}) {
  const { items, busy, onAllowClear } = props
  const readable = items.filter(({ problem }) => problem.code === withheld).length
  return (
    <Panel title={changes.trouble} aside={items.length} flush>
      <ul className="trouble-list">
        {items.map(({ deviceId, device, problem }) => (
          <li key={`${deviceId} ${problem.message}`}>
            <span className="trouble-head">
              <a href={`#/devices/${deviceId}`}>{device}</a>
              <span className="grow" />
              <span className="mono dim small">{problem.code}</span>
            </span>
            <ProblemMessage problem={problem} />
            <span className="sub remedy">
              <b>{text.common.doThis}</b>
              {problemWords(problem).remedy}
            </span>
          </li>
        ))}
      </ul>
      {readable > 0 && onAllowClear && (
        <div className="allow-clear">
          <p className="sub">{changes.allowClearText}</p>
          <Button variant="default" disabled={busy} onClick={onAllowClear}>
            {changes.allowClear(readable)}
          </Button>
        </div>
      )}
    </Panel>
  )
}
