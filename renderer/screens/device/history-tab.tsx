import type { Output } from '../../../electron/contract/channels.ts'
import { worstFirst } from '../../../electron/contract/worst-first.ts'
import { Rows } from '../../components/rows.tsx'
import { OutcomeTag } from '../../components/tag.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { engineText } from '../../text/engine-text.ts'
import { dateText, dateTimeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'

type Visit = Output<'devices.view'>['visits'][number]
const { device } = text
const shown = worstFirst.outcomes.filter((outcome) => outcome !== 'notapplicable')

/** What each visit found on this device and changed, newest first. */
export function HistoryTab({ visits }: { readonly visits: readonly Visit[] }) {
  if (visits.length === 0) return <p className="pad sub">{device.noHistory}</p>
  return (
    <ol className="history">
      {visits.map((visit, index) => (
        <li key={visit.number}>
          <h2>
            {device.visit(visit.number)}{' '}
            <span className="dim">
              {dateText(visit.startedAt)}, {standing(visit)}
            </span>
          </h2>
          <p className="tags">
            {shown
              .filter((outcome) => (visit.counts[outcome] ?? 0) > 0)
              .map((outcome) => (
                <OutcomeTag key={outcome} outcome={outcome}>
                  {text.outcomes[outcome](visit.counts[outcome] ?? 0)}
                </OutcomeTag>
              ))}
          </p>
          <Differences visit={visit} before={visits[index + 1] ?? null} />
          {visit.changes.length === 0 ? (
            <p className="dim">{device.noChanges}</p>
          ) : (
            <Rows
              caption={device.visit(visit.number)}
              head={[device.state, device.item, device.asFound, device.asLeft, device.readAt]}
            >
              {visit.changes.map((change) => (
                <tr key={`${change.fix} ${change.at}`}>
                  <td className="nowrap">{changeState[change.state] ?? change.state}</td>
                  <th scope="row">{checklistText(change.title)}</th>
                  <td className="break">{engineText(change.asFound)}</td>
                  <td className="break">
                    {change.asLeft === null ? <span className="dim">{device.notRead}</span> : engineText(change.asLeft)}
                  </td>
                  <td className="dim nowrap">{dateTimeText(change.at)}</td>
                </tr>
              ))}
            </Rows>
          )}
        </li>
      ))}
    </ol>
  )
}

const changeState: Readonly<Record<string, string>> = text.changeState

function standing({ current, sealedAt }: Visit): string {
  if (sealedAt !== null) return device.visitSealed(dateText(sealedAt))
  return current ? device.visitNow : device.visitOpen
}

/** What the device says of itself now and did not say at the visit before. */
function Differences({ visit, before }: { readonly visit: Visit; readonly before: Visit | null }) {
  if (before === null) return null
  const { firmware, serial } = visit
  const isOther = (was: string | null, is: string | null) => was !== null && is !== null && was !== is
  return (
    <>
      {isOther(before.serial, serial) && <p>{device.otherSerial(before.serial ?? '', serial ?? '')}</p>}
      {isOther(before.firmware, firmware) && <p>{device.otherFirmware(before.firmware ?? '', firmware ?? '')}</p>}
    </>
  )
}
