import './firmware.css'
import { Button } from '@mantine/core'
import { IconCpu } from '@tabler/icons-react'
import { Asked } from '../../api/asked.tsx'
import { useRunningWork } from '../../api/live.tsx'
import { Empty } from '../../components/empty.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { StandingTag } from '../../components/standing-tag.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import type { StandingCounts } from '../../text/en/firmware.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { CatalogPanel } from './catalog-panel.tsx'
import { counted, type FirmwareView, filterHref, standingCounts } from './firmware-groups.ts'
import { FirmwareTable } from './firmware-table.tsx'
import { FleetBars } from './fleet-bars.tsx'
import { UpgradeGains } from './upgrade-gains.tsx'

const { firmware } = text

/** What firmware runs, what is known to be wrong with it, and what one upgrade would change. */
export function FirmwareScreen() {
  return (
    <Asked channel="firmware.view" input={undefined}>
      {(view) => <Firmware view={view} />}
    </Asked>
  )
}

function Firmware({ view }: { readonly view: FirmwareView }) {
  const running = useRunningWork()
  const counts = standingCounts(view)
  const nothing = view.groups.length === 0
  return (
    <div className="page">
      <PageHead title={firmware.title} lead={view.devices === 0 ? firmware.none : firmware.lead(counts, view.devices)}>
        {view.devices > 0 && (
          <Button component="a" href="#/firmware/upgrade">
            {text.upgrade.open}
          </Button>
        )}
      </PageHead>
      {running && <WorkBar progress={running} />}
      {!nothing && <Counts counts={counts} />}
      <div className="stack">
        <CatalogPanel catalog={view.catalog} judgedByOther={view.judgedByOther} />
        {nothing ? (
          <Empty
            icon={<IconCpu size="1.5rem" stroke={1.5} aria-hidden />}
            title={view.devices === 0 ? firmware.none : firmware.notJudged}
            action={
              <Button component="a" href={view.devices === 0 ? '#/discover' : '#/devices'}>
                {view.devices === 0 ? firmware.noneButton : firmware.toDevices}
              </Button>
            }
          >
            {firmware.noneText}
          </Empty>
        ) : (
          <>
            <FleetBars groups={view.groups} />
            <UpgradeGains gains={view.upgrades} groups={view.groups} />
            <FirmwareTable groups={view.groups} />
          </>
        )}
      </div>
    </div>
  )
}

/** Every number leads to its devices. */
function Counts({ counts }: { readonly counts: StandingCounts }) {
  return (
    <div className="standing-counts">
      <ul aria-label={firmware.counts}>
        {counted
          .filter((standing) => counts[standing] > 0)
          .map((standing) => (
            <li key={standing}>
              <a
                href={filterHref(standing)}
                aria-label={firmware.devicesThat(counts[standing], firmware.standing[standing])}
              >
                <span className="standing-figure num">{numberText(counts[standing])}</span>
                <StandingTag standing={standing} />
              </a>
            </li>
          ))}
      </ul>
      <p className="small dim">{firmware.countsNote}</p>
    </div>
  )
}
