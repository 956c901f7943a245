import { SegmentedControl } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { OutcomeBars } from '../../components/outcome-bars.tsx'
import { Panel } from '../../components/panel.tsx'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { text } from '../../text/text.ts'
import type { Counts, OverviewView } from './overview-view.ts'
import { ShareBar } from './share-bar.tsx'
import { whereHref } from './where-href.ts'

const { overview } = text
const cuts = ['severity', 'vendor', 'zone'] as const
type Cut = (typeof cuts)[number]

/** How many rows a long cut shows; the others are in the list of devices. */
const shownParts = 12

/** Outcomes by severity, maker or zone: one bar of shares for each, and the sums below. */
export function OutcomesPanel({ view, counts }: { readonly view: OverviewView; readonly counts: Counts }) {
  const [cut, setCut] = useState<Cut>('severity')
  const judged = Object.values(counts).some((amount) => amount > 0)
  return (
    <Panel
      title={overview.outcomes}
      aside={
        judged && (
          <SegmentedControl
            aria-label={overview.outcomes}
            value={cut}
            onChange={(value) => setCut(value as Cut)}
            data={cuts.map((value) => ({ value, label: overview.by[value] }))}
          />
        )
      }
    >
      {judged ? (
        <>
          <Parts view={view} cut={cut} />
          <OutcomeBars counts={counts} />
        </>
      ) : (
        <p className="sub">{overview.noOutcomes}</p>
      )}
    </Panel>
  )
}

function Parts({ view, cut }: { readonly view: OverviewView; readonly cut: Cut }) {
  if (cut === 'zone' && view.byZone.length === 0) return <p className="sub part-none">{overview.noZones}</p>
  const parts = { severity: view.bySeverity, vendor: view.byVendor, zone: view.byZone }[cut]
  return (
    <ul className="parts" aria-label={overview.by[cut]}>
      {parts.slice(0, shownParts).map(({ name, counts }) => (
        <li key={name ?? ''}>
          <span className="cut" title={name ?? text.unknownValue}>
            <PartName cut={cut} name={name}>
              {name ?? text.unknownValue}
            </PartName>
          </span>
          <ShareBar counts={counts} />
          <span className="num right nowrap">{overview.failOf(counts.fail, sum(counts))}</span>
        </li>
      ))}
    </ul>
  )
}

function PartName(props: { readonly cut: Cut; readonly name: string | null; readonly children: ReactNode }) {
  const { cut, name, children } = props
  if (name === null) return <span>{children}</span>
  return (
    <a href={whereHref(cut, name)}>
      {cut === 'severity' ? <SeverityMark severity={name as keyof typeof text.severity} /> : children}
    </a>
  )
}

/** What does not apply is no part of the whole. */
const sum = (counts: Counts): number =>
  Object.values(counts).reduce((all, amount) => all + amount, 0) - counts.notapplicable
