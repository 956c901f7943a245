import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plan } from '../../electron/engine/change/plan.ts'
import { type NewSite, SiteSession } from '../../electron/engine/session.ts'
import type { Device } from '../../electron/model/device.ts'
import type { Outcome } from '../../electron/model/outcome.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { Change, Pace } from '../../electron/model/site.ts'
import type { Faults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type PracticeOptions, type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const sessionOptions = {
  resources: {
    checklists: join(root, 'checklists'),
    firmwareCatalog: join(root, 'firmware-catalog'),
    installedCatalog: null,
  },
  toolVersion: '0.0.0-test',
  // Loopback answers in less than a millisecond; what the field gets is held in test/drivers/snmp.
  snmpWaitMs: 60,
}
export const passphrase = 'practice makes no master'

export const never = () => new AbortController().signal
const quiet = () => undefined

/** A day from now, as a date. */
export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** The clock of a device is read again, and is right to a second: a little ahead or behind is within the measurement. */
export const withoutFigures = (text: string): string =>
  text.replace(/\d+(?:\.\d+)? (?:s|ms|seconds?)\b/g, '# s').replace(/# s (?:ahead|behind)/, '# s apart')

export const newSite = (settings: NewSite['settings']): NewSite => ({
  name: 'Test site',
  customer: null,
  contract: null,
  technician: 'T. Tester',
  company: 'Test installer',
  checklist: 'baseline',
  settings,
  practice: true,
})

/** A practice site with an open site file over it, and short words for the steps of a visit. */
export class SiteFixture {
  readonly practice: PracticeSite
  readonly folder: string
  readonly file: string
  session: SiteSession

  private constructor(practice: PracticeSite, folder: string, file: string, session: SiteSession) {
    this.practice = practice
    this.folder = folder
    this.file = file
    this.session = session
  }

  static async start(options: PracticeOptions): Promise<SiteFixture> {
    const practice = await startPracticeSite({ ports: 'high', seed: 'engine', ...options })
    const folder = mkdtempSync(join(tmpdir(), 'fieldseal-test-'))
    const file = join(folder, 'site.fieldseal')
    const session = await SiteSession.create(file, Secret.of(passphrase), newSite(practice.settings), sessionOptions)
    session.confirmScope({ targets: practice.scope, interfaces: practice.interfaces, excluded: [] })
    return new SiteFixture(practice, folder, file, session)
  }

  async discover(pace: Pace = 'fast'): Promise<void> {
    await this.session.discover({ pace, signal: never(), on: quiet })
    for (const { address, port, username, password } of this.practice.knownLogins) {
      this.session.logins.addAt(address, port, { username, password: Secret.of(password) })
    }
  }

  assess(devices: readonly string[] | null = null): Promise<void> {
    return this.session.assess({ devices, signal: never(), on: quiet })
  }

  plan(checks: readonly string[] | null = null, devices: readonly string[] | null = null): Promise<Plan> {
    return this.session.plan({ devices, checks, signal: never(), on: quiet })
  }

  async fix(checks: readonly string[] | null = null, devices: readonly string[] | null = null): Promise<Change[]> {
    return await this.session.apply(await this.plan(checks, devices), { signal: never(), on: quiet, onChange: quiet })
  }

  /** The device at this place of the line-up. */
  at(index: number): { readonly device: Device; readonly simulated: PracticeDevice } {
    const address = this.practice.devices[index]?.address ?? ''
    const device = this.session.devices().find(({ endpoint }) => endpoint.address === address)
    if (device === undefined) throw new Error(`${address} was not found`)
    return { device, simulated: this.practice.device(address) }
  }

  /** One fix on the device at this place, with a yes to whatever wants one. `ended` is undefined where nothing was planned. */
  async change(check: string, index: number, faults: Partial<Faults> = {}) {
    const { device, simulated } = this.at(index)
    Object.assign(simulated.faults, faults)
    const plan = await this.plan([check], [device.id])
    const confirmed = new Set(plan.changes.map((planned) => planned.change.id))
    const work = { signal: never(), on: quiet, onChange: quiet, patienceMs: 1_500 }
    const [ended] = await this.session.apply(plan, { ...work, confirmed })
    return { ended, plan, device, simulated }
  }

  async seal(): Promise<void> {
    const out = join(this.folder, `${this.session.packs().length + 1}.asice`)
    await this.session.seal({ variant: 'insurer', out, nonce: null, signal: never(), on: quiet })
  }

  async reopen(): Promise<void> {
    this.session.close()
    this.session = await SiteSession.open(this.file, Secret.of(passphrase), sessionOptions)
  }

  simulated(device: Device): PracticeDevice {
    const { address, forwarded, ports } = device.endpoint
    return this.practice.device(forwarded ? `${address}:${ports.http}` : address)
  }

  outcome(device: Device, item: string): Outcome | undefined {
    return this.session.findings(device.id).asLeft.find((finding) => finding.item === item)?.outcome
  }

  /** Passwords that the vault would try on this device, newest first. */
  vaultPasswords(device: Device, username: string): string[] {
    return this.session.logins.accounts(device.id).some((account) => account.username === username)
      ? [this.session.logins.reveal(device.id, username).reveal()]
      : []
  }

  async stop(): Promise<void> {
    this.session.close()
    await this.practice.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The administrator of a simulated device, as it is now: of its web interface, where that has accounts of its own. */
export const administrator = (device: PracticeDevice) => {
  const found = (device.state.webUsers ?? device.state.users).find(({ level }) => level === 'Administrator')
  if (found === undefined) throw new Error('no administrator')
  return found
}

/** Somebody changed the password of the administrator on every list of accounts that the device has. */
export function changeBehindOurBack({ state }: PracticeDevice, password: string): void {
  for (const list of [state.users, state.webUsers ?? [], state.rtspUsers ?? []])
    for (const user of list) if (user.level === 'Administrator') user.password = password
}

/** Requests for another password, by ONVIF and by the interfaces of the makers. */
export const passwordRequests = ({ requests }: PracticeDevice): readonly string[] =>
  requests.all
    .map(({ operation }) => operation)
    .filter((operation) =>
      /^SetUser$|^PUT \/ISAPI\/Security\/users|action=modifyPassword|^POST .*pwdgrp/.test(operation),
    )
