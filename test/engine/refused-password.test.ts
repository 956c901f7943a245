import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Login } from '../../electron/drivers/driver.ts'
import type { OpenDevice } from '../../electron/engine/device/open-device.ts'
import { provePassword } from '../../electron/engine/password/prove-password.ts'
import { WriteRefused } from '../../electron/model/errors.ts'
import { Secret } from '../../electron/model/secret.ts'
import { VaultBench } from '../vault/vault-fixture.ts'

/** No login is shown to this one: whoever tries fails. */
const unasked = {
  ledger: {
    authenticate: () => {
      throw new Error('a login was shown')
    },
  },
  connection: {},
} as unknown as OpenDevice

describe('a device that says no to a new password of an account of which nobody knows the old one', () => {
  let bench: VaultBench
  beforeEach(() => {
    bench = new VaultBench()
  })
  afterEach(() => bench.remove())

  it('holds what it held: the change ends, costs no login, and leaves nothing open', async () => {
    const change = bench.begin('declined by the device')
    change.markSent()
    const states: string[] = []
    const refusal = new WriteRefused('The device declined.')
    const proof = provePassword(unasked, {
      login: { name: 'web' } as Login,
      change,
      credential: { username: change.account.username, password: Secret.of('declined by the device') },
      oldPassword: null,
      answer: refusal,
      said: (state) => states.push(state),
      vault: bench.vault,
    })
    await expect(proof).rejects.toBe(refusal)
    expect(states).toEqual(['abandoned'])
    expect(bench.vault.unresolved()).toEqual([])
    expect(bench.vault.candidates(change.account)).toMatchObject([{ state: 'superseded' }])
  })
})
