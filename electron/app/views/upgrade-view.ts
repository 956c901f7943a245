import type { Output } from '../../contract/channels.ts'
import { compareFirmware, installedVersion, isFor } from '../../engine/upgrade/firmware-order.ts'
import type { UpgradeEnded } from '../../engine/upgrade/upgrade.ts'
import type { UpgradeStage } from '../../engine/upgrade/upgrade-device.ts'
import type { PlannedUpgrade, UpgradePlan } from '../../engine/upgrade/upgrade-plan.ts'
import type { Device } from '../../model/device.ts'
import type { Problem } from '../../model/errors.ts'
import type { FirmwareFile } from '../../model/firmware-file.ts'
import type { Names } from './plan-view.ts'

type View = NonNullable<Output<'upgrade.view'>>
type Row = View['rows'][number]
type LibraryFile = Output<'upgrade.library'>[number]

/** A plan of upgrades, and where each of its devices stands. */
export interface ShownUpgrade {
  readonly plan: UpgradePlan
  readonly stages: Map<string, UpgradeStage>
  readonly ended: Map<string, UpgradeEnded>
  /** Devices that it was started for; null before that. */
  chosen: ReadonlySet<string> | null
  running: boolean
  stopped: Problem | null
}

/** A plan of which nothing was begun. */
export const newUpgrade = (plan: UpgradePlan): ShownUpgrade => ({
  plan,
  stages: new Map(),
  ended: new Map(),
  chosen: null,
  running: false,
  stopped: null,
})

/** A file of the library, with the devices of this site that may get it. Only what is known to run it, or newer, is left out. */
export function libraryFile(file: FirmwareFile, devices: readonly Device[]): LibraryFile {
  const { id, fileName, sizeBytes, sha256, vendor, version, basis, read, sourceNote, addedAt, addedBy } = file
  return {
    id,
    fileName,
    sizeBytes,
    sha256,
    vendor,
    models: [...file.models],
    version,
    basis,
    evidence: read?.evidence ?? null,
    sourceNote,
    addedAt,
    addedBy,
    deviceIds: devices.filter((device) => mayGet(file, device)).map((device) => device.id),
  }
}

function mayGet(file: FirmwareFile, { identity }: Device): boolean {
  if (!isFor(file, identity)) return false
  const installed = installedVersion(identity)
  const order = installed === null ? null : compareFirmware(file.vendor, installed, file.version)
  return order === null || order < 0
}

/** Where each device of a plan stands; once it was started, of those alone that it was started for. `canary` is how many go first. */
export function upgradeView(shown: ShownUpgrade, names: Names, canary: number): View {
  const { plan, running, stopped, chosen } = shown
  const upgrades = plan.upgrades.filter(({ device }) => chosen?.has(device.id) ?? true)
  return {
    id: plan.id,
    rows: upgrades.map((planned) => rowOf(planned, shown, names)),
    refused: plan.refused.map(({ deviceId, problem }) => ({ deviceId, device: names.device(deviceId), problem })),
    warnings: [...plan.warnings],
    canary,
    running,
    stopped,
  }
}

function rowOf({ device, source, ...planned }: PlannedUpgrade, { stages, ended }: ShownUpgrade, names: Names): Row {
  const end = ended.get(device.id)
  const stage = stages.get(device.id)
  const { id: fileId, version: target, sizeBytes } = source.file
  return {
    deviceId: device.id,
    device: names.device(device.id),
    fileId,
    installed: planned.installed,
    target,
    transport: end?.transport ?? planned.transport,
    needsYes: [...planned.needsYes],
    warnings: [...planned.warnings],
    state: end?.end ?? (stage === undefined ? 'planned' : 'running'),
    stage: end === undefined ? (stage?.stage ?? null) : null,
    sentBytes: Math.min(sizeBytes, stage?.sentBytes ?? 0),
    sizeBytes,
    asLeft: end?.asLeft ?? null,
    problem: end?.problem ?? null,
    sentAt: end?.sentAt ?? null,
    goneAt: end?.goneAt ?? null,
    backAt: end?.backAt ?? null,
  }
}
