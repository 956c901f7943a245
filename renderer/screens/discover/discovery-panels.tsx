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
import { text } from '../../text/en.ts'

type Discovery = Output<'discovery.view'>
type Probe = Discovery['probes'][number]
const { discover } = text

/** What each probe heard, as it hears it, and the trouble that needs a person. */
export function DiscoveryPanels({ view }: { readonly view: Discovery }) {
  return (
    <div className="stack">
      <Panel
        title={discover.sightings}
        aside={<span aria-live="polite">{discover.summary(view.sightings, view.devices)}</span>}
        flush
      >
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
              discover.detail,
            ]}
          >
            {view.probes.map((probe) => (
              <tr key={probe.name}>
                <th scope="row" className="nowrap">
                  {discover.probeName[probe.name] ?? probe.name}
                </th>
                <td className="probe-progress">
                  <ProbeProgress probe={probe} />
                </td>
                <td className="num">{probe.heard}</td>
                <td className="dim">{probe.note === '' ? discover.probeDoes[probe.name] : probe.note}</td>
              </tr>
            ))}
          </Rows>
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
      {view.conflicts.length > 0 && (
        <Panel
          title={discover.conflicts}
          aside={
            <Tag tone="warn" icon={<IconAlertTriangle size="1em" aria-hidden />}>
              {discover.openConflicts(view.conflicts.length)}
            </Tag>
          }
        >
          {view.conflicts.map((conflict) => (
            <div className="conflict" key={`${conflict.kind} ${conflict.value}`}>
              <IconCopy size="1.15rem" aria-hidden />
              <div>
                <strong>{discover.conflict[conflict.kind] ?? conflict.kind}</strong>{' '}
                <span className="mono break">{conflict.value}</span>
                <p className="mono break">{conflict.addresses.join(', ')}</p>
              </div>
            </div>
          ))}
          <p className="sub">{discover.conflictText}</p>
        </Panel>
      )}
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
          <Rows caption={discover.unidentified} head={[discover.address, discover.known]}>
            {view.unidentified.map(({ address, known }) => (
              <tr key={address}>
                <td className="mono">{address}</td>
                <td>{known}</td>
              </tr>
            ))}
          </Rows>
        </Panel>
      )}
    </div>
  )
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
              {probe.done} / {probe.total}
            </span>
          )}
        </span>
      )
    case 'done':
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
