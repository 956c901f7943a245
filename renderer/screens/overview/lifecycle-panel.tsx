import './lifecycle.css'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { Panel } from '../../components/panel.tsx'
import { coarseDate, numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { filterHref, modelOf, versionOf } from '../firmware/firmware-groups.ts'

const { overview, firmware } = text
type Group = Output<'firmware.view'>['groups'][number]

const shownLines = 8
/** The years that are drawn, around today. */
const yearsBack = 4
const yearsAhead = 5

/** When the support of each firmware in use ends, on one line of time with today on it. */
export function LifecyclePanel() {
  return (
    <Panel title={<a href="#/firmware">{overview.lifecycle}</a>} flush>
      <Asked channel="firmware.view" input={undefined}>
        {({ groups, devices }) => {
          const dated = groups.filter(({ support }) => support.date !== null)
          if (dated.length === 0)
            return (
              <p className="pad sub">
                {groups.length === 0 || devices === 0 ? overview.noLifecycle : overview.noDates}
              </p>
            )
          const undated = devices - dated.reduce((sum, { deviceIds }) => sum + deviceIds.length, 0)
          const soonest = [...dated].sort((a, b) => String(a.support.date).localeCompare(String(b.support.date)))
          return (
            <>
              <table className="rows lifecycle">
                <thead>
                  <tr>
                    <th scope="col">{overview.line}</th>
                    <th scope="col" className="right">
                      {overview.devices}
                    </th>
                    <th scope="col" className="axis" aria-label={overview.today}>
                      <span style={{ left: `${share(new Date())}%` }}>{overview.today}</span>
                    </th>
                    <th scope="col">{overview.supportEnds}</th>
                  </tr>
                </thead>
                <tbody>
                  {soonest.slice(0, shownLines).map((group) => (
                    <Line key={group.id} group={group} />
                  ))}
                </tbody>
              </table>
              {undated > 0 && (
                <p className="pad sub">
                  <a href="#/firmware">{overview.noDate(undated)}</a>
                </p>
              )}
              {soonest.length > shownLines && (
                <p className="pad dim">
                  <a href="#/firmware">{overview.moreLines(soonest.length - shownLines)}</a>
                </p>
              )}
            </>
          )
        }}
      </Asked>
    </Panel>
  )
}

function Line({ group }: { readonly group: Group }) {
  const { state, date, precision } = group.support
  const end = date === null ? null : coarseDate(date, precision ?? 'day')
  return (
    <tr>
      <td className="lifecycle-name">
        {modelOf(group)} <span className="mono dim">{versionOf(group)}</span>
      </td>
      <td className="num right">
        <a
          href={filterHref(group.id)}
          aria-label={firmware.devicesOf(group.deviceIds.length, modelOf(group), versionOf(group))}
        >
          {numberText(group.deviceIds.length)}
        </a>
      </td>
      <td className="axis" aria-hidden="true">
        <span className={`span span-${state}`} style={{ width: `${date === null ? 0 : share(new Date(date))}%` }} />
        <span className="today" style={{ left: `${share(new Date())}%` }} />
      </td>
      <td>{firmware.supportState[state](end)}</td>
    </tr>
  )
}

/** Where a day lies on the line of time, in percent; what lies outside sticks to its end. */
function share(day: Date): number {
  const year = 365.25 * 86_400_000
  const start = Date.now() - yearsBack * year
  return Math.max(1, Math.min(100, ((day.getTime() - start) / ((yearsBack + yearsAhead) * year)) * 100))
}
