import type { Output } from '../../../electron/contract/channels.ts'
import { NamedValues } from '../../components/named-values.tsx'
import { Panel } from '../../components/panel.tsx'
import { dateTimeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { DriverPanel } from './driver-panel.tsx'
import { FirmwareAnswer } from './firmware-answer.tsx'
import { HandOutsPanel } from './hand-outs-panel.tsx'
import { SnapshotPanel } from './snapshot-panel.tsx'
import { VaultPanel } from './vault-panel.tsx'

type View = Output<'devices.view'>
const { device } = text

/** What a device is, how that is known, and what of it can be taken along. */
export function DeviceSide({ view, busy }: { readonly view: View; readonly busy: boolean }) {
  const { row } = view
  return (
    <div className="stack device-side">
      {view.showsPictures && <SnapshotPanel view={view} />}
      <Panel title={device.identity}>
        <NamedValues
          values={[
            ...view.identity.map(
              ({ name, value }) =>
                [text.identity[name], <IdentityValue key={name} name={name} value={value} />] as const,
            ),
            [device.zone, row.zone ?? <span className="dim">{text.unknownValue}</span>],
          ]}
        />
      </Panel>
      <FirmwareAnswer firmware={view.firmware} />
      <DriverPanel driver={view.driver} />
      <Panel title={device.recognised}>
        {view.recognisedBy.length === 0 ? (
          <p className="sub">{device.notRecognised}</p>
        ) : (
          <ul className="plain-list">
            {view.recognisedBy.map((mark) => (
              <li key={mark}>{mark}</li>
            ))}
          </ul>
        )}
      </Panel>
      <VaultPanel deviceId={row.id} accounts={view.vaultAccounts} />
      <HandOutsPanel deviceId={row.id} busy={busy} />
    </div>
  )
}

function IdentityValue({ name, value }: View['identity'][number]) {
  if (value === null) return <span className="dim">{text.unknownValue}</span>
  if (name === 'firstSeen' || name === 'lastSeen') return dateTimeText(value)
  return <span className="mono">{value}</span>
}
