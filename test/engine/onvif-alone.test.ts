import { afterEach, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { deriveSiteKeys } from '../../electron/vault/keys.ts'
import { passwordJournalOf } from '../../electron/vault/password-journal.ts'
import { Vault } from '../../electron/vault/vault.ts'
import { administrator, passphrase, passwordRequests, SiteFixture } from './site-fixture.ts'

const fix = ['default-logins-refused']

describe('a device whose maker interface is not there: its passwords are changed on ONVIF alone', () => {
  let site: SiteFixture
  let device: Device
  let simulated: PracticeDevice
  afterEach(() => site.stop())

  async function begin(): Promise<void> {
    site = await SiteFixture.start({
      devices: 1,
      lineUp: [{ personality: 'onvif-camera', model: 'DS-2CD2142FWD-I' }],
      ports: 'standard',
      seed: 'onvif alone',
    })
    const [info] = site.practice.devices
    if (info === undefined) throw new Error('no device')
    simulated = site.practice.device(info.address)
    Object.assign(simulated.faults, noFaults())
    Object.assign(simulated, { product: { ...simulated.product, maker: { ...simulated.product.maker, api: [] } } })
    simulated.state.webUsers = null
    await site.discover()
    await site.assess()
    const [found] = site.session.devices()
    if (found === undefined) throw new Error('nothing discovered')
    device = found
    expect(site.outcome(device, 'ACC-01')).toBe('fail')
  }

  it('a change that was cut off there is settled there when the site is opened again', async () => {
    await begin()
    const { username } = administrator(simulated)
    simulated.faults.rebootDuringWrite = ['*']
    simulated.rebootMs = 600_000
    const applying = site.fix(fix)
    while (passwordRequests(simulated).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    site.session.close()
    simulated.faults.rebootDuringWrite = []
    await simulated.close()
    await simulated.start()
    await expect(applying).rejects.toThrow()
    await site.reopen()
    expect(site.session.logins.unresolved()).toBe(1)
    await site.assess()
    expect(site.session.logins.unresolved()).toBe(0)
    expect(site.vaultPasswords(device, username)).toEqual([administrator(simulated).password])
    expect(site.outcome(device, 'ACC-03')).toBe('pass')
    expect(simulated.lockedOut).toBe(false)
  }, 60_000)

  it('a change that an earlier version left without the name of the login is settled there as well', async () => {
    await begin()
    const { username, password } = administrator(simulated)
    site.session.close()
    const keys = await deriveSiteKeys(Secret.of(passphrase), SiteFile.readSalt(site.file))
    const store = SiteFile.open(site.file, keys.databaseKey)
    const vault = Vault.open(store.secrets, passwordJournalOf(site.file), keys)
    const change = vault.beginChange({
      account: { deviceId: device.id, username },
      deviceIdentity: 'as an earlier version wrote it',
      pin: null,
      oldPassword: Secret.of(password),
      newPassword: Secret.of('taken by the device'),
      now: new Date().toISOString(),
    })
    change.markSent()
    vault.wipe()
    store.close()
    keys.wipe()
    administrator(simulated).password = 'taken by the device'
    await site.reopen()
    await site.assess()
    expect(site.session.logins.unresolved()).toBe(0)
    expect(site.vaultPasswords(device, username)).toEqual(['taken by the device'])
  }, 60_000)
})
