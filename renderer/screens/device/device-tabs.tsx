import { Tabs } from '@mantine/core'
import type { Output } from '../../../electron/contract/channels.ts'
import { useKeptState } from '../../api/kept-state.ts'
import { type Outcome, OutcomeTag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'
import { FactsTab, isUnread, UnreadTab } from './facts-tab.tsx'
import { FindingsTable } from './findings-table.tsx'
import { FirmwareReasons } from './firmware-reasons.tsx'
import { HistoryTab } from './history-tab.tsx'

type View = Output<'devices.view'>
const { device } = text

/** The tab that somebody left open, and on which device: another device begins at its items. */
interface OpenTab {
  readonly device: string
  readonly tab: string
}
const tabs = ['findings', 'facts', 'unread', 'firmware', 'history']
const noTab: OpenTab = { device: '', tab: 'findings' }

function isOpenTab(value: unknown): value is OpenTab {
  const { device: id, tab } = Object(value) as Partial<OpenTab>
  return typeof id === 'string' && typeof tab === 'string' && tabs.includes(tab)
}

/** What was found on a device, read from it, and not read, its firmware and what became of it, each behind a tab. */
export function DeviceTabs({ view }: { readonly view: View }) {
  const { row, findings, facts } = view
  const unread = facts.filter(isUnread).length
  const [open, setOpen] = useKeptState('device tab', noTab, isOpenTab)
  return (
    <section className="panel device-main">
      <Tabs
        value={open.device === row.id ? open.tab : 'findings'}
        onChange={(tab) => setOpen({ device: row.id, tab: tab ?? 'findings' })}
        keepMounted={false}
      >
        <Tabs.List className="tabs-list">
          <Tabs.Tab value="findings" className="tabs-tab">
            {device.findings}
            <span className="num">{findings.length}</span>
          </Tabs.Tab>
          <Tabs.Tab value="facts" className="tabs-tab">
            {device.facts}
            <span className="num">{facts.length - unread}</span>
          </Tabs.Tab>
          <Tabs.Tab value="unread" className="tabs-tab">
            {device.unread}
            <span className="num">{unread}</span>
          </Tabs.Tab>
          <Tabs.Tab value="firmware" className="tabs-tab">
            {device.firmware}
            <span className="num">{openFlaws(view)}</span>
          </Tabs.Tab>
          <Tabs.Tab value="history" className="tabs-tab">
            {device.history}
            <span className="num">{view.visits.length}</span>
          </Tabs.Tab>
          <div className="tabs-aside">
            <OutcomeSummary findings={findings} />
          </div>
        </Tabs.List>
        <Tabs.Panel value="findings">
          <FindingsTable findings={findings} facts={facts} excerpts={view.excerpts} />
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <FactsTab facts={facts} />
        </Tabs.Panel>
        <Tabs.Panel value="unread">
          <UnreadTab facts={facts} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab visits={view.visits} />
        </Tabs.Panel>
        <Tabs.Panel value="firmware">
          <FirmwareReasons deviceId={row.id} firmware={view.firmware} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

/** Flaws that apply, or that cannot be ruled out. */
const openFlaws = ({ firmware }: View): number =>
  firmware?.vulnerabilities.filter(({ applies }) => applies !== 'no').length ?? 0

const summarised: readonly Outcome[] = ['fail', 'error', 'unknown', 'fixed']

function OutcomeSummary({ findings }: { readonly findings: View['findings'] }) {
  return summarised.map((outcome) => {
    const amount = findings.filter((finding) => finding.outcome === outcome).length
    if (amount === 0) return null
    return (
      <OutcomeTag key={outcome} outcome={outcome}>
        {text.outcomes[outcome](amount)}
      </OutcomeTag>
    )
  })
}
