import {
  IconCpu,
  IconDeviceCctv,
  IconFileCertificate,
  IconGitPullRequest,
  IconLayoutDashboard,
  IconRadar2,
  IconShieldCheck,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { SiteView, VisitStep } from './api/site-view.ts'
import { ChangesScreen } from './screens/changes/changes-screen.tsx'
import { DeviceScreen } from './screens/device/device-screen.tsx'
import { DevicesScreen } from './screens/devices/devices-screen.tsx'
import { FirmwareDevicesScreen } from './screens/devices/firmware-devices-screen.tsx'
import { DiscoverScreen } from './screens/discover/discover-screen.tsx'
import { EvidenceScreen } from './screens/evidence/evidence-screen.tsx'
import { FirmwareScreen } from './screens/firmware/firmware-screen.tsx'
import { NewSiteScreen } from './screens/new-site/new-site-screen.tsx'
import { OverviewScreen } from './screens/overview/overview-screen.tsx'
import { UnlockScreen } from './screens/unlock/unlock-screen.tsx'
import { VerifyScreen } from './screens/verify/verify-screen.tsx'
import { WelcomeScreen } from './screens/welcome/welcome-screen.tsx'
import { text } from './text/en.ts'

export interface Screen {
  readonly id: string
  readonly title: string
  /** Route of the hash, wouter pattern. */
  readonly path: string
  /** `open` needs an open site, `bare` shows none, `both` takes what is there. */
  readonly site: 'open' | 'bare' | 'both'
  /** Entry of the rail that is lit: usually the screen itself. */
  readonly place: string
  readonly step: VisitStep['id'] | null
  /** Icon in the rail; null keeps the screen out of it. */
  readonly rail: typeof IconRadar2 | null
  readonly count: ((site: SiteView) => number | '') | null
  readonly Component: ComponentType
}

const base = { site: 'open', step: null, rail: null, count: null } as const

/** Every screen of the app. A new screen is a folder and one entry here. */
export const screens: readonly Screen[] = [
  {
    ...base,
    id: 'welcome',
    place: 'welcome',
    title: text.welcome.title,
    path: '/',
    site: 'bare',
    Component: WelcomeScreen,
  },
  {
    ...base,
    id: 'new-site',
    place: 'new-site',
    title: text.newSite.title,
    path: '/new',
    site: 'bare',
    Component: NewSiteScreen,
  },
  {
    ...base,
    id: 'unlock',
    place: 'unlock',
    title: text.unlock.title,
    path: '/unlock/:site?',
    site: 'bare',
    Component: UnlockScreen,
  },
  {
    ...base,
    id: 'overview',
    place: 'overview',
    title: text.overview.title,
    path: '/overview',
    rail: IconLayoutDashboard,
    Component: OverviewScreen,
  },
  {
    ...base,
    id: 'discover',
    place: 'discover',
    title: text.discover.title,
    path: '/discover',
    step: 'discover',
    rail: IconRadar2,
    Component: DiscoverScreen,
  },
  {
    ...base,
    id: 'devices',
    place: 'devices',
    title: text.devices.title,
    path: '/devices',
    step: 'assess',
    rail: IconDeviceCctv,
    count: (site) => site.deviceCount || '',
    Component: DevicesScreen,
  },
  {
    ...base,
    id: 'device',
    place: 'devices',
    title: text.devices.title,
    path: '/devices/:id',
    step: 'assess',
    Component: DeviceScreen,
  },
  {
    ...base,
    id: 'devices-by-firmware',
    place: 'devices',
    title: text.devices.title,
    path: '/devices/firmware/:filter',
    step: 'assess',
    Component: FirmwareDevicesScreen,
  },
  {
    ...base,
    id: 'changes',
    place: 'changes',
    title: text.changes.title,
    path: '/changes',
    step: 'fix',
    rail: IconGitPullRequest,
    Component: ChangesScreen,
  },
  {
    ...base,
    id: 'firmware',
    place: 'firmware',
    title: text.firmware.title,
    path: '/firmware',
    rail: IconCpu,
    Component: FirmwareScreen,
  },
  {
    ...base,
    id: 'evidence',
    place: 'evidence',
    title: text.evidence.title,
    path: '/evidence',
    step: 'seal',
    rail: IconFileCertificate,
    Component: EvidenceScreen,
  },
  {
    ...base,
    id: 'verify',
    place: 'verify',
    title: text.verify.title,
    path: '/verify',
    site: 'both',
    rail: IconShieldCheck,
    Component: VerifyScreen,
  },
]
