import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import { orNull, type SiteRecord } from './record-drafts.ts'
import { SavePart } from './save-part.tsx'
import { useRecordDraft } from './use-record-draft.ts'

const { record } = text

/** The site and the people of this visit, by name. */
export function PlacePart({ view: { about } }: { readonly view: SiteRecord }) {
  const kept = useRecordDraft('place', {
    ...about,
    customer: about.customer ?? '',
    contract: about.contract ?? '',
  })
  const { value: draft, set: setDraft } = kept
  const [tried, setTried] = useState(false)
  const needed = ['name', 'company', 'technician'] as const
  const isMissing = (name: string) => needed.some((one) => one === name && draft[one].trim() === '')
  const field = (name: keyof typeof draft) => (
    <TextInput
      label={record[name]}
      value={draft[name]}
      error={tried && isMissing(name) ? record.needed : null}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
    />
  )
  return (
    <SavePart
      name={record.part.place}
      draft={kept}
      onTried={() => setTried(true)}
      made={() =>
        needed.some(isMissing)
          ? null
          : { about: { ...draft, customer: orNull(draft.customer), contract: orNull(draft.contract) } }
      }
    >
      <Panel title={record.part.place} aside={record.peopleNote}>
        <div className="field-grid">
          {field('name')}
          {field('customer')}
          {field('contract')}
          {field('company')}
          {field('technician')}
        </div>
      </Panel>
    </SavePart>
  )
}
