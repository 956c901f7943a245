import { Panel } from '../../components/panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { type FirmwareView, filterHref, type Group, modelOf, versionOf } from './firmware-groups.ts'

const { firmware } = text
type Gain = FirmwareView['upgrades'][number]

/** What one version per model would clear, and what it would not. */
export function UpgradeGains(props: { readonly gains: readonly Gain[]; readonly groups: readonly Group[] }) {
  const { gains, groups } = props
  return (
    <Panel title={firmware.gains} flush>
      {gains.length === 0 ? (
        <p className="pad sub">{firmware.noGains}</p>
      ) : (
        <>
          <p className="gain-note sub">{firmware.gainsNote}</p>
          <div className="firmware-table">
            <Rows
              caption={firmware.gains}
              head={[
                firmware.model,
                firmware.gainTo,
                firmware.devices,
                firmware.gainClears,
                firmware.gainItems,
                firmware.gainLeft,
              ]}
            >
              {gains.map((gain) => (
                <GainRow key={gain.groupIds.join(' ')} gain={gain} groups={groups} />
              ))}
            </Rows>
          </div>
        </>
      )}
    </Panel>
  )
}

function GainRow({ gain, groups }: { readonly gain: Gain; readonly groups: readonly Group[] }) {
  const { items, clears, keeps, cannotSay } = gain
  const exploited = clears.filter(({ knownExploited }) => knownExploited).length
  const failing = items.clears + items.keeps + items.cannotSay
  return (
    <tr>
      <th scope="row">
        {modelOf(gain)}
        <div className="dim small">{gain.vendor ?? text.unknownValue}</div>
      </th>
      <td className="wide mono">{gain.to}</td>
      <td>
        <ul>
          {groups
            .filter(({ id }) => gain.groupIds.includes(id))
            .map((group) => (
              <li key={group.id}>
                <a
                  className="num"
                  href={filterHref(group.id)}
                  aria-label={firmware.devicesOf(group.deviceIds.length, modelOf(group), versionOf(group))}
                >
                  {numberText(group.deviceIds.length)}
                </a>{' '}
                <span className="mono dim">{versionOf(group)}</span>
              </li>
            ))}
        </ul>
      </td>
      <td title={clears.map(({ cve }) => cve).join(', ')}>{firmware.cleared(clears.length, exploited)}</td>
      <td className="nowrap">{firmware.itemsCleared(items.clears, failing)}</td>
      <td>
        {keeps.length + cannotSay.length > 0 && (
          <div title={[...keeps, ...cannotSay].join(', ')}>
            {firmware.leftFlaws} {firmware.left(keeps.length, cannotSay.length)}
          </div>
        )}
        {items.keeps + items.cannotSay > 0 && (
          <div>
            {firmware.leftItems} {firmware.left(items.keeps, items.cannotSay)}
          </div>
        )}
        {keeps.length + cannotSay.length + items.keeps + items.cannotSay === 0 && firmware.left(0, 0)}
      </td>
    </tr>
  )
}
