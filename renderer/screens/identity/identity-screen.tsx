import './identity.css'
import { IconChevronRight } from '@tabler/icons-react'
import { Asked } from '../../api/asked.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { text } from '../../text/text.ts'
import { CompanyDoor } from './company-door.tsx'
import { CompanyPanel } from './company-panel.tsx'
import { TechnicianPanel } from './technician-panel.tsx'

const { identities } = text

/** Who signs: the technician at this laptop, and the company that vouches for its technicians. */
export function IdentityScreen() {
  return (
    <div className="page">
      <nav className="crumbs">
        <a href="#/evidence">{identities.backTo}</a>
        <IconChevronRight size="1em" aria-hidden />
        <span>{identities.title}</span>
      </nav>
      <PageHead title={identities.title} lead={identities.lead} />
      <div className="grid-identity">
        <TechnicianPanel />
        <Asked channel="identity.company" input={undefined}>
          {(company) => (company === null ? <CompanyDoor /> : <CompanyPanel company={company} />)}
        </Asked>
      </div>
    </div>
  )
}
