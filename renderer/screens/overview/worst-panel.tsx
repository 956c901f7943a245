import { Asked } from '../../api/asked.tsx'
import { Panel } from '../../components/panel.tsx'
import { OutcomeTag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'
import { deviceName, worstKey } from '../devices/device-sort.ts'

const { overview } = text
const shownDevices = 6

/** The devices to look at first. */
export function WorstPanel() {
  return (
    <Panel title={overview.worst} flush>
      <Asked channel="devices.list" input={undefined}>
        {(rows) => {
          const worst = rows
            .filter(({ open }) => open > 0)
            .sort((a, b) => b.open - a.open || worstKey(a) - worstKey(b))
            .slice(0, shownDevices)
          const looked = rows.filter(({ assessed }) => assessed).length
          if (looked === 0) return <p className="pad sub">{overview.notLooked}.</p>
          if (worst.length === 0) {
            return (
              <p className="pad sub">
                {overview.noWorst(looked)} {looked < rows.length && overview.restUnseen(rows.length - looked)}
              </p>
            )
          }
          return (
            <ul className="worst-list">
              {worst.map((row) => (
                <li key={row.id}>
                  <a className="mono" href={`#/devices/${row.id}`}>
                    {row.address}
                  </a>
                  <span className="cut grow">{deviceName(row)}</span>
                  {row.worst && <OutcomeTag outcome={row.worst.outcome} />}
                  <span className="dim nowrap">{overview.openItems(row.open)}</span>
                </li>
              ))}
            </ul>
          )
        }}
      </Asked>
    </Panel>
  )
}
