import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { knownServices } from '../../../electron/contract/limits.ts'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import { type Column, EditRows } from './edit-rows.tsx'
import {
  allRight,
  orNull,
  parts,
  portErrors,
  portListErrors,
  type Row,
  type RowErrors,
  type Settings,
  type SiteRecord,
} from './record-drafts.ts'
import { SavePart } from './save-part.tsx'
import { useRecordDraft } from './use-record-draft.ts'

const { record, deviceClass } = text
const protocols = ['HTTP', 'HTTPS', 'RTSP'] as const
const services = knownServices
const syslogColumns: readonly Column[] = [
  { name: 'host', label: record.host, kind: 'mono' },
  { name: 'port', label: record.port, kind: 'mono' },
  {
    name: 'transport',
    label: record.transport,
    options: [
      ['udp', 'UDP'],
      ['tcp', 'TCP'],
      ['tls', 'TLS'],
    ],
  },
]
const portColumns: readonly Column[] = [
  { name: 'deviceClass', label: record.portsClass, options: [['', record.allClasses], ...Object.entries(deviceClass)] },
  { name: 'tcp', label: record.tcp, kind: 'mono' },
  { name: 'udp', label: record.udp, kind: 'mono' },
]
const emptySyslog = { host: '', port: '6514', transport: 'tls' }
const emptyPorts = { deviceClass: '', tcp: '', udp: '' }
const syslogMeant = (rows: readonly Row[]) => rows.filter(({ host = '' }) => host.trim() !== '')
const portsMeant = (rows: readonly Row[]) => rows.filter(({ tcp = '', udp = '' }) => `${tcp}${udp}`.trim() !== '')
const syslogCheck = (row: Row): RowErrors => portErrors(row, 'port')
const portsCheck = (row: Row): RowErrors => portListErrors(row, 'tcp', 'udp')

/** Values that checks and fixes expect on every device. */
export function NetworkPart({ view: { settings } }: { readonly view: SiteRecord }) {
  const kept = useRecordDraft('network', draftOf(settings))
  const { value: draft, set: setDraft } = kept
  const [tried, setTried] = useState(false)
  const set = (over: Partial<typeof draft>) => setDraft({ ...draft, ...over })
  const daysAreWrong = draft.retention.trim() !== '' && !/^[1-9]\d{0,3}$/.test(draft.retention.trim())
  const field = (name: 'ntp' | 'timeZone' | 'gateways' | 'dns' | 'clients', note?: string) => (
    <TextInput
      label={record[name]}
      description={note}
      classNames={{ input: 'mono-input' }}
      spellCheck={false}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  )
  return (
    <SavePart
      name={record.part.network}
      draft={kept}
      onTried={() => setTried(true)}
      made={() => {
        const right = allRight(syslogMeant(draft.syslog), syslogCheck) && allRight(portsMeant(draft.ports), portsCheck)
        return right && !daysAreWrong ? { settings: settingsOf(settings, draft) } : null
      }}
    >
      <Panel title={record.expected}>
        <div className="field-grid">
          {field('ntp', record.ntpNote)}
          {field('timeZone', record.timeZoneNote)}
          {field('clients', record.clientsNote)}
          {field('gateways')}
          {field('dns')}
          <TextInput
            label={record.retention}
            inputMode="numeric"
            value={draft.retention}
            error={tried && daysAreWrong ? record.badDays : null}
            onChange={(event) => set({ retention: event.currentTarget.value })}
          />
          <Textarea
            className="wide"
            label={record.authorities}
            description={record.authoritiesNote}
            classNames={{ input: 'mono-input' }}
            autosize
            minRows={2}
            value={draft.authorities}
            onChange={(event) => set({ authorities: event.currentTarget.value })}
          />
        </div>
      </Panel>
      <Panel title={record.protocols}>
        <Choices all={protocols} chosen={draft.protocols} onChange={(chosen) => set({ protocols: chosen })} />
      </Panel>
      <Panel title={record.services} aside={record.servicesNote}>
        <Choices all={services} chosen={draft.services} onChange={(chosen) => set({ services: chosen })} />
      </Panel>
      <Panel title={record.syslog}>
        <EditRows
          title={record.syslog}
          columns={syslogColumns}
          rows={draft.syslog}
          empty={emptySyslog}
          errors={syslogCheck}
          showErrors={tried}
          onChange={(syslog) => set({ syslog })}
        />
      </Panel>
      <Panel title={record.ports} aside={record.portsNote}>
        <EditRows
          title={record.ports}
          columns={portColumns}
          rows={draft.ports}
          empty={emptyPorts}
          errors={portsCheck}
          showErrors={tried}
          onChange={(ports) => set({ ports })}
        />
      </Panel>
    </SavePart>
  )
}

/** Names of protocols and services are technical and the same in every language. */
function Choices<T extends string>(props: {
  readonly all: readonly T[]
  readonly chosen: readonly T[]
  readonly onChange: (chosen: readonly T[]) => void
}) {
  const { all, chosen, onChange } = props
  return (
    <div className="check-grid">
      {all.map((name) => (
        <Checkbox
          key={name}
          label={name}
          checked={chosen.includes(name)}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
          }
        />
      ))}
    </div>
  )
}

const draftOf = (settings: Settings) => ({
  ntp: settings.ntpServers.join(', '),
  timeZone: settings.timeZone ?? '',
  clients: settings.allowedClients.join(', '),
  gateways: settings.gateways.join(', '),
  dns: settings.dnsServers.join(', '),
  retention: settings.retentionDays === null ? '' : String(settings.retentionDays),
  authorities: settings.certificateAuthorities.join('\n'),
  protocols: settings.neededProtocols as readonly (typeof protocols)[number][],
  services: settings.neededServices as readonly (typeof services)[number][],
  syslog: settings.syslogTargets.map((target): Row => ({ ...target, port: String(target.port) })) as readonly Row[],
  ports: settings.openPorts.map(
    (row): Row => ({ deviceClass: row.deviceClass ?? '', tcp: row.tcp.join(', '), udp: row.udp.join(', ') }),
  ) as readonly Row[],
})

function settingsOf(settings: Settings, draft: ReturnType<typeof draftOf>): Settings {
  const ports = (field: string | undefined) => parts(field ?? '').map(Number)
  return {
    ...settings,
    ntpServers: parts(draft.ntp),
    // A comma stands inside of a POSIX time zone.
    timeZone: orNull(draft.timeZone),
    allowedClients: parts(draft.clients),
    gateways: parts(draft.gateways),
    dnsServers: parts(draft.dns),
    retentionDays: draft.retention.trim() === '' ? null : Number(draft.retention),
    certificateAuthorities: draft.authorities
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    neededProtocols: [...draft.protocols],
    neededServices: [...draft.services],
    syslogTargets: syslogMeant(draft.syslog).map((row) => ({
      host: (row.host ?? '').trim(),
      port: Number(row.port),
      transport: row.transport as Settings['syslogTargets'][number]['transport'],
    })),
    openPorts: portsMeant(draft.ports).map((row) => ({
      deviceClass: (row.deviceClass === '' ? null : row.deviceClass) as Settings['openPorts'][number]['deviceClass'],
      tcp: ports(row.tcp),
      udp: ports(row.udp),
    })),
  }
}
