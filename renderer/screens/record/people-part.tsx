import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { DayField } from '../../components/day-field.tsx'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import { type Column, EditRows } from './edit-rows.tsx'
import { allRight, filled, type Governance, needs, orNull, type Row, type SiteRecord } from './record-drafts.ts'
import { SavePart } from './save-part.tsx'
import { useRecordDraft } from './use-record-draft.ts'

const { record } = text
const columns: readonly Column[] = [
  { name: 'name', label: record.personName },
  { name: 'role', label: record.personRole },
  { name: 'reach', label: record.personReach },
]
const nobody = { name: '', role: '', reach: '' }
const named = needs('name')

/** Who answers, who is called, who may pull the cable: decided before anything happens. */
export function PeoplePart({ view: { governance } }: { readonly view: SiteRecord }) {
  const kept = useRecordDraft('people', draftOf(governance))
  const { value: draft, set: setDraft } = kept
  const [tried, setTried] = useState(false)
  const rows = { columns, empty: nobody, errors: named, showErrors: tried }
  const supportMissing = draft.provider.trim() === '' && (draft.supportReach.trim() !== '' || draft.endsOn !== '')
  const windowMissing = draft.when.trim() === '' && draft.windowApprover.trim() !== ''
  const field = (
    name: 'provider' | 'supportReach' | 'when' | 'windowApprover',
    label: string,
    error: string | null = null,
  ) => (
    <TextInput
      label={label}
      value={draft[name]}
      error={tried ? error : null}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
    />
  )
  return (
    <SavePart
      name={record.part.people}
      draft={kept}
      onTried={() => setTried(true)}
      made={() => {
        const people = [...draft.owner, ...draft.escalation, ...draft.mayIsolate]
        if (!allRight(people, named) || supportMissing || windowMissing) return null
        return { governance: governanceOf(draft) }
      }}
    >
      <Panel title={record.owner} aside={record.ownerNote}>
        <EditRows
          {...rows}
          title={record.owner}
          rows={draft.owner}
          limit={1}
          onChange={(owner) => setDraft({ ...draft, owner })}
        />
      </Panel>
      <Panel title={record.escalation} aside={record.escalationNote}>
        <EditRows
          {...rows}
          title={record.escalation}
          rows={draft.escalation}
          onChange={(escalation) => setDraft({ ...draft, escalation })}
        />
      </Panel>
      <Panel title={record.mayIsolate} aside={record.mayIsolateNote}>
        <EditRows
          {...rows}
          title={record.mayIsolate}
          rows={draft.mayIsolate}
          onChange={(mayIsolate) => setDraft({ ...draft, mayIsolate })}
        />
      </Panel>
      <Panel title={record.support}>
        <div className="field-grid">
          {field('provider', record.provider, supportMissing ? record.needed : null)}
          {field('supportReach', record.supportReach)}
          <DayField label={record.endsOn} value={draft.endsOn} onChange={(endsOn) => setDraft({ ...draft, endsOn })} />
        </div>
      </Panel>
      <Panel title={record.window}>
        <div className="field-grid">
          {field('when', record.windowWhen, windowMissing ? record.needed : null)}
          {field('windowApprover', record.windowApprover)}
        </div>
      </Panel>
    </SavePart>
  )
}

interface Draft {
  readonly owner: readonly Row[]
  readonly escalation: readonly Row[]
  readonly mayIsolate: readonly Row[]
  readonly provider: string
  readonly supportReach: string
  readonly endsOn: string
  readonly when: string
  readonly windowApprover: string
}

const draftOf = ({ owner, escalation, mayIsolate, support, maintenanceWindow }: Governance): Draft => ({
  owner: owner === null ? [nobody] : [owner],
  escalation,
  mayIsolate,
  provider: support?.provider ?? '',
  supportReach: support?.reach ?? '',
  endsOn: support?.endsOn ?? '',
  when: maintenanceWindow?.when ?? '',
  windowApprover: maintenanceWindow?.approver ?? '',
})

const personOf = ({ name = '', role = '', reach = '' }: Row) => ({ name, role, reach })

function governanceOf(draft: Draft): Governance {
  const provider = orNull(draft.provider)
  const when = orNull(draft.when)
  const [owner] = filled(draft.owner).map(personOf)
  return {
    owner: owner ?? null,
    escalation: filled(draft.escalation).map(personOf),
    mayIsolate: filled(draft.mayIsolate).map(personOf),
    support: provider === null ? null : { provider, reach: draft.supportReach, endsOn: orNull(draft.endsOn) },
    maintenanceWindow: when === null ? null : { when, approver: draft.windowApprover },
  }
}
