import './checklist.css'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconChevronRight, IconClockPause } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Empty } from '../../components/empty.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { Tag } from '../../components/tag.tsx'
import { offerUndo } from '../../frame/undo.tsx'
import { text } from '../../text/text.ts'

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
            <tr key={one.id}>
              <th scope="row">
                <a className="mono nowrap" href={`#/checklist/${one.item}`}>
                  {one.item}
                </a>
              </th>
              <td>
                {one.deviceId === null ? waiver.wholeSite : <a href={`#/devices/${one.deviceId}`}>{one.device}</a>}
              </td>
              <td className="observed">{one.reason}</td>
              <td className="observed">{one.compensatingControl}</td>
              <td>{waiver.decided(one.approver, one.at)}</td>
              <td>
                <Tag
                  tone={one.state === 'expired' ? 'fail' : 'rest'}
                  icon={
                    one.state === 'expired' ? (
                      <IconAlertTriangle size="1em" aria-hidden />
                    ) : (
                      <IconClockPause size="1em" aria-hidden />
                    )
                  }
                >
                  {waiver.state[one.state]}
                </Tag>{' '}
                <span className="nowrap">{waiver.until(one.expiresOn)}</span>
              </td>
              <td className="right">
                {one.state !== 'revoked' &&
                  (sure === one.id ? (
                    <span className="item-tags" role="alert">
                      {waiver.revokeSure}
                      <ActButton loading={revoke.busy} onClick={() => takeBack(one)}>
                        {waiver.revokeNow(one.item)}
                      </ActButton>
                      <Button variant="default" onClick={() => setSure(null)}>
                        {text.common.cancel}
                      </Button>
                    </span>
                  ) : (
                    <ActButton
                      variant="default"
                      aria-label={waiver.revokeNow(one.item)}
                      onClick={() => setSure(one.id)}
                    >
                      {waiver.revoke}
                    </ActButton>
                  ))}
              </td>
            </tr>
          ))}
        </Rows>
      </Panel>
    </div>
  )
}
