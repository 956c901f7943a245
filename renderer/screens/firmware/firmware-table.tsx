import { Button } from '@mantine/core'
import { Panel } from '../../components/panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { StandingTag } from '../../components/standing-tag.tsx'
import { engineText } from '../../text/engine-text.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { actionText, filterHref, type Group, modelOf, supportText, versionOf } from './firmware-groups.ts'
import { useFirst } from './use-first.ts'

const { firmware } = text
const shownAtFirst = 60
const shownCves = 2

/** Every firmware in use, worst first, with what the catalog says of it. */
export function FirmwareTable({ groups }: { readonly groups: readonly Group[] }) {
  const { shown, more } = useFirst(groups, shownAtFirst)
  return (
    <Panel title={firmware.table} flush>
      <div className="firmware-table">
        <Rows
          caption={firmware.table}
          head={[
            firmware.modelAndVersion,
            firmware.devices,
            firmware.exploited,
            firmware.flaws,
            firmware.support,
            firmware.latest,
            firmware.action,
          ]}
        >
          {shown.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
        </Rows>
      </div>
      {more && (
        <div className="show-all">
          <Button variant="default" onClick={more}>
            {firmware.showAll(groups.length)}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function GroupRow({ group }: { readonly group: Group }) {
  const { id, deviceIds, vendor, support, action, open } = group
  return (
    <tr>
      <th scope="row">
        {modelOf(group)}
        <div className="mono version">{versionOf(group)}</div>
        <div className="dim small">{vendor ?? text.unknownValue}</div>
      </th>
      <td className="num">
        <a href={filterHref(id)} aria-label={firmware.devicesOf(deviceIds.length, modelOf(group), versionOf(group))}>
          {numberText(deviceIds.length)}
        </a>
      </td>
      <td>
        <Exploited group={group} />
      </td>
      <td className="nowrap">
        <Flaws flaws={group.flaws} />
        {open > 0 && <div className="dim small">{firmware.openQuestions(open)}</div>}
      </td>
      <td className="wide">
        {support.state === 'ended' && <StandingTag standing="ended" />}
        <div>{supportText(support)}</div>
      </td>
      <td className="wide">
        <Latest group={group} />
      </td>
      <td className="wide">
        <strong>{actionText(action)}</strong>
      </td>
    </tr>
  )
}

function Exploited({ group: { exploited, suspect } }: { readonly group: Group }) {
  return (
    <div className="stacked">
      {exploited.length > 0 && (
        <>
          <StandingTag standing="exploited" />
          {exploited.slice(0, shownCves).map((cve) => (
            <span key={cve} className="mono nowrap">
              {cve}
            </span>
          ))}
          {exploited.length > shownCves && <span>{firmware.more(exploited.length - shownCves)}</span>}
        </>
      )}
      {suspect.length > 0 && (
        <span className="nowrap" title={suspect.join(', ')}>
          {firmware.notRuledOut(suspect.length)}
        </span>
      )}
      {exploited.length + suspect.length === 0 && <span className="dim">{firmware.noneKnown}</span>}
    </div>
  )
}

const severities = ['critical', 'high', 'medium', 'low'] as const

function Flaws({ flaws }: Pick<Group, 'flaws'>) {
  const all = Object.values(flaws).reduce((sum, amount) => sum + amount, 0)
  if (all === 0) return <span className="dim">{firmware.noneKnown}</span>
  return (
    <ul>
      {severities
        .filter((severity) => flaws[severity] > 0)
        .map((severity) => (
          <li key={severity}>
            <span className="num">{flaws[severity]}</span> <SeverityMark severity={severity} />
          </li>
        ))}
      {flaws.unrated > 0 && (
        <li>
          <span className="num">{flaws.unrated}</span> {firmware.unrated}
        </li>
      )}
    </ul>
  )
}

function Latest({ group: { currency, inCatalog } }: { readonly group: Group }) {
  const { state, latest, basis, because, releasesBehind, daysBehind } = currency
  if (latest === null) {
    return (
      <>
        <div>{inCatalog ? firmware.currencyState.unknown : firmware.notInCatalog}</div>
        <div className="dim small">{because !== null && engineText(because)}</div>
      </>
    )
  }
  const behind = firmware.behindBy(releasesBehind, daysBehind)
  return (
    <>
      <div>
        <span className="mono break">{latest}</span>
        {state === 'behind' ? null : ` (${firmware.currencyState[state]})`}
      </div>
      {behind !== null && <div>{behind}</div>}
      {basis !== null && <div className="dim small">{basis}</div>}
    </>
  )
}
