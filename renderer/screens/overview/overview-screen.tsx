import './overview.css'
import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { Asked } from '../../api/asked.tsx'
import { useRunningWork } from '../../api/live.tsx'
import type { SiteView } from '../../api/site-view.ts'
import { Meter } from '../../components/meter.tsx'
import { OldCatalog } from '../../components/old-catalog.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { nextStep } from '../../frame/next-step.ts'
import { checklistText } from '../../text/checklist-text.ts'
import { dateText, numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { ChangesPanel } from './changes-panel.tsx'
import { CriticalPanel } from './critical-panel.tsx'
import { DriftPanel } from './drift-panel.tsx'
import { LifecyclePanel } from './lifecycle-panel.tsx'
import { OutcomesPanel } from './outcomes-panel.tsx'
import type { OverviewView } from './overview-view.ts'
import { WorstPanel } from './worst-panel.tsx'

const { overview } = text

/** How far, how bad, what next: three answers before any chart. */
export function OverviewScreen() {
  return (
    <Asked channel="site.view" input={undefined}>
      {(site) =>
        site && (
          <Asked channel="site.overview" input={undefined}>
            {(view) => <Overview site={site} view={view} />}
          </Asked>
        )
      }
    </Asked>
  )
}

function Overview({ site, view }: { readonly site: SiteView; readonly view: OverviewView }) {
  const running = useRunningWork()
  return (
    <div className="page">
      <PageHead title={overview.title} lead={overview.lead(site.name, checklistText(site.checklist))} />
      {running && <WorkBar progress={running} />}
      <Answers site={site} view={view} />
      <div className="grid-overview">
        <div className="stack">
          <OutcomesPanel view={view} counts={site.counts} />
          <LifecyclePanel />
        </div>
        <div className="stack">
          <CriticalPanel items={view.critical} anyLooked={site.assessedCount > 0} />
          <DriftPanel />
          <ChangesPanel changes={view.changes} />
          <WorstPanel />
          <Panel title={overview.catalog}>
            {site.catalog.warning !== null && <OldCatalog>{site.catalog.warning}</OldCatalog>}
            <p className="sub">
              {overview.catalogText(site.catalog.version, dateText(site.catalog.date), site.catalog.ageDays)}
            </p>
          </Panel>
        </div>
      </div>
    </div>
  )
}

function Answers({ site, view }: { readonly site: SiteView; readonly view: OverviewView }) {
  const next = nextStep(site)
  const { error, unknown, notchecked, fixed } = site.counts
  const unseen = site.deviceCount - site.assessedCount
  return (
    <div className="answers">
      <section className="answer">
        <h2>{overview.open}</h2>
        {site.assessedCount === 0 ? (
          <>
            <p>
              <strong>{overview.notLooked}</strong>
            </p>
            <p className="sub">{overview.notLookedText}</p>
          </>
        ) : (
          <>
            <p className="figure">
              <span className="num">{numberText(view.criticalDevices)}</span>
              {overview.criticalDevices(view.criticalDevices)}
            </p>
            <p className="sub">
              {overview.openDevices(view.openDevices, site.assessedCount)} {unseen > 0 && overview.restUnseen(unseen)}{' '}
              {fixed > 0 && overview.fixedItems(fixed)}
            </p>
          </>
        )}
      </section>
      <section className="answer">
        <h2>{overview.coverage}</h2>
        <p className="figure">
          <span className="num">{numberText(site.assessedCount)}</span>
          {overview.assessed(site.deviceCount)}
        </p>
        {site.assessedCount > 0 && (
          <>
            <Meter done={site.assessedCount} total={site.deviceCount} label={overview.coverage} />
            <p className="sub">{overview.notPass(notchecked, unknown, error)}</p>
          </>
        )}
      </section>
      <section className="answer">
        <h2>{overview.next}</h2>
        <p>
          <strong>{next.what}</strong>
        </p>
        <Button component="a" href={next.href} rightSection={<IconArrowRight size="1.1em" aria-hidden />}>
          {next.button}
        </Button>
      </section>
    </div>
  )
}
