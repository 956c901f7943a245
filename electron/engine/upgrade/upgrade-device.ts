import { setTimeout as sleep } from 'node:timers/promises'
import type { UpgradeTransport, UploadHelp } from '../../drivers/driver.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { type Device, endpointText, type Identity } from '../../model/device.ts'
import { DeviceUnreachable, ExpectedError, type Problem, toProblem, Unsupported } from '../../model/errors.ts'
import { type AssessParts, assessOpen, recordUnread } from '../assess/assess.ts'
import { OpenDevice } from '../device/open-device.ts'
import { sameSerial } from '../inventory/same-device.ts'
import { IdentityMismatch } from '../problems.ts'
import { compareFirmware, installedVersion, isFor, plainModel } from './firmware-order.ts'
import type { PlannedUpgrade } from './upgrade-plan.ts'
import { UpgradeProblem } from './upgrade-problems.ts'
import { awaitRestart, type Patience, type Restart } from './upgrade-restart.ts'

/** How an upgrade of one device can end. Only `upgraded` was proven to have worked. */
export type UpgradeEnd =
  | 'upgraded'
  | 'came-back-on-old-version'
  | 'never-came-back'
  /** Something answers, and it is not proven what: another device, another certificate, no login, a third version. */
  | 'came-back-unproven'
  /** The program failed in the middle: nobody saw what the device did then. */
  | 'broken-off'
  | 'refused'
  | 'cancelled'

/** What became of one device. Times are ISO 8601; null where it did not come to that. */
export interface UpgradeOutcome {
  readonly end: UpgradeEnd
  /** Version that was read at the end. */
  readonly asLeft: string | null
  readonly problem: Problem | null
  readonly transport: UpgradeTransport['name'] | null
  readonly startedAt: string
  readonly sentAt: string | null
  readonly goneAt: string | null
  readonly backAt: string | null
}

/** What an upgrade does at the moment. `sentBytes` grows while it uploads. */
export interface UpgradeStage {
  readonly stage: 'opening' | 'uploading' | 'uploaded' | 'restarting' | 'checking'
  readonly sentBytes: number
}

interface Sent {
  readonly transport: UpgradeTransport
  readonly expectedDownSeconds: number | null
  /** The upload broke off: whether the device acts on what it has is not known. */
  readonly doubt: ExpectedError | null
}

/**
 * Upgrades one device: the same device as in the plan, the file, the restart, the same device again, the version read back, and a
 * whole new assessment. What is not seen is not claimed. Once the file is on its way nothing stops it but its own end.
 */
export async function upgradeDevice(
  planned: PlannedUpgrade,
  device: Device,
  parts: AssessParts,
  patience: Patience,
  onStage: (stage: UpgradeStage) => void = () => undefined,
): Promise<UpgradeOutcome> {
  return await new DeviceUpgrade(planned, device, parts, patience, onStage).run()
}

class DeviceUpgrade {
  readonly #planned: PlannedUpgrade
  readonly #device: Device
  readonly #parts: AssessParts
  readonly #patience: Patience
  readonly #onStage: (stage: UpgradeStage) => void
  readonly #name: string
  readonly #startedAt = now()
  readonly #never = new AbortController().signal
  #sentAt: string | null = null
  #restart: Restart = { goneAt: null, backAt: null }
  #transport: UpgradeTransport['name'] | null = null

  constructor(
    planned: PlannedUpgrade,
    device: Device,
    parts: AssessParts,
    patience: Patience,
    onStage: (stage: UpgradeStage) => void,
  ) {
    this.#onStage = onStage
    this.#planned = planned
    this.#device = device
    this.#parts = parts
    this.#patience = patience
    this.#name = endpointText(device.endpoint)
  }

  async run(): Promise<UpgradeOutcome> {
    let open: OpenDevice
    this.#stage('opening')
    try {
      open = await this.#openSame(this.#device)
    } catch (error) {
      const outcome = this.#ended('refused', error, null)
      // What the device is like is not known any more, when it was the device that could not be read.
      if (outcome.problem?.code.startsWith('device/') === true) this.#recordUnread(outcome.problem)
      return outcome
    }
    let sent: Sent
    try {
      sent = await this.#send(open)
    } catch (error) {
      const outcome = this.#ended('refused', error, this.#planned.installed)
      await this.#assess(open, outcome.problem)
      return outcome
    }
    return await this.#follow(open, sent)
  }

  /** The device of the plan, on the version of the plan. Nothing of the file has left before this holds. */
  async #openSame(device: Device): Promise<OpenDevice> {
    const open = await OpenDevice.open(device, this.#parts, this.#never)
    const identity = await open.read('identity')
    assertSameUnit(this.#name, this.#planned.device.identity, identity)
    const { file } = this.#planned.source
    if (!isFor(file, identity)) {
      throw new UpgradeProblem('upgrade/wrong-model', `${this.#name} says now that it is a ${identity.model}.`)
    }
    const installed = installedVersion(identity)
    if (installed !== this.#planned.installed) {
      throw new UpgradeProblem(
        'upgrade/not-proven',
        `${this.#name} ran ${this.#planned.installed} when the plan was made and runs ${installed} now.`,
      )
    }
    await this.#planned.source.check()
    return open
  }

  /** By the first way that the device takes; another one is tried only while no byte of the file has left. */
  async #send(open: OpenDevice): Promise<Sent> {
    const ways = open.driver.upgrades ?? []
    const first = ways.findIndex(({ name }) => name === this.#planned.transport)
    let trouble: ExpectedError | null = null
    for (const transport of ways.slice(Math.max(0, first))) {
      if (transport.name !== this.#planned.transport && !(await transport.offered(open.connection))) continue
      let sentBytes = 0
      this.#transport = transport.name
      this.#log('upload', { transport: transport.name })
      try {
        const help = helpFor(open, (bytes) => {
          sentBytes = bytes
          this.#stage('uploading', bytes)
        })
        const { source } = this.#planned
        const { fileName, sizeBytes } = source.file
        const upload = { fileName, sizeBytes, open: () => source.read() }
        const { expectedDownSeconds } = await open.counted(() => transport.start(open.connection, upload, help))
        this.#sentAt = now()
        this.#log('uploaded', { bytes: sentBytes })
        this.#stage('uploaded', sentBytes)
        return { transport, expectedDownSeconds, doubt: null }
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error
        this.#log('upload-failed', { code: error.code, bytes: sentBytes })
        if (sentBytes > 0 && error instanceof DeviceUnreachable) {
          return { transport, expectedDownSeconds: null, doubt: error }
        }
        trouble = error
        if (sentBytes > 0 || !(error instanceof Unsupported || error instanceof CredentialsRefused)) break
      }
    }
    throw trouble ?? new UpgradeProblem('upgrade/not-offered', `${this.#name} does not take a firmware any more.`)
  }

  async #follow(open: OpenDevice, { transport, expectedDownSeconds, doubt }: Sent): Promise<UpgradeOutcome> {
    const login = open.mainLogin
    if (login === null) throw new Error(`the ${open.driver.id} driver upgrades and has no login`)
    // After a broken upload most devices just stay: they are not waited for as long.
    const patience =
      doubt === null ? this.#patience : { ...this.#patience, goneMs: Math.min(this.#patience.goneMs, 30_000) }
    this.#restart = await awaitRestart(open.connection, login, expectedDownSeconds, patience, (state) => {
      this.#log(state)
      this.#stage(state === 'gone' ? 'restarting' : 'checking', this.#planned.source.file.sizeBytes)
    })
    if (this.#restart.goneAt !== null && this.#restart.backAt === null) return this.#lost(doubt)
    let back: OpenDevice
    try {
      back = await this.#reopen()
    } catch (error) {
      if (error instanceof DeviceUnreachable) return this.#lost(error)
      const outcome = this.#ended('came-back-unproven', error, null)
      this.#recordUnread(outcome.problem)
      return outcome
    }
    const outcome = await this.#judge(back, transport, doubt)
    await this.#assess(back, outcome.problem)
    return outcome
  }

  /** A service that falters while the device still starts gets a little more time. */
  async #reopen(): Promise<OpenDevice> {
    const known = this.#parts.store.device(this.#device.id) ?? this.#device
    for (let left = 3; ; left -= 1) {
      try {
        const open = await OpenDevice.open(known, this.#parts, this.#never)
        if (open.credential === null) throw open.loginState.refusal ?? new CredentialsRefused('No login is proven.')
        assertSameUnit(this.#name, this.#planned.device.identity, await open.read('identity'))
        return open
      } catch (error) {
        if (left === 0 || !(error instanceof DeviceUnreachable)) throw error
        await sleep(this.#patience.pollMs * 3)
      }
    }
  }

  async #judge(back: OpenDevice, transport: UpgradeTransport, doubt: ExpectedError | null): Promise<UpgradeOutcome> {
    const { installed, source } = this.#planned
    const { version, vendor } = source.file
    const running = installedVersion(await back.read('identity'))
    if (running !== null && compareFirmware(vendor, running, version) === 0) {
      return await this.#confirm(back, transport, running)
    }
    if (running !== null && compareFirmware(vendor, running, installed) === 0) {
      if (doubt !== null) {
        const message = `The upload broke off and ${this.#name} stayed on ${installed}: ${doubt.message}`
        return this.#ended('refused', new UpgradeProblem('upgrade/cut', message, { cause: doubt }), running)
      }
      const how = this.#restart.goneAt === null ? 'was never seen to restart' : 'restarted'
      const message = `${this.#name} took the file, ${how} and runs ${installed}, not ${version}.`
      return this.#ended('came-back-on-old-version', new UpgradeProblem('upgrade/old-version', message), running)
    }
    const message = `${this.#name} runs ${running ?? 'an unnamed version'}: neither ${installed} nor ${version}.`
    return this.#ended('came-back-unproven', new UpgradeProblem('upgrade/not-proven', message), running)
  }

  async #confirm(back: OpenDevice, transport: UpgradeTransport, running: string): Promise<UpgradeOutcome> {
    try {
      await transport.confirm?.(
        back.connection,
        helpFor(back, () => undefined),
      )
      return this.#ended('upgraded', null, running)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      const message = `${this.#name} runs ${running}, but the device was not told to keep it: ${error.message}`
      const problem = new UpgradeProblem('upgrade/not-confirmed-on-device', message, { cause: error })
      return this.#ended('came-back-unproven', problem, running)
    }
  }

  #lost(cause: ExpectedError | null): UpgradeOutcome {
    const { goneAt } = this.#restart
    const away = goneAt === null ? 'is silent' : `went away at ${goneAt}`
    const problem = new UpgradeProblem(
      'upgrade/never-came-back',
      `${this.#name} got ${this.#planned.source.file.version} (begun ${this.#startedAt}), ${away} and had not come back at ${now()}.`,
      cause === null ? {} : { cause },
    )
    const outcome = this.#ended('never-came-back', problem, null)
    this.#recordUnread(outcome.problem)
    return outcome
  }

  /** What the device is like now, or that nobody could look: nothing old is left standing. */
  async #assess(open: OpenDevice, problem: Problem | null): Promise<void> {
    try {
      await open.refreshLogin()
      await assessOpen(open, this.#parts)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      this.#recordUnread(problem ?? toProblem(error))
    }
  }

  #recordUnread(problem: Problem | null): void {
    const known = this.#parts.store.device(this.#device.id) ?? this.#device
    recordUnread(known, this.#parts, problem ?? { code: 'device/unreachable', message: 'Not read.', remedy: '' })
  }

  #ended(end: UpgradeEnd, error: unknown, asLeft: string | null): UpgradeOutcome {
    const problem = error === null ? null : toProblem(error)
    const { goneAt, backAt } = this.#restart
    const transport = this.#transport
    return { end, asLeft, problem, transport, startedAt: this.#startedAt, sentAt: this.#sentAt, goneAt, backAt }
  }

  #stage(stage: UpgradeStage['stage'], sentBytes = 0): void {
    this.#onStage({ stage, sentBytes })
  }

  #log(state: string, more: Record<string, unknown> = {}): void {
    const { id: file, sha256 } = this.#planned.source.file
    this.#parts.log.append({ type: 'firmware.upgrade', device: this.#device.id, file, sha256, state, ...more })
  }
}

/** Logins of an upload pass the ledger like any other; one that was refused on that day is not shown again. */
function helpFor(open: OpenDevice, sent: (bytes: number) => void): UploadHelp {
  return {
    sent,
    async prove(login) {
      const { credential } = open
      if (credential === null) return 'refused'
      if (open.ledger.wasRefused(login.name, credential)) return 'refused'
      return await open.ledger.authenticate(open.connection, login, credential)
    },
  }
}

/** @throws {IdentityMismatch} */
function assertSameUnit(name: string, before: Identity, after: Identity): void {
  const differs = (what: string, one: string, other: string) =>
    new IdentityMismatch(`${name} says ${what} ${other}, the device of the plan has ${one}: it is another device.`)
  if (before.serial !== null && after.serial !== null && !sameSerial(before.serial, after.serial)) {
    throw differs('serial', before.serial, after.serial)
  }
  const hasBoth = before.macs.length > 0 && after.macs.length > 0
  if (hasBoth && !after.macs.some((mac) => before.macs.includes(mac))) {
    throw differs('hardware address', before.macs.join(', '), after.macs.join(', '))
  }
  if (before.serial !== null && after.serial === null && !hasBoth) {
    throw new IdentityMismatch(`${name} tells no serial any more: that it is the same device is not proven.`)
  }
  const maker = before.manufacturer ?? ''
  if (
    before.model !== null &&
    after.model !== null &&
    plainModel(before.model, maker) !== plainModel(after.model, maker)
  ) {
    throw differs('model', before.model, after.model)
  }
}

const now = (): string => new Date().toISOString()
