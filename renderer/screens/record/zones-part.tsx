import { useState } from 'react'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import { type Column, EditRows } from './edit-rows.tsx'
import { allRight, filled, needs, parts, type Row, type RowErrors, type SiteRecord } from './record-drafts.ts'
import { SavePart } from './save-part.tsx'
import { useRecordDraft } from './use-record-draft.ts'

type Zone = SiteRecord['zones'][number]
const { record } = text
const columns: readonly Column[] = [
  { name: 'name', label: record.zoneName },
  { name: 'networks', label: record.networks, kind: 'mono' },
  { name: 'criticality', label: record.criticality, options: Object.entries(record.criticalities) },
  { name: 'safetyImpact', label: record.safety, options: Object.entries(record.safeties) },
]
const empty = { name: '', networks: '', criticality: 'medium', safetyImpact: 'none' }

/** A row counts as meant once somebody typed a name or a network: the two choices always say something. */
const meant = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ name = '', networks = '' }) => name.trim() !== '' || networks.trim() !== '')

const check = (row: Row): RowErrors => ({
  ...needs('name')(row),
  ...(parts(row.networks ?? '').length === 0 ? { networks: record.badNetwork } : {}),
})

/** Parts of the site with a weight of their own. */
export function ZonesPart({ view }: { readonly view: SiteRecord }) {
  const kept = useRecordDraft<readonly Row[]>(
    'zones',
    view.zones.map((zone) => ({ ...zone, networks: zone.networks.join(', ') })),
  )
  const { value: rows, set: setRows } = kept
  const [tried, setTried] = useState(false)
  return (
    <SavePart
      name={record.part.zones}
      draft={kept}
      onTried={() => setTried(true)}
      made={() => (allRight(meant(rows), check) ? { zones: filled(meant(rows)).map(zoneOf) } : null)}
    >
      <Panel title={record.part.zones} aside={record.zonesNote}>
        <EditRows
          title={record.part.zones}
          columns={columns}
          rows={rows}
          empty={empty}
          nothing={record.noZones}
          errors={check}
          showErrors={tried}
          onChange={setRows}
        />
      </Panel>
    </SavePart>
  )
}

const zoneOf = (row: Row): Zone => ({
  name: row.name ?? '',
  networks: parts(row.networks ?? ''),
  criticality: row.criticality as Zone['criticality'],
  safetyImpact: row.safetyImpact as Zone['safetyImpact'],
})
