import '../../components/field-grid.css'
import './record.css'
import type { ComponentType } from 'react'
import { useParams } from 'wouter'
import { Asked } from '../../api/asked.tsx'
import { LinkTabs } from '../../components/link-tabs.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { text } from '../../text/text.ts'
import { AccountsPart } from './accounts-part.tsx'
import { ChecklistsPart } from './checklists-part.tsx'
import { JobsPart } from './jobs-part.tsx'
import { NetworkPart } from './network-part.tsx'
import { PeoplePart } from './people-part.tsx'
import { PlacePart } from './place-part.tsx'
import type { SiteRecord } from './record-drafts.ts'
import { SegmentationPart } from './segmentation-part.tsx'
import { useUnsavedParts } from './use-record-draft.ts'
import { ZonesPart } from './zones-part.tsx'

const { record } = text

const partScreens: Readonly<Record<keyof typeof record.part, ComponentType<{ readonly view: SiteRecord }>>> = {
  people: PeoplePart,
  zones: ZonesPart,
  network: NetworkPart,
  accounts: AccountsPart,
  jobs: JobsPart,
  segmentation: SegmentationPart,
  checklists: ChecklistsPart,
  place: PlacePart,
}
const names = Object.keys(partScreens) as (keyof typeof partScreens)[]

/** What belongs to this place and to no checklist: expected values, and who answers for them. */
export function RecordScreen() {
  const { part } = useParams<{ part?: string }>()
  const at = names.find((name) => name === part) ?? 'people'
  const Part = partScreens[at]
  const unsaved = useUnsavedParts(names)
  return (
    <div className="page">
      <PageHead title={record.title} lead={record.lead} />
      <LinkTabs
        label={record.parts}
        tabs={names.map((name) => ({ name, title: record.part[name], href: `#/record/${name}` }))}
        at={at}
        marked={unsaved}
        mark={record.unsaved}
      />
      <Asked channel="record.view" input={undefined}>
        {(view) => <Part view={view} />}
      </Asked>
    </div>
  )
}
