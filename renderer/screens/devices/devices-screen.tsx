import './devices.css'
import { Button, TextInput } from '@mantine/core'
import { IconDeviceCctv, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useRunningWork } from '../../api/live.tsx'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { Asked } from '../../components/asked.tsx'
import { Empty } from '../../components/empty.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { text } from '../../text/en.ts'
import { BulkBar } from './bulk-bar.tsx'
import { type DeviceRow, searchText } from './device-sort.ts'
import { DeviceTable } from './device-table.tsx'
import { type DeviceViewName, deviceViewNames, deviceViews } from './device-views.ts'
import { LoginDialog } from './login-dialog.tsx'

const { devices } = text

/** Which devices there are, how bad they are, and what can be done to many at once. */
export function DevicesScreen() {
  return (
    <Asked channel="devices.list" input={undefined}>
      {(rows) => <Devices rows={rows} narrowed={null} />}
    </Asked>
  )
}

interface DevicesProps {
  readonly rows: readonly DeviceRow[]
  /** Says which devices these are, where they are not all of the site. What is done to all is then done to these. */
  readonly narrowed: ReactNode
}

export function Devices({ rows, narrowed }: DevicesProps) {
  const [, navigate] = useLocation()
  const refresh = useRefresh()
  const running = useRunningWork()
  const [view, setView] = useState<DeviceViewName>('all')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [askLogin, setAskLogin] = useState(false)
  const assess = useAction('assess.start')
  const plan = useAction('plan.make')
  const shown = useMemo(() => {
    const wanted = search.trim().toLowerCase()
    return rows.filter((row) => deviceViews[view](row) && (wanted === '' || searchText(row).includes(wanted)))
  }, [rows, view, search])
  // Rows that left the list are no longer chosen, however they were.
  const picked = useMemo(() => rows.filter(({ id }) => chosen.has(id)), [rows, chosen])
  const ids = picked.map(({ id }) => id)
  const busy = running !== null || assess.busy || plan.busy
  const problem = assess.problem ?? plan.problem
  const everyId = narrowed === null ? null : rows.map(({ id }) => id)
  const makePlan = async (wanted: string[] | null) => {
    const answer = await plan.run({ ids: wanted, checks: null, allowClear: false })
    if (!answer.ok) return
    refresh('plan.view', undefined, answer.value)
    navigate('/changes')
  }
  return (
    <div className="page page-fill devices-page">
      <PageHead
        title={devices.title}
        lead={
          <span aria-live="polite">
            {devices.lead(shown.length, rows.length, shown.filter(({ open }) => open > 0).length)}
          </span>
        }
      >
        <Button
          variant="default"
          disabled={busy || rows.length === 0}
          loading={plan.busy}
          onClick={() => makePlan(everyId)}
        >
          {devices.planAll}
        </Button>
        <Button disabled={busy || rows.length === 0} loading={assess.busy} onClick={() => assess.run({ ids: everyId })}>
          {devices.assessAll(rows.length)}
        </Button>
      </PageHead>
      {narrowed}
      {running && <WorkBar progress={running} />}
      {problem && (
        <div className="gap-below">
          <ProblemPanel problem={problem} />
        </div>
      )}
      <fieldset className="views" aria-label={devices.views}>
        {deviceViewNames.map((name) => (
          <button type="button" key={name} aria-pressed={view === name} onClick={() => setView(name)}>
            {devices.view[name]}
            <span className="num">{rows.filter(deviceViews[name]).length}</span>
          </button>
        ))}
      </fieldset>
      <TextInput
        className="filters"
        type="search"
        aria-label={devices.search}
        placeholder={devices.searchHint}
        leftSection={<IconSearch size="1rem" aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <DeviceTable
        rows={shown}
        picked={new Set(ids)}
        onPick={setChosen}
        still={running !== null}
        empty={
          rows.length === 0 ? (
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
          ) : (
            <Empty
              icon={<IconSearch size="1.5rem" stroke={1.5} aria-hidden />}
              title={devices.noMatch}
              action={
                <Button
                  variant="default"
                  onClick={() => {
                    setView('all')
                    setSearch('')
                  }}
                >
                  {devices.showAll}
                </Button>
              }
            >
              {devices.noMatchText}
            </Empty>
          )
        }
      />
      {picked.length > 0 && (
        <BulkBar
          picked={picked}
          busy={busy}
          onAssess={() => assess.run({ ids })}
          onPlan={() => makePlan(ids)}
          onLogin={() => setAskLogin(true)}
          onClear={() => setChosen(new Set())}
        />
      )}
      {askLogin && <LoginDialog ids={ids} onClose={() => setAskLogin(false)} />}
    </div>
  )
}
