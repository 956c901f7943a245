import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCopy,
  IconHelpCircle,
  IconRadar2,
} from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Empty } from '../../components/empty.tsx'
import { Meter } from '../../components/meter.tsx'
import { Panel } from '../../components/panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { Tag } from '../../components/tag.tsx'
import { engineText } from '../../text/engine-text.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'

type Discovery = Output<'discovery.view'>
type Probe = Discovery['probes'][number]
const { discover } = text

/** What each probe heard, as it hears it, and the trouble that needs a person. */
export function DiscoveryPanels({ view }: { readonly view: Discovery }) {
  return (
    <div className="stack">
      <Panel title={discover.sightings} aside={<span aria-live="polite">{summaryOf(view)}</span>} flush>
        {view.probes.length === 0 ? (
          <Empty icon={<IconRadar2 size="1.5rem" stroke={1.5} aria-hidden />} title={discover.noProbes}>
            {discover.noProbesText}
          </Empty>
        ) : (
          <Rows
            caption={discover.sightings}
            head={[
              discover.probe,
              discover.progress,
              <span className="right" key="heard">
                {discover.heard}
              </span>,
            ]}
          >
            {view.probes.map((probe) => (
              <tr key={probe.name}>
                <th scope="row">
                  {discover.probeName[probe.name] ?? probe.name}
                  <div className="sub">{detailOf(probe)}</div>
                </th>
                <td className="probe-progress">
                  <ProbeProgress probe={probe} />
                </td>
                <td className="num">{numberText(probe.heard)}</td>
              </tr>
            ))}
          </Rows>
        )}
        {view.running && view.newest.length > 0 && (
          <div className="newest">
            <h3>{discover.newest}</h3>
            <ul>
              {view.newest.map(({ address, probe, what }) => (
                <li key={address}>
                  <span className="mono">{address}</span>
                  <span className={what === null ? 'dim' : undefined}>{what ?? discover.nothingSaid}</span>
                  <span className="dim">{discover.newestOf(discover.probeName[probe] ?? probe)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {view.outside > 0 && <p className="pad sub">{discover.outside(view.outside)}</p>}
        {!view.running && view.devices > 0 && (
          <p className="pad">
            <Button component="a" href="#/devices" variant="default">
              {discover.toDevices(view.devices)}
            </Button>
          </p>
        )}
      </Panel>
      {view.conflicts.length > 0 && <Conflicts conflicts={view.conflicts} />}
      {view.unidentified.length > 0 && (
        <Panel
          title={discover.unidentified}
          aside={
            <Tag tone="warn" icon={<IconHelpCircle size="1em" aria-hidden />}>
              {discover.unidentifiedCount(view.unidentified.length)}
            </Tag>
          }
          flush
        >
          <p className="pad sub">{discover.unidentifiedText}</p>
          <Rows caption={discover.unidentified} head={[discover.address, discover.known]}>
            {view.unidentified.map(({ id, address, heard }) => (
              <tr key={id}>
                <td className="mono">
                  <a href={`#/devices/${id}`} aria-label={discover.open(address)}>
                    {address}
                  </a>
                </td>
                <td className="break">{heard.length === 0 ? discover.nothingSaid : heard.join(', ')}</td>
              </tr>
            ))}
          </Rows>
        </Panel>
      )}
    </div>
  )
}

const summaryOf = ({ probes, sightings, answered, devices }: Discovery): string =>
  probes.length === 0 ? discover.summaryIdle(devices) : discover.summary(sightings, answered, devices)

function Conflicts({ conflicts }: Pick<Discovery, 'conflicts'>) {
  return (
    <Panel
      title={discover.conflicts}
      aside={
        <Tag tone="warn" icon={<IconAlertTriangle size="1em" aria-hidden />}>
          {discover.openConflicts(conflicts.length)}
        </Tag>
      }
    >
      <p className="sub">{discover.conflictText}</p>
      {conflicts.map(({ kind, value, addresses, deviceIds }) => (
        <div className="conflict" key={`${kind} ${value}`}>
          <IconCopy size="1.15rem" aria-hidden />
          <div>
            <strong>{discover.conflict[kind] ?? kind}</strong> <span className="mono break">{value}</span>
            <p className="conflict-at">
              {addresses.map((address, index) => {
                const id = deviceIds[index]
                return id === undefined ? (
                  <span key={address} className="mono">
                    {address}
                  </span>
                ) : (
                  <a key={address} className="mono" href={`#/devices/${id}`}>
                    {address}
                  </a>
                )
              })}
            </p>
            <p>
              <strong>{text.common.doThis}</strong> {discover.conflictDo[kind]}
            </p>
          </div>
        </div>
      ))}
    </Panel>
  )
}

/** What was left out comes before what it does. */
function detailOf({ name, note, noMulticast }: Probe): string {
  const said = engineText(note)
  if (!noMulticast) return said === '' ? (discover.probeDoes[name] ?? '') : said
  return said === '' ? discover.noMulticast : `${discover.noMulticast} ${said}`
}

function ProbeProgress({ probe }: { readonly probe: Probe }) {
  const word = text.probeState[probe.state]
  switch (probe.state) {
    case 'running':
      return (
        <span className="meter-row">
          <Meter done={probe.done} total={probe.total} label={`${probe.name}: ${word}`} />
          {probe.total !== null && (
            <span className="num dim nowrap">
              {numberText(probe.done)} / {numberText(probe.total)}
            </span>
          )}
        </span>
      )
    case 'done':
      if (probe.noMulticast) {
        return (
          <Tag tone="warn" icon={<IconAlertTriangle size="1em" aria-hidden />}>
            {discover.partly}
          </Tag>
        )
      }
      return (
        <Tag tone="pass" icon={<IconCircleCheck size="1em" aria-hidden />}>
          {word}
        </Tag>
      )
    case 'problem':
      return (
        <Tag tone="fail" icon={<IconAlertTriangle size="1em" aria-hidden />}>
          {word}
        </Tag>
      )
    case 'waiting':
    case 'cancelled':
      return <Tag icon={<IconCircleDashed size="1em" aria-hidden />}>{word}</Tag>
  }
}
