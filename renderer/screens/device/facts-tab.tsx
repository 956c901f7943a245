import { IconAlertTriangle, IconCircleMinus } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Rows } from '../../components/rows.tsx'
import { Tag } from '../../components/tag.tsx'
import { engineText } from '../../text/engine-text.ts'
import { dateTimeText } from '../../text/format.ts'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'

type Fact = Output<'devices.view'>['facts'][number]
type Area = Fact['area']
const { device } = text
const areas = Object.keys(device.area) as readonly Area[]

export const isUnread = ({ end }: Fact): boolean => end !== 'value'
const nameOf = ({ name }: Fact) => device.factName[name] ?? name

/** What was read, by the part of the device that it tells of: as found beside as left. */
export function FactsTab({ facts }: { readonly facts: readonly Fact[] }) {
  const read = facts.filter((fact) => !isUnread(fact))
  if (read.length === 0) return <p className="pad sub">{device.noFacts}</p>
  return areas.map((area) => {
    const own = read.filter((fact) => fact.area === area)
    if (own.length === 0) return null
    return (
      <section key={area} aria-label={device.area[area]}>
        <h2 className="area-head">{device.area[area]}</h2>
        <Rows caption={device.area[area]} head={[device.fact, device.asFound, device.asLeft, device.readAt]}>
          {own.map((fact) => (
            <tr key={fact.name}>
              <th scope="row" className="fact-name">
                {nameOf(fact)}
                <span className="mono dim">{fact.name}</span>
              </th>
              <td className="break">
                {fact.asFound === null ? <span className="dim">{device.notRead}</span> : engineText(fact.asFound)}
              </td>
              <td className="break">
                {fact.asLeft === fact.asFound ? (
                  <span className="dim nowrap">{device.noChange}</span>
                ) : (
                  <strong>{fact.asLeft === null ? device.notRead : engineText(fact.asLeft)}</strong>
                )}
              </td>
              <td className="dim nowrap">{dateTimeText(fact.readAt)}</td>
            </tr>
          ))}
        </Rows>
      </section>
    )
  })
}

/** What could not be read, and why: each of the ways has its own word. What the device does not offer comes last. */
export function UnreadTab({ facts }: { readonly facts: readonly Fact[] }) {
  const unread = facts.filter(isUnread)
  if (unread.length === 0) return <p className="pad sub">{facts.length === 0 ? device.noFacts : device.allRead}</p>
  const weight = ({ end }: Fact) => (end === 'unsupported' ? 1 : 0)
  return (
    <>
      <p className="pad sub">{device.unreadText}</p>
      <Rows caption={device.unread} head={[device.end, device.fact, device.why]}>
        {unread
          .toSorted((a, b) => weight(a) - weight(b))
          .map((fact) => (
            <tr key={fact.name}>
              <td className="nowrap">
                <EndTag end={fact.end} />
              </td>
              <th scope="row" className="fact-name">
                {nameOf(fact)}
                <span className="mono dim">{fact.name}</span>
              </th>
              <td className="break">
                {fact.problem !== null && problemWords(fact.problem).message}
                {fact.end !== 'unsupported' && fact.problem !== null && (
                  <p>
                    <strong>{text.common.doThis}</strong> {problemWords(fact.problem).remedy}{' '}
                    <span className="mono dim">{fact.problem.code}</span>
                  </p>
                )}
              </td>
            </tr>
          ))}
      </Rows>
    </>
  )
}

function EndTag({ end }: { readonly end: Fact['end'] }) {
  return end === 'unsupported' ? (
    <Tag icon={<IconCircleMinus size="1em" aria-hidden />}>{text.factEnd[end]}</Tag>
  ) : (
    <Tag tone="warn" icon={<IconAlertTriangle size="1em" aria-hidden />}>
      {text.factEnd[end]}
    </Tag>
  )
}
