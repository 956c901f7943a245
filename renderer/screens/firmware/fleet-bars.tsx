import './fleet-bars.css'
import { Button } from '@mantine/core'
import { Panel } from '../../components/panel.tsx'
import { StandingTag } from '../../components/standing-tag.tsx'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { filterHref, type Group, modelOf, versionOf } from './firmware-groups.ts'
import { useFirst } from './use-first.ts'

const { firmware } = text
const shownAtFirst = 40

/** How many devices of which maker and model run which version, as bars of one scale; the pattern, an icon and a word say the worst. */
export function FleetBars({ groups }: { readonly groups: readonly Group[] }) {
  const { shown, more } = useFirst(groups, shownAtFirst)
  const most = Math.max(...groups.map(({ deviceIds }) => deviceIds.length))
  return (
    <Panel title={firmware.chart}>
      <ul className="fleet" aria-label={firmware.chartLabel}>
        {makersOf(shown).map(([maker, versions]) => (
          <li key={maker}>
            <h3>
              {maker} <span className="dim num">{firmware.deviceCount(devicesOf(versions))}</span>
            </h3>
            <ul>
              {versions.map((group) => (
                <FleetBar key={group.id} group={group} most={most} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {more && (
        <Button variant="default" onClick={more}>
          {firmware.showAll(groups.length)}
        </Button>
      )}
    </Panel>
  )
}

function FleetBar({ group, most }: { readonly group: Group; readonly most: number }) {
  const { id, is, deviceIds } = group
  const [worst = 'undecided'] = is
  return (
    <li className="fleet-row">
      <span className="fleet-name">
        <span>{modelOf(group)}</span>
        <span className="mono dim">{versionOf(group)}</span>
      </span>
      <span className={`bar fleet-${worst}`} style={{ width: `${(deviceIds.length / most) * 100}%` }} />
      <a
        className="num right"
        href={filterHref(id)}
        aria-label={firmware.devicesOf(deviceIds.length, modelOf(group), versionOf(group))}
      >
        {numberText(deviceIds.length)}
      </a>
      <span>
        <StandingTag standing={worst} />
      </span>
    </li>
  )
}

/** The maker with the worst version first; its versions are together, worst first. */
function makersOf(groups: readonly Group[]): [string, Group[]][] {
  const makers = new Map<string, Group[]>()
  for (const group of groups) {
    const maker = group.vendor ?? text.unknownValue
    makers.set(maker, [...(makers.get(maker) ?? []), group])
  }
  return [...makers]
}

const devicesOf = (groups: readonly Group[]): number => groups.reduce((sum, { deviceIds }) => sum + deviceIds.length, 0)
