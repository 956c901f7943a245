import { Button } from '@mantine/core'
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Tag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'

const { waiver } = text

interface WaiverRowProps {
  readonly waived: Output<'checklist.waivers'>[number]
  /** Whether it is asked just now if this one is to be taken back. */
  readonly isAsked: boolean
  readonly busy: boolean
  readonly onAsk: (isAsked: boolean) => void
  readonly onTakeBack: () => void
}

/** One decision to live with something, and the way to take it back, which is asked once more. */
export function WaiverRow({ waived, isAsked, busy, onAsk, onTakeBack }: WaiverRowProps) {
  return (
    <tr>
      <th scope="row">
        <a className="mono nowrap" href={`#/checklist/${waived.item}`}>
          {waived.item}
        </a>
      </th>
      <td>
        {waived.deviceId === null ? waiver.wholeSite : <a href={`#/devices/${waived.deviceId}`}>{waived.device}</a>}
      </td>
      <td className="observed">{waived.reason}</td>
      <td className="observed">{waived.compensatingControl}</td>
      <td>{waiver.decided(waived.approver, waived.at)}</td>
      <td>
        <Tag
          tone={waived.state === 'expired' ? 'fail' : 'rest'}
          icon={
            waived.state === 'expired' ? (
              <IconAlertTriangle size="1em" aria-hidden />
            ) : (
              <IconClockPause size="1em" aria-hidden />
            )
          }
        >
          {waiver.state[waived.state]}
        </Tag>{' '}
        <span className="nowrap">{waiver.until(waived.expiresOn)}</span>
      </td>
      <td className="right">
        {waived.state !== 'revoked' &&
          (isAsked ? (
            <span className="item-tags" role="alert">
              {waiver.revokeSure}
              <ActButton loading={busy} onClick={onTakeBack}>
                {waiver.revokeNow(waived.item)}
              </ActButton>
              <Button variant="default" onClick={() => onAsk(false)}>
                {text.common.cancel}
              </Button>
            </span>
          ) : (
            <ActButton variant="default" aria-label={waiver.revokeNow(waived.item)} onClick={() => onAsk(true)}>
              {waiver.revoke}
            </ActButton>
          ))}
      </td>
    </tr>
  )
}
