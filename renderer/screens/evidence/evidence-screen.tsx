import './evidence.css'
import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { Asked } from '../../api/asked.tsx'
import { useRunningWork } from '../../api/live.tsx'
import type { SiteView } from '../../api/site-view.ts'
import { OldCatalog } from '../../components/old-catalog.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { text } from '../../text/text.ts'
import { CountersignPanel } from './countersign-panel.tsx'
import { HandOverPanel } from './hand-over-panel.tsx'
import { type Pack, PackList } from './pack-list.tsx'
import { SealWizard } from './seal-wizard.tsx'
import { SignerPanel } from './signer-panel.tsx'
import { StampsPanel } from './stamps-panel.tsx'

const { evidence } = text

/** What is missing before a seal, who it is for, who signs, and the packs that were sealed. */
export function EvidenceScreen() {
  return (
    <Asked channel="site.view" input={undefined}>
      {(site) => site && <Evidence site={site} />}
    </Asked>
  )
}

function Evidence({ site }: { readonly site: SiteView }) {
  const running = useRunningWork()
  return (
    <div className="page">
      <PageHead title={evidence.title} lead={evidence.lead}>
        <Button
          variant="default"
          component="a"
          href="#/verify"
          leftSection={<IconShieldCheck size="1.1em" aria-hidden />}
        >
          {evidence.verify}
        </Button>
      </PageHead>
      {running && <WorkBar progress={running} {...(running.work === 'seal' ? { cancelText: evidence.cancel } : {})} />}
      {site.catalog.warning !== null && <OldCatalog>{site.catalog.warning}</OldCatalog>}
      <Asked channel="evidence.ready" input={undefined}>
        {(ready) => (
          <div className="grid-evidence">
            <Asked channel="evidence.list" input={undefined}>
              {(packs) => <SealWizard ready={ready} busy={running !== null} sealed={newestOfVisit(site, packs)} />}
            </Asked>
            <div className="stack">
              <SignerPanel ready={ready} />
              <Asked channel="evidence.stamps" input={undefined}>
                {(stamps) => <StampsPanel stamps={stamps} />}
              </Asked>
            </div>
          </div>
        )}
      </Asked>
      <Asked channel="evidence.list" input={undefined}>
        {(packs) => (
          <div className="stack after-seal">
            <Panel title={evidence.packs} flush>
              <PackList packs={packs} />
            </Panel>
            <div className="grid-halves">
              <CountersignPanel packs={packs} />
              <HandOverPanel />
            </div>
          </div>
        )}
      </Asked>
    </div>
  )
}

/** The newest pack where this visit was sealed; null before. */
function newestOfVisit({ steps }: SiteView, packs: readonly Pack[]): Pack | null {
  if (steps.find(({ id }) => id === 'seal')?.note.is !== 'packs') return null
  return packs.toSorted((a, b) => a.sequence - b.sequence).at(-1) ?? null
}
