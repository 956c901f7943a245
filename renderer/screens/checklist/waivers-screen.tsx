import './checklist.css'
import { Button } from '@mantine/core'
import { IconChevronRight, IconClockPause } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { Empty } from '../../components/empty.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { offerUndo } from '../../frame/undo.tsx'
import { text } from '../../text/text.ts'
import { WaiverRow } from './waiver-row.tsx'

type Waiver = Output<'checklist.waivers'>[number]
const { waiver, checklist } = text

/** Every decision to live with something, and the way to take it back. */
export function WaiversScreen() {
  return (
    <div className="page">
      <nav className="crumbs" aria-label={checklist.crumb}>
        <a href="#/checklist">{checklist.title}</a>
        <IconChevronRight size="1em" aria-hidden />
        <span>{waiver.title}</span>
      </nav>
      <PageHead title={waiver.title} lead={waiver.lead} />
      <Asked channel="checklist.waivers" input={undefined}>
        {(waivers) => <Waivers waivers={waivers} />}
      </Asked>
    </div>
  )
}

function Waivers({ waivers }: { readonly waivers: readonly Waiver[] }) {
  const revoke = useAction('checklist.revoke')
  const waive = useAction('checklist.waive')
  const forget = useForget()
  const [sure, setSure] = useState<string | null>(null)
  if (waivers.length === 0) {
    return (
      <Empty
        icon={<IconClockPause size="1.5rem" stroke={1.5} aria-hidden />}
        title={waiver.none}
        action={
          <Button variant="default" component="a" href="#/checklist">
            {waiver.toChecklist}
          </Button>
        }
      >
        {waiver.noneText}
      </Empty>
    )
  }
  const takeBack = async ({
    id,
    item,
    deviceId,
    reason,
    compensatingControl,
    approver,
    requestedBy,
    ...rest
  }: Waiver) => {
    const answer = await revoke.run({ id })
    setSure(null)
    if (!answer.ok) return
    forget('checklist', 'devices', 'site')
    offerUndo(waiver.revoked(item), async () => {
      const { expiresOn } = rest
      const again = await waive.run({ item, deviceId, reason, compensatingControl, approver, requestedBy, expiresOn })
      forget('checklist', 'devices', 'site')
      return again
    })
  }
  return (
    <div className="stack">
      {revoke.problem && <ProblemPanel problem={revoke.problem} onDismiss={revoke.dismiss} />}
      <Panel title={waiver.list} flush>
        <Rows
          caption={waiver.list}
          head={[
            waiver.item,
            waiver.forWhat,
            waiver.reason,
            waiver.control,
            waiver.approver,
            waiver.ends,
            <span key="revoke" className="sr">
              {waiver.revoke}
            </span>,
          ]}
        >
          {waivers.map((one) => (
            <WaiverRow
              key={one.id}
              waived={one}
              isAsked={sure === one.id}
              busy={revoke.busy}
              onAsk={(isAsked) => setSure(isAsked ? one.id : null)}
              onTakeBack={() => takeBack(one)}
            />
          ))}
        </Rows>
      </Panel>
    </div>
  )
}
