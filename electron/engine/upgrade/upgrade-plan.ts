import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { UpgradeTransport } from '../../drivers/driver.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { type Device, endpointText, type Identity } from '../../model/device.ts'
import { ExpectedError, type Problem, toProblem } from '../../model/errors.ts'
import type { FirmwareFile } from '../../model/firmware-file.ts'
import { ownTrouble } from '../../protocols/card-gate.ts'
import { eachDevice } from '../device/each-device.ts'
import { OpenDevice, type VisitParts } from '../device/open-device.ts'
import type { WorkOptions } from '../progress.ts'
import { axisSteps, compareFirmware, installedVersion, isFor, plainMaker } from './firmware-order.ts'
import { UpgradeProblem } from './upgrade-problems.ts'

/** A firmware file and the way to its bytes. */
export interface FirmwareSource {
  readonly file: FirmwareFile
  /** Throws when the stored bytes are not the ones that were added. */
  check(): Promise<unknown>
  read(): Readable
}

/** One device and the firmware that it would get. */
export interface PlannedUpgrade {
  /** As it answered when the plan was made. */
  readonly device: Device
  readonly source: FirmwareSource
  readonly installed: string
  readonly transport: UpgradeTransport['name']
  /** Why a person has to say yes to this very device; empty: the yes to the plan is enough. */
  readonly needsYes: readonly string[]
  readonly warnings: readonly string[]
}

/** The dry run. Valid for this session and visit only. */
export interface UpgradePlan {
  readonly id: string
  readonly visitId: string
  readonly upgrades: readonly PlannedUpgrade[]
  /** Devices that get nothing, and why. */
  readonly refused: readonly { readonly deviceId: string; readonly problem: Problem }[]
  /** What holds for all of it. */
  readonly warnings: readonly string[]
}

const generalWarnings = [
  'Power must hold until each device is back: a device that loses it while it writes may never start again.',
  'Each device is away for minutes. Do this in the maintenance window that the customer agreed to.',
]

/**
 * What an upgrade would do, device by device. Reads only: a file goes to no model that it does not name, never to an older version,
 * and only where the device says how it takes firmware.
 */
export async function planUpgrade(
  devices: readonly Device[],
  sources: readonly FirmwareSource[],
  parts: VisitParts,
  options: WorkOptions,
): Promise<UpgradePlan> {
  const upgrades: PlannedUpgrade[] = []
  const refused: { deviceId: string; problem: Problem }[] = []
  for (const { check } of sources) await check()
  await eachDevice(devices, { ...options, cards: parts.network.cards, work: 'fix', pace: 'normal' }, async (device) => {
    const since = performance.now()
    try {
      upgrades.push(await planOne(device, sources, parts, options.signal))
    } catch (error) {
      if (options.signal.aborted || !(error instanceof ExpectedError)) throw error
      const trouble = ownTrouble(error, device.endpoint.address, parts.network.cards, since)
      refused.push({ deviceId: device.id, problem: toProblem(trouble) })
    }
  })
  const order = new Map(devices.map(({ id }, index) => [id, index]))
  upgrades.sort((left, right) => (order.get(left.device.id) ?? 0) - (order.get(right.device.id) ?? 0))
  const files = sources.map(({ file }) => file.id)
  parts.log.append({ type: 'firmware.plan', files, upgrades: upgrades.length, refused: refused.length })
  return { id: randomUUID(), visitId: parts.visitId, upgrades, refused, warnings: generalWarnings }
}

async function planOne(
  device: Device,
  sources: readonly FirmwareSource[],
  parts: VisitParts,
  signal: AbortSignal,
): Promise<PlannedUpgrade> {
  // What is known to be another model is not even asked.
  const { manufacturer, model } = device.identity
  if (manufacturer !== null && model !== null) sourceFor(device, device.identity, sources)
  const open = await OpenDevice.open(device, parts, signal)
  const identity = await open.read('identity')
  const source = sourceFor(device, identity, sources)
  const installed = assertNewer(device, identity, source.file)
  if (open.credential === null) throw open.loginState.refusal ?? new CredentialsRefused('No login is proven.')
  const transport = await firstOffered(open)
  return {
    device: { ...device, identity: { ...identity, macs: [...new Set([...device.identity.macs, ...identity.macs])] } },
    source,
    installed,
    transport: transport.name,
    needsYes: reasonsToAsk(device, identity, source.file, installed),
    warnings: warningsFor(identity, source.file, installed),
  }
}

function sourceFor(device: Device, identity: Identity, sources: readonly FirmwareSource[]): FirmwareSource {
  const name = `${endpointText(device.endpoint)} (${identity.manufacturer ?? 'unknown maker'} ${identity.model ?? 'unknown model'})`
  const [source, second] = sources.filter(({ file }) => isFor(file, identity))
  if (source === undefined) {
    const made = sources.map(({ file }) => `${file.vendor} ${file.models.join(', ')}`).join('; ')
    throw new UpgradeProblem('upgrade/wrong-model', `${name} is no device for this firmware, which is for ${made}.`)
  }
  if (second !== undefined) throw new UpgradeProblem('upgrade/ambiguous', `More than one firmware is for ${name}.`)
  return source
}

/** @throws {UpgradeProblem} `upgrade/same-version`, `upgrade/downgrade` */
function assertNewer(device: Device, identity: Identity, file: FirmwareFile): string {
  const name = endpointText(device.endpoint)
  const installed = installedVersion(identity)
  if (installed === null) throw new UpgradeProblem('upgrade/not-proven', `${name} does not say what firmware it runs.`)
  const order = compareFirmware(file.vendor, installed, file.version)
  if (order === 0) throw new UpgradeProblem('upgrade/same-version', `${name} runs ${installed} already.`)
  if (order !== null && order > 0) {
    throw new UpgradeProblem('upgrade/downgrade', `${name} runs ${installed}, which is newer than ${file.version}.`)
  }
  return installed
}

async function firstOffered(open: OpenDevice): Promise<UpgradeTransport> {
  for (const transport of open.driver.upgrades ?? []) {
    if (await transport.offered(open.connection)) return transport
  }
  const name = endpointText(open.device.endpoint)
  throw new UpgradeProblem('upgrade/not-offered', `${name} offers no way to give it a firmware over the network.`)
}

function reasonsToAsk({ deviceClass }: Device, identity: Identity, file: FirmwareFile, installed: string): string[] {
  return [
    ...(deviceClass === 'nvr' ? ['A recorder: nothing of any of its cameras is recorded while it is away.'] : []),
    ...(deviceClass === 'door-controller' || deviceClass === 'intercom'
      ? ['It controls doors: they may lock or unlock while it is away. Somebody must stand there.']
      : []),
    ...(compareFirmware(file.vendor, installed, file.version) === null
      ? [`Whether ${file.version} is newer than ${installed} cannot be told from the versions.`]
      : []),
    ...(identity.serial === null && identity.macs.length === 0
      ? ['It tells neither serial number nor hardware address: that the same device came back could not be proven.']
      : []),
  ]
}

function warningsFor(identity: Identity, file: FirmwareFile, installed: string): string[] {
  const steps = plainMaker(identity.manufacturer ?? '') === 'axis' ? axisSteps(installed, file.version) : []
  return [
    ...(steps.length > 0
      ? [`The maker wants the long-term lines in between installed in turn: ${steps.join(', ')}.`]
      : []),
    ...(file.basis.models === 'person' || file.basis.version === 'person'
      ? [
          'That the file is for this model and holds this version was said by a person; the file itself does not say it.',
        ]
      : []),
  ]
}
