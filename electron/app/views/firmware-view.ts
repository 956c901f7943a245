import { createHash } from 'node:crypto'
import type { InstalledStatus } from '../../catalog/bundle/installed-catalog.ts'
import { standings } from '../../contract/firmware-shapes.ts'
import { oldCatalogWarning } from '../../model/catalog-age.ts'
import type { Device } from '../../model/device.ts'
import type { FirmwareAssessment } from '../../model/firmware.ts'
import {
  currencyOf,
  type Group,
  isCertain,
  isOpen,
  type Standing,
  standingsOf,
  supportOf,
  type View,
} from './firmware-answer.ts'
import { type Foresee, type JudgedGroup, upgradeGains } from './firmware-gain.ts'

/** One device with the answer of the catalog in this visit; null when there is none. */
export interface JudgedDevice {
  readonly device: Device
  readonly assessment: FirmwareAssessment | null
}

export interface FirmwareFacts {
  readonly devices: readonly JudgedDevice[]
  readonly catalog: View['catalog']
  /** What the catalog and the checks would say of the devices of a group with another version. */
  readonly foresee: Foresee
}

/** The firmware of all devices, by model and version, and what one upgrade of each model would clear. */
export function firmwareView({ devices, catalog, foresee }: FirmwareFacts): View {
  const judged = groupsOf(devices)
  return {
    catalog,
    devices: devices.length,
    unjudgedIds: devices.filter(({ assessment }) => assessment === null).map(({ device }) => device.id),
    groups: judged.map(({ group }) => group).sort(worstFirst),
    upgrades: upgradeGains(judged, foresee),
    judgedByOther: devices.filter(
      ({ assessment }) => assessment !== null && assessment.catalogVersion !== catalog.version,
    ).length,
  }
}

/** The catalog that judges, with its age at `now` in days and the warning that goes with it. */
export function catalogView(status: InstalledStatus, now: Date): View['catalog'] {
  const { version, date, source, products, vulnerabilities, note } = status
  const ageDays = status.ageDays(now)
  return { version, date, ageDays, warning: oldCatalogWarning({ ageDays }), source, products, vulnerabilities, note }
}

function groupsOf(devices: readonly JudgedDevice[]): JudgedGroup[] {
  const groups = new Map<string, JudgedGroup>()
  for (const { device, assessment } of devices) {
    if (assessment === null) continue
    const group = newGroup(device, assessment)
    const known = groups.get(group.id)
    if (known === undefined) groups.set(group.id, { group, assessment, devices: [device] })
    else {
      known.group.deviceIds.push(device.id)
      known.devices.push(device)
    }
  }
  return [...groups.values()]
}

function newGroup(device: Device, assessment: FirmwareAssessment): Group {
  const { vulnerabilities, action, undecided, catalogVersion } = assessment
  const certain = vulnerabilities.filter(isCertain)
  const about = {
    vendor: assessment.vendor ?? device.identity.manufacturer,
    model: device.identity.model,
    version: assessment.installed,
    is: standingsOf(assessment),
    inCatalog: assessment.product !== null,
    catalogVersion,
    exploited: certain.filter(({ knownExploited }) => knownExploited).map(({ cve }) => cve),
    suspect: vulnerabilities.filter((answer) => answer.knownExploited && isOpen(answer)).map(({ cve }) => cve),
    flaws: flawCounts(certain.filter(({ knownExploited }) => !knownExploited)),
    open: undecided.length,
    currency: currencyOf(assessment),
    support: supportOf(assessment),
    action,
  }
  // Devices are told apart by what is shown of them: hardware that changes no answer makes no second row.
  const id = createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 16)
  return { id, ...about, deviceIds: [device.id] }
}

function flawCounts(certain: readonly FirmwareAssessment['vulnerabilities'][number][]): Group['flaws'] {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, unrated: 0 }
  for (const { severity } of certain) counts[severity ?? 'unrated'] += 1
  return counts
}

const worst = ({ is: [first] }: { readonly is: readonly Standing[] }): number =>
  first === undefined ? standings.length : standings.indexOf(first)

const worstFirst = (a: Group, b: Group): number =>
  worst(a) - worst(b) || b.deviceIds.length - a.deviceIds.length || nameOf(a).localeCompare(nameOf(b))

const nameOf = ({ vendor, model, version }: Group): string => [vendor, model, version].join(' ')
