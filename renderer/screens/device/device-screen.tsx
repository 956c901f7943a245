import './device.css'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { Redirect, useParams } from 'wouter'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { text } from '../../text/text.ts'
import { deviceName } from '../devices/device-sort.ts'
import { LoginDialog } from '../devices/login-dialog.tsx'
import { DeviceButtons } from './device-buttons.tsx'
import { DeviceSide } from './device-side.tsx'
import { DeviceTabs } from './device-tabs.tsx'
import { TroublePanel } from './trouble-panel.tsx'
import { useDeviceActions } from './use-device-actions.ts'

type View = Output<'devices.view'>
const { device, devices } = text

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
  const { row } = view
  const actions = useDeviceActions(row.id)
  const { running, problem } = actions
  const [askLogin, setAskLogin] = useState(false)
  return (
    <div className="page">
      <Crumbs address={row.address} />
      <PageHead title={row.name ?? row.address} lead={describe(view)}>
        <DeviceButtons actions={actions} fixable={row.fixable} onLogin={() => setAskLogin(true)} />
      </PageHead>
      {running && <WorkBar progress={running} />}
      {problem && <ProblemPanel problem={problem} />}
      <p className="said" aria-live="polite">
        {actions.said}
      </p>
      <div className="stack trouble">
        <TroublePanel view={view} />
      </div>
      <div className="grid-device">
        <DeviceTabs view={view} />
        <DeviceSide view={view} busy={running !== null} />
      </div>
      {askLogin && <LoginDialog ids={[row.id]} onClose={() => setAskLogin(false)} />}
    </div>
  )
}

function Crumbs({ address }: { readonly address: string }) {
  return (
    <nav className="crumbs" aria-label={device.crumb}>
      <a href="#/devices">{devices.title}</a>
      <IconChevronRight size="0.9em" aria-hidden />
      <span aria-current="page" className="mono">
        {address}
      </span>
    </nav>
  )
}

const describe = ({ row }: View): string =>
  [deviceName(row), text.deviceClass[row.deviceClass], row.name === null ? '' : row.address]
    .filter((part) => part !== '')
    .join(', ')
