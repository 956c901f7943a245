import './devices.css'
import { Button } from '@mantine/core'
import { IconDeviceCctv, IconDownload, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { Asked } from '../../api/asked.tsx'
import { copyText } from '../../api/copy-text.ts'
import { useKeptState } from '../../api/kept-state.ts'
import { useRunningWork } from '../../api/live.tsx'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Empty } from '../../components/empty.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { text } from '../../text/text.ts'
import { BulkBar } from './bulk-bar.tsx'
import { drawnColumns, rowsAsText } from './device-columns.tsx'
import { readWhere, type Where } from './device-filter.ts'
import type { DeviceRow } from './device-sort.ts'
import { DeviceTable } from './device-table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { LoginDialog } from './login-dialog.tsx'
import { useDeviceList } from './use-device-list.ts'
import { ViewTabs } from './view-tabs.tsx'

const { devices } = text

const noNames: readonly string[] = []
const isName = (value: unknown): value is string => typeof value === 'string'
const isNames = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isName)

/** What is ticked, and the row that somebody was at. Of all devices it is kept; of those that a link asked for it ends with the link. */
function useChosen(isAll: boolean) {
  const [keptIds, keepIds] = useKeptState('devices picked', noNames, isNames)
  const [keptRow, keepRow] = useKeptState('devices row', '', isName)
  const [ownIds, setOwnIds] = useState(noNames)
  const [ids, setIds] = isAll ? [keptIds, keepIds] : [ownIds, setOwnIds]
  const chosen = useMemo(() => new Set(ids), [ids])
  return {
    chosen,
    setChosen: (next: ReadonlySet<string>) => setIds([...next]),
    row: isAll ? keptRow : '',
    keepRow: (id: string) => {
      if (isAll) keepRow(id)
    },
  }
}

/** Which devices there are, how bad they are, and what can be done to many at once. */
export function DevicesScreen() {
  return (
    <Asked channel="devices.list" input={undefined}>
      {(rows) => <Devices rows={rows} narrowed={null} where={null} />}
    </Asked>
  )
}

/** The devices that a number elsewhere counts: the filter stands in the link. */
export function DevicesWhereScreen() {
  const { filter = '' } = useParams<{ readonly filter?: string }>()
  const where = readWhere(filter.includes('=') ? filter : decodeURIComponent(filter))
  return (
    <Asked channel="devices.list" input={undefined}>
      {(rows) => <Devices key={filter} rows={rows} narrowed={null} where={where} />}
    </Asked>
  )
}

interface DevicesProps {
  readonly rows: readonly DeviceRow[]
  /** Says which devices these are, where they are not all of the site. What is done to all is then done to these. */
  readonly narrowed: ReactNode
  readonly where: Where | null
}

export function Devices({ rows, narrowed, where }: DevicesProps) {
  const [, navigate] = useLocation()
  const refresh = useRefresh()
  const running = useRunningWork()
  const list = useDeviceList(rows, where)
  const { look, shown, change } = list
  const { chosen, setChosen, row, keepRow } = useChosen(where === null && narrowed === null)
  const [askLogin, setAskLogin] = useState(false)
  const [said, setSaid] = useState('')
  const assess = useAction('assess.start')
  const plan = useAction('plan.make')
  const csv = useAction('devices.exportCsv')
  // Rows that left the list are no longer chosen, however they were.
  const picked = useMemo(() => rows.filter(({ id }) => chosen.has(id)), [rows, chosen])
  const pickedIds = useMemo(() => new Set(picked.map(({ id }) => id)), [picked])
  const ids = [...pickedIds]
  const busy = running !== null || assess.busy || plan.busy
  const problem = assess.problem ?? plan.problem ?? csv.problem
  const everyId = narrowed === null ? null : rows.map(({ id }) => id)
  const drawn = useMemo(() => drawnColumns(look.columns, rows), [look.columns, rows])
  const makePlan = async (wanted: string[] | null) => {
    const answer = await plan.run({ ids: wanted, checks: null, allowClear: false })
    if (!answer.ok) return
    refresh('plan.view', undefined, answer.value)
    navigate('/changes')
  }
  const save = async () => {
    const wanted = picked.length > 0 ? picked : shown
    const answer = await csv.run({ ids: wanted.map(({ id }) => id), columns: [...look.columns] })
    if (answer.ok && answer.value.saved) setSaid(devices.csvSaved(wanted.length))
  }
  const copy = () => {
    copyText(rowsAsText(picked, look.columns))
    setSaid(devices.copied(picked.length))
  }
  return (
    <div className="page page-fill devices-page">
      <PageHead title={devices.title} lead={<span aria-live="polite">{leadOf(shown, rows.length)}</span>}>
        <Button
          variant="default"
          disabled={shown.length === 0}
          loading={csv.busy}
          leftSection={<IconDownload size="1.1em" aria-hidden />}
          onClick={save}
        >
          {devices.csv}
        </Button>
        <ActButton
          variant="default"
          disabled={busy || rows.length === 0}
          loading={plan.busy}
          onClick={() => makePlan(everyId)}
        >
          {devices.planAll}
        </ActButton>
        <ActButton
          disabled={busy || rows.length === 0}
          loading={assess.busy}
          onClick={() => assess.run({ ids: everyId })}
        >
          {devices.assessAll(rows.length)}
        </ActButton>
      </PageHead>
      {narrowed}
      {running && <WorkBar progress={running} />}
      {problem && (
        <div className="gap-below">
          <ProblemPanel problem={problem} />
        </div>
      )}
      <p className="said" aria-live="polite">
        {said}
      </p>
      <ViewTabs list={list} />
      <FilterBar rows={rows} list={list} />
      <DeviceTable
        rows={shown}
        columns={drawn}
        sort={look.sort}
        onSort={(sort) => change({ sort })}
        picked={pickedIds}
        onPick={setChosen}
        startAt={row}
        onRow={keepRow}
        still={running !== null}
        empty={<NoRows any={rows.length > 0} onClear={list.clear} />}
      />
      {picked.length > 0 && (
        <BulkBar
          picked={picked}
          busy={busy}
          onAssess={() => assess.run({ ids })}
          onPlan={() => makePlan(ids)}
          onLogin={() => setAskLogin(true)}
          onCopy={copy}
          onClear={() => setChosen(new Set())}
        />
      )}
      {askLogin && <LoginDialog ids={ids} onClose={() => setAskLogin(false)} />}
    </div>
  )
}

/** How many, and how bad as far as they were looked at. */
function leadOf(shown: readonly DeviceRow[], all: number): string {
  const unseen = shown.filter(({ assessed }) => !assessed).length
  const amount = devices.lead(shown.length, all)
  if (shown.length === 0) return amount
  if (unseen === shown.length) return `${amount}, ${devices.leadNoneSeen}`
  const open = devices.leadOpen(shown.filter(({ open }) => open > 0).length)
  return [amount, open, ...(unseen === 0 ? [] : [devices.leadUnseen(unseen)])].join(', ')
}

function NoRows({ any, onClear }: { readonly any: boolean; readonly onClear: () => void }) {
  if (!any) {
    return (
      <Empty
        icon={<IconDeviceCctv size="1.5rem" stroke={1.5} aria-hidden />}
        title={devices.none}
        action={
          <Button component="a" href="#/discover">
            {devices.noneButton}
          </Button>
        }
      >
        {devices.noneText}
      </Empty>
    )
  }
  return (
    <Empty
      icon={<IconSearch size="1.5rem" stroke={1.5} aria-hidden />}
      title={devices.noMatch}
      action={
        <Button variant="default" onClick={onClear}>
          {devices.showAll}
        </Button>
      }
    >
      {devices.noMatchText}
    </Empty>
  )
}
