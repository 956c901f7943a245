import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Activation, Driver, Login } from '../../electron/drivers/driver.ts'
import { drivers } from '../../electron/drivers/index.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { Change } from '../../electron/model/site.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { never, newSite, passphrase, SiteFixture, sessionOptions } from './site-fixture.ts'

interface Seen {
  readonly over: string
  readonly request: { readonly line: string; readonly body: Buffer }
}

const lineUp = [
  ...['DS-2CD2142FWD-I', 'IPC-HDW5831R-ZE', 'M5525-E', 'QNV-C8012'].map((model) => ({
    personality: 'onvif-camera' as const,
    model,
  })),
  { personality: 'axis-factory' as const },
]

/** HTTPS was not seen at discovery, answers when it is asked how a password would travel, and is shut when it is sent. */
describe('a new password whose TLS is gone when it is sent', () => {
  let site: SiteFixture
  let simulated: PracticeDevice[]
  let changes: Change[]
  /** Every request that went out readable since the plan was made. */
  const clear: string[] = []
  const restore: (() => void)[] = []

  const https = (device: PracticeDevice, enabled: boolean) => {
    for (const protocol of device.state.protocols) if (protocol.name === 'HTTPS') protocol.enabled = enabled
    return device.followState()
  }

  /** HTTPS goes away when the driver was told to send, and not before. */
  function shutBefore(owner: Login | Activation, method: 'setPassword' | 'activate') {
    const own = owner as unknown as Record<string, (...given: unknown[]) => Promise<void>>
    const original = own[method]
    if (original === undefined) return
    own[method] = async (...given) => {
      await Promise.all(simulated.map((device) => https(device, false)))
      await original.apply(own, given)
    }
    restore.push(() => {
      own[method] = original
    })
  }

  beforeAll(async () => {
    site = await SiteFixture.start({ devices: lineUp.length, lineUp, ports: 'standard', seed: 'secret way' })
    site.session.close()
    const exchanged = ({ over, request }: Seen) => {
      if (over !== 'HTTPS') clear.push(`${request.line} ${request.body.toString('latin1')}`)
    }
    const record = newSite(site.practice.settings)
    const options = { ...sessionOptions, observer: { exchanged } as never }
    const file = join(site.folder, 'observed.fieldseal')
    site.session = await SiteSession.create(file, Secret.of(passphrase), record, options)
    site.session.confirmScope({ targets: site.practice.scope, interfaces: site.practice.interfaces, excluded: [] })
    simulated = site.practice.devices.map(({ address }) => site.practice.device(address))
    for (const device of simulated) {
      Object.assign(device.faults, noFaults())
      const { username = '', password = '' } = device.maker.defaultLogin ?? {}
      if (device.state.settings.activated)
        for (const list of [device.state.users, device.state.webUsers ?? []])
          list.splice(0, list.length, { username, password, level: 'Administrator', fixed: true })
      await https(device, false)
    }
    await site.discover()
    await site.assess()
    const used = new Set(site.session.devices().map(({ driver }) => driver))
    const makers: readonly Driver[] = drivers.filter(({ id }) => used.has(id))
    for (const login of new Set(makers.flatMap(({ logins }) => logins))) shutBefore(login, 'setPassword')
    for (const { activation } of makers) if (activation !== undefined) shutBefore(activation, 'activate')
    changes = []
    for (const { id } of site.session.devices()) {
      for (const device of simulated) await https(device, true)
      const plan = await site.plan(['default-logins-refused', 'activated'], [id])
      const quiet = { signal: never(), on: () => undefined, onChange: () => undefined }
      const confirmed = new Set(plan.changes.map(({ change }) => change.id))
      changes.push(...(await site.session.apply(plan, { ...quiet, confirmed })))
    }
  }, 120_000)
  afterAll(async () => {
    for (const back of restore) back()
    await site.stop()
  })

  it('is not sent: every change ends as failed and says so', () => {
    expect(changes.map(({ fix }) => fix).sort()).toEqual([
      'activated',
      ...lineUp.slice(1).map(() => 'default-logins-refused'),
    ])
    for (const { state, problem } of changes) {
      expect([state, problem?.message]).toEqual(['failed', expect.stringContaining('was not sent')])
    }
  })

  it('is on no wire that anybody can read', () => {
    const carries =
      /modifyPassword|action=(?:update|add)|<\w*:?SetUser\b|PUT \/ISAPI\/Security\/users|users&action=update/
    expect(clear.length).toBeGreaterThan(0)
    expect(clear.filter((line) => carries.test(line))).toEqual([])
  })

  it('leaves every device with the password that it had', () => {
    for (const { state, maker } of simulated) {
      const passwords = [...state.users, ...(state.webUsers ?? [])].map(({ password }) => password)
      if (state.settings.activated) expect(new Set(passwords)).toEqual(new Set([maker.defaultLogin?.password]))
    }
    expect(simulated.filter(({ state }) => !state.settings.activated)).toHaveLength(1)
  })
})
