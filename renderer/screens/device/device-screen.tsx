import './device.css'
import { Button, Tabs } from '@mantine/core'
import { IconChevronRight, IconClipboardText, IconKey, IconRefresh, IconTool } from '@tabler/icons-react'
import { useState } from 'react'
import { Redirect, useLocation, useParams } from 'wouter'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { useKeptState } from '../../api/kept-state.ts'
import { useRunningWork } from '../../api/live.tsx'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { NamedValues } from '../../components/named-values.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { type Outcome, OutcomeTag } from '../../components/tag.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { dateTimeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { deviceName } from '../devices/device-sort.ts'
import { LoginDialog } from '../devices/login-dialog.tsx'
import { DriverPanel } from './driver-panel.tsx'
import { FactsTab, isUnread, UnreadTab } from './facts-tab.tsx'
import { FindingsTable } from './findings-table.tsx'
import { FirmwareAnswer } from './firmware-answer.tsx'
import { FirmwareReasons } from './firmware-reasons.tsx'
import { HandOutsPanel } from './hand-outs-panel.tsx'
import { HistoryTab } from './history-tab.tsx'
import { SnapshotPanel } from './snapshot-panel.tsx'
import { TroublePanel } from './trouble-panel.tsx'
import { VaultPanel } from './vault-panel.tsx'

type View = Output<'devices.view'>
const { device, devices } = text

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

/** What one device is, how that is known, what was wrong and what it is now. */
export function DeviceScreen() {
  const { id } = useParams<{ readonly id?: string }>()
  if (id === undefined) return <Redirect to="/devices" />
  return (
    <Asked channel="devices.view" input={{ id }}>
      {(view) => <Device key={id} view={view} />}
    </Asked>
  )
}

function Device({ view }: { readonly view: View }) {
  const { row, findings, facts } = view
  const unread = facts.filter(isUnread).length
  const [, navigate] = useLocation()
  const refresh = useRefresh()
  const running = useRunningWork()
  const assess = useAction('assess.start')
  const plan = useAction('plan.make')
  const [open, setOpen] = useKeptState('device tab', noTab, isOpenTab)
  const [askLogin, setAskLogin] = useState(false)
  const diagnostics = useAction('devices.diagnostics')
  const [said, setSaid] = useState('')
  const problem = assess.problem ?? plan.problem ?? diagnostics.problem
  const busy = running !== null
  const makePlan = async () => {
    const answer = await plan.run({ ids: [row.id], checks: null, allowClear: false })
    if (!answer.ok) return
    refresh('plan.view', undefined, answer.value)
    navigate('/changes')
  }
  const saveDiagnostics = async () => {
    const answer = await diagnostics.run({ id: row.id })
    if (answer.ok && answer.value.saved) setSaid(device.diagnosticsSaved)
  }
  return (
    <div className="page">
      <nav className="crumbs" aria-label={device.crumb}>
        <a href="#/devices">{devices.title}</a>
        <IconChevronRight size="0.9em" aria-hidden />
        <span aria-current="page" className="mono">
          {row.address}
        </span>
      </nav>
      <PageHead title={row.name ?? row.address} lead={describe(view)}>
        <Button
          variant="default"
          title={device.diagnosticsNote}
          loading={diagnostics.busy}
          leftSection={<IconClipboardText size="1.1em" aria-hidden />}
          onClick={saveDiagnostics}
        >
          {device.diagnostics}
        </Button>
        <ActButton
          variant="default"
          leftSection={<IconKey size="1.1em" aria-hidden />}
          onClick={() => setAskLogin(true)}
        >
          {device.login}
        </ActButton>
        <ActButton
          variant="default"
          disabled={busy}
          loading={assess.busy}
          leftSection={<IconRefresh size="1.1em" aria-hidden />}
          onClick={() => assess.run({ ids: [row.id] })}
        >
          {device.assess}
        </ActButton>
        <ActButton
          disabled={busy || row.fixable === 0}
          loading={plan.busy}
          leftSection={<IconTool size="1.1em" aria-hidden />}
          onClick={makePlan}
        >
          {device.plan(row.fixable)}
        </ActButton>
      </PageHead>
      {running && <WorkBar progress={running} />}
      {problem && <ProblemPanel problem={problem} />}
      <p className="said" aria-live="polite">
        {said}
      </p>
      <div className="stack trouble">
        <TroublePanel view={view} />
      </div>
      <div className="grid-device">
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
        <div className="stack device-side">
          {view.showsPictures && <SnapshotPanel view={view} />}
          <Panel title={device.identity}>
            <NamedValues
              values={[
                ...view.identity.map(
                  ({ name, value }) =>
                    [text.identity[name], <IdentityValue key={name} name={name} value={value} />] as const,
                ),
                [device.zone, row.zone ?? <span className="dim">{text.unknownValue}</span>],
              ]}
            />
          </Panel>
          <FirmwareAnswer firmware={view.firmware} />
          <DriverPanel driver={view.driver} />
          <Panel title={device.recognised}>
            {view.recognisedBy.length === 0 ? (
              <p className="sub">{device.notRecognised}</p>
            ) : (
              <ul className="plain-list">
                {view.recognisedBy.map((mark) => (
                  <li key={mark}>{mark}</li>
                ))}
              </ul>
            )}
          </Panel>
          <VaultPanel deviceId={row.id} accounts={view.vaultAccounts} />
          <HandOutsPanel deviceId={row.id} busy={busy} />
        </div>
      </div>
      {askLogin && <LoginDialog ids={[row.id]} onClose={() => setAskLogin(false)} />}
    </div>
  )
}

/** Flaws that apply, or that cannot be ruled out. */
const openFlaws = ({ firmware }: View): number =>
  firmware?.vulnerabilities.filter(({ applies }) => applies !== 'no').length ?? 0

function IdentityValue({ name, value }: View['identity'][number]) {
  if (value === null) return <span className="dim">{text.unknownValue}</span>
  if (name === 'firstSeen' || name === 'lastSeen') return dateTimeText(value)
  return <span className="mono">{value}</span>
}

const describe = ({ row }: View): string =>
  [deviceName(row), text.deviceClass[row.deviceClass], row.name === null ? '' : row.address]
    .filter((part) => part !== '')
    .join(', ')

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
