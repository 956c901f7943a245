import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDevice } from '../../electron/engine/device/open-device.ts'
import { settleServiceAccounts } from '../../electron/engine/password/service-account.ts'
import { isServiceAccount, markServiceAccount } from '../../electron/engine/password/service-accounts.ts'
import type { Account } from '../../electron/model/facts.ts'
import { type Credential, Secret } from '../../electron/model/secret.ts'
import { VaultBench } from '../vault/vault-fixture.ts'

const account = { deviceId: 'd1', username: 'recorder' }
const admin: Account = { username: 'admin', level: 'administrator' }
const made: Account = { username: 'recorder', level: 'operator' }

describe('an account whose making was cut short', () => {
  let bench: VaultBench
  let shown: Credential[]
  beforeEach(() => {
    bench = new VaultBench()
    shown = []
    markServiceAccount(bench.vault, account)
    bench.begin('made-by-the-app', null, account).markSent()
    bench.open()
  })
  afterEach(() => bench.close())

  /** As far as settling looks at a device. */
  const device = (accounts: readonly Account[] | null, answer: 'accepted' | 'refused', earlier: string | null = null) =>
    ({
      device: { id: 'd1' },
      driver: {
        logins: [{ name: 'onvif', createAccount: async () => undefined, deleteAccount: async () => undefined }],
      },
      connection: {},
      credentialOn: () => ({ username: 'admin', password: Secret.of('x') }),
      reading: async () => (accounts === null ? { end: 'refused' } : { end: 'value', value: accounts }),
      ledger: {
        wasRefused: () => earlier === 'refused',
        authenticate: async (_connection: unknown, _login: unknown, credential: Credential) => {
          shown.push(credential)
          return answer
        },
      },
    }) as unknown as OpenDevice

  it('was never made where the device does not list it: no login is shown', async () => {
    await settleServiceAccounts(device([admin], 'accepted'), bench.vault)
    expect(bench.vault.unresolved()).toEqual([])
    expect(shown).toEqual([])
    expect(bench.vault.candidates(account).map(({ state }) => state)).toEqual(['superseded'])
  })

  it('was made where its password opens it', async () => {
    await settleServiceAccounts(device([admin, made], 'accepted'), bench.vault)
    expect(bench.vault.unresolved()).toEqual([])
    expect(shown.map(({ username, password }) => [username, password.reveal()])).toEqual([
      ['recorder', 'made-by-the-app'],
    ])
    expect(bench.vault.candidates(account).map(({ state }) => state)).toEqual(['committed'])
  })

  it.each([
    ['somebody else gave it another password', [admin, made], 'refused', null],
    ['that was refused a moment ago', [admin, made], 'accepted', 'refused'],
    ['the device keeps its accounts to itself', null, 'accepted', null],
  ] as const)('stays open where %s, and its password stays in the vault', async (_, accounts, answer, earlier) => {
    await settleServiceAccounts(device(accounts, answer, earlier), bench.vault)
    expect(bench.vault.unresolved()).toHaveLength(1)
    expect(bench.vault.candidates(account).map(({ password }) => password.reveal())).toEqual(['made-by-the-app'])
    expect(isServiceAccount(bench.vault, account)).toBe(true)
  })
})
