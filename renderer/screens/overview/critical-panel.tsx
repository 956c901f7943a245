import { Panel } from '../../components/panel.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import type { OverviewView } from './overview-view.ts'
import { whereHref } from './where-href.ts'

const { overview } = text
const shownItems = 8

/** Critical items that are open, and on how many devices. */
export function CriticalPanel(props: {
  readonly items: OverviewView['critical']
  /** Whether any device was assessed: before, nothing is known to be in order. */
  readonly anyLooked: boolean
}) {
  const { items, anyLooked } = props
  return (
    <Panel title={overview.critical} aside={<a href="#/devices">{overview.allDevices}</a>} flush>
      {items.length === 0 ? (
        <p className="pad sub">{anyLooked ? overview.noCritical : `${overview.notLooked}.`}</p>
      ) : (
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{overview.item}</th>
              <th scope="col">{overview.requirement}</th>
              <th scope="col" className="right">
                {overview.devices}
              </th>
              <th scope="col">{overview.makers}</th>
            </tr>
          </thead>
          <tbody>
            {items.slice(0, shownItems).map(({ item, title, devices, vendors }) => (
              <tr key={item}>
                <td className="mono nowrap">{item}</td>
                <td>
                  <a
                    href={whereHref('item', item)}
                    aria-label={`${checklistText(title)}: ${overview.devicesWith(devices, item)}`}
                  >
                    {checklistText(title)}
                  </a>
                </td>
                <td className="num right">
                  <strong>{numberText(devices)}</strong>
                </td>
                <td className="dim">
                  {vendors[0] === undefined ? text.unknownValue : overview.makersMore(vendors[0], vendors.length - 1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
