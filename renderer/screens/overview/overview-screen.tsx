import './overview.css'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react'
import { useRunningWork } from '../../api/live.tsx'
import type { SiteView } from '../../api/site-view.ts'
import { Asked } from '../../components/asked.tsx'
import { Meter } from '../../components/meter.tsx'
import { OutcomeBars } from '../../components/outcome-bars.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { OutcomeTag, Tag } from '../../components/tag.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { nextStep } from '../../frame/next-step.ts'
import { text } from '../../text/en.ts'
import { dateText } from '../../text/format.ts'
import { deviceName, worstKey } from '../devices/device-sort.ts'

const { overview } = text

/** How far, how bad, what next: three answers before any chart. */
export function OverviewScreen() {
  return (
    <Asked channel="site.view" input={undefined}>
      {(site) => site && <Overview site={site} />}
    </Asked>
  )
}

function Overview({ site }: { readonly site: SiteView }) {
  const running = useRunningWork()
  const next = nextStep(site)
  const { fail, error, unknown } = site.counts
  const items = Object.values(site.counts).reduce((sum, amount) => sum + amount, 0)
  return (
    <div className="page">
      <PageHead title={overview.title} lead={overview.lead(site.name, site.checklist)} />
      {running && <WorkBar progress={running} />}
      <div className="answers">
        <section className="answer">
          <h2>{overview.coverage}</h2>
          <p className="figure">
            <span className="num">{site.assessedCount}</span>
            {overview.assessed(site.deviceCount)}
          </p>
          {site.assessedCount > 0 && (
            <Meter done={site.assessedCount} total={site.deviceCount} label={overview.coverage} />
          )}
        </section>
        <section className="answer">
          <h2>{overview.open}</h2>
          <p className="figure">
            <span className="num">{fail + error + unknown}</span>
            {overview.openText}
          </p>
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
      <div className="grid-overview">
        <Panel title={overview.outcomes}>
          {items === 0 ? <p className="sub">{overview.noOutcomes}</p> : <OutcomeBars counts={site.counts} />}
        </Panel>
        <div className="stack">
          <WorstDevices />
          <Panel
            title={overview.catalog}
            {...(site.catalog.ageDays > staleDays ? { aside: <StaleCatalog site={site} /> } : {})}
          >
            <p className="sub">
              {overview.catalogText(site.catalog.version, dateText(site.catalog.date), site.catalog.ageDays)}
            </p>
          </Panel>
        </div>
      </div>
    </div>
  )
}

/** A catalog older than this is said in amber: new firmware and new issues are not in it. */
const staleDays = 90

function StaleCatalog({ site: { catalog } }: { readonly site: SiteView }) {
  return (
    <Tag tone="warn" icon={<IconAlertTriangle size="1em" aria-hidden />}>
      {overview.catalogOld(catalog.ageDays)}
    </Tag>
  )
}

const shownDevices = 6

function WorstDevices() {
  return (
    <Panel title={overview.worst} flush>
      <Asked channel="devices.list" input={undefined}>
        {(rows) => {
          const worst = rows
            .filter(({ open }) => open > 0)
            .sort((a, b) => b.open - a.open || worstKey(a) - worstKey(b))
            .slice(0, shownDevices)
          if (worst.length === 0) return <p className="pad sub">{overview.noWorst}</p>
          return (
            <ul className="worst-list">
              {worst.map((row) => (
                <li key={row.id}>
                  <a className="mono" href={`#/devices/${row.id}`}>
                    {row.address}
                  </a>
                  <span className="cut grow">{deviceName(row)}</span>
                  {row.worst && <OutcomeTag outcome={row.worst.outcome} />}
                  <span className="dim nowrap">{overview.openItems(row.open)}</span>
                </li>
              ))}
            </ul>
          )
        }}
      </Asked>
    </Panel>
  )
}
