import {
  IconActivity,
  IconCpu,
  IconDeviceCctv,
  IconFileCertificate,
  IconGitPullRequest,
  IconLayoutDashboard,
  IconListCheck,
  IconNotebook,
  IconRadar2,
  IconSettings,
  IconShieldCheck,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { SiteView, VisitStep } from './api/site-view.ts'
import { ActivityScreen } from './screens/activity/activity-screen.tsx'
import { AttestScreen } from './screens/attest/attest-screen.tsx'
import { ChangesScreen } from './screens/changes/changes-screen.tsx'
import { ChecklistScreen } from './screens/checklist/checklist-screen.tsx'
import { GapsScreen } from './screens/checklist/gaps-screen.tsx'
import { ItemScreen } from './screens/checklist/item-screen.tsx'
import { WaiversScreen } from './screens/checklist/waivers-screen.tsx'
import { DeviceScreen } from './screens/device/device-screen.tsx'
import { DevicesScreen, DevicesWhereScreen } from './screens/devices/devices-screen.tsx'
import { FirmwareDevicesScreen } from './screens/devices/firmware-devices-screen.tsx'
import { DiscoverScreen } from './screens/discover/discover-screen.tsx'
import { DriftScreen } from './screens/drift/drift-screen.tsx'
import { EvidenceScreen } from './screens/evidence/evidence-screen.tsx'
import { FirmwareScreen } from './screens/firmware/firmware-screen.tsx'
import { UpgradeScreen } from './screens/firmware/upgrade-screen.tsx'
import { IdentityScreen } from './screens/identity/identity-screen.tsx'
import { NewSiteScreen } from './screens/new-site/new-site-screen.tsx'
import { OverviewScreen } from './screens/overview/overview-screen.tsx'
import { RecordScreen } from './screens/record/record-screen.tsx'
import { SettingsScreen } from './screens/settings/settings-screen.tsx'
import { UnlockScreen } from './screens/unlock/unlock-screen.tsx'
import { VerifyScreen } from './screens/verify/verify-screen.tsx'
import { WelcomeScreen } from './screens/welcome/welcome-screen.tsx'
import { text } from './text/text.ts'

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

type More = Partial<Omit<Screen, 'id' | 'path' | 'title' | 'Component'>>

/** A screen of an open site; `more` says what is different. Its place in the rail is its own unless said otherwise. */
function screen(id: string, path: string, title: string, Component: ComponentType, more: More = {}): Screen {
  return { id, path, title, Component, site: 'open', place: id, step: null, rail: null, count: null, ...more }
}

const { welcome, newSite, unlock, overview, discover, devices, changes, firmware, upgrade, evidence, verify } = text
const bare = { site: 'bare' } as const
const inChecklist = { place: 'checklist' } as const
const attesting = { place: 'checklist', step: 'attest' } as const
const oneDevice = { place: 'devices', step: 'assess' } as const

/** Every screen of the app, in the order of the rail. A new screen is a folder and one line here. */
export const screens: readonly Screen[] = [
  screen('welcome', '/', welcome.title, WelcomeScreen, bare),
  screen('new-site', '/new', newSite.title, NewSiteScreen, bare),
  screen('unlock', '/unlock/:site?', unlock.title, UnlockScreen, bare),
  screen('overview', '/overview', overview.title, OverviewScreen, { rail: IconLayoutDashboard }),
  screen('discover', '/discover', discover.title, DiscoverScreen, { step: 'discover', rail: IconRadar2 }),
  screen('devices', '/devices', devices.title, DevicesScreen, {
    step: 'assess',
    rail: IconDeviceCctv,
    count: (site) => site.deviceCount || '',
  }),
  screen('device', '/devices/:id', devices.title, DeviceScreen, oneDevice),
  screen('devices-where', '/devices/where/:filter', devices.title, DevicesWhereScreen, oneDevice),
  screen('devices-by-firmware', '/devices/firmware/:filter', devices.title, FirmwareDevicesScreen, oneDevice),
  screen('checklist', '/checklist', text.checklist.title, ChecklistScreen, { rail: IconListCheck }),
  screen('item', '/checklist/:item', text.checklist.title, ItemScreen, inChecklist),
  screen('gaps', '/gaps', text.gap.title, GapsScreen, inChecklist),
  screen('waivers', '/waivers', text.waiver.title, WaiversScreen, inChecklist),
  screen('attest', '/attest', text.attest.title, AttestScreen, attesting),
  screen('attest-item', '/attest/:item/:deviceClass?', text.attest.title, AttestScreen, attesting),
  screen('drift', '/drift', text.drift.title, DriftScreen, { place: 'overview' }),
  screen('changes', '/changes', changes.title, ChangesScreen, { step: 'fix', rail: IconGitPullRequest }),
  screen('firmware', '/firmware', firmware.title, FirmwareScreen, { rail: IconCpu }),
  screen('upgrade', '/firmware/upgrade', upgrade.title, UpgradeScreen, { place: 'firmware' }),
  screen('evidence', '/evidence', evidence.title, EvidenceScreen, { step: 'seal', rail: IconFileCertificate }),
  screen('identity', '/identity', text.identities.title, IdentityScreen, { place: 'evidence', step: 'seal' }),
  screen('verify', '/verify', verify.title, VerifyScreen, { site: 'both', rail: IconShieldCheck }),
  screen('record', '/record', text.record.title, RecordScreen, { rail: IconNotebook }),
  screen('record-part', '/record/:part', text.record.title, RecordScreen, { place: 'record' }),
  screen('activity', '/activity', text.activity.title, ActivityScreen, { rail: IconActivity }),
  screen('settings', '/settings', text.settings.title, SettingsScreen, { site: 'both', rail: IconSettings }),
]
