import { describe, expect, it } from 'vitest'
import { type History, historyFact } from '../../electron/engine/device/device-history.ts'
import { PasswordIndex } from '../../electron/engine/device/password-index.ts'
import { Secret } from '../../electron/model/secret.ts'
import { device } from '../store/site-fixture.ts'

const at = '2026-01-02T03:04:05.000Z'
const entry = (state: string, text: string, origin: string) => ({ state, origin, at, password: Secret.of(text) })

const noTurn = { deviceId: 'a', login: 'onvif', username: 'root', newAccepted: false, oldRefused: false, at }
const attempt = (login: string, credentialTag: string, outcome: string) => ({
  login,
  username: 'root',
  credentialTag,
  outcome,
})

/** Two changes of one account, the first cut short before the second list of accounts had its turn. */
function history(proofs: readonly object[] = [noTurn], attempts: readonly object[] = []): History {
  const held: Readonly<Record<string, ReturnType<typeof entry>[]>> = {
    a: [
      entry('committed', 'second-generated-password', 'generated'),
      entry('superseded', 'first-generated-password', 'generated'),
      entry('superseded', 'shared-by-all-devices', 'entered'),
    ],
    b: [entry('committed', 'shared-by-all-devices', 'entered')],
  }
  const vault = {
    accounts: () => [{ username: 'root' }],
    candidates: ({ deviceId }: { readonly deviceId: string }) => held[deviceId] ?? [],
    deviceLogins: () => [],
    siteLogins: () => [],
    unresolved: () => [],
    tagOf: ({ password }: { readonly password: Secret }) => password.reveal(),
  } as unknown as History['vault']
  const of = (deviceId: string) => proofs.filter((proof) => (proof as { deviceId: string }).deviceId === deviceId)
  const store = { passwordProofs: { of }, attempts: () => attempts } as unknown as History['store']
  return { store, vault, passwords: new PasswordIndex(vault, store, ['a', 'b']) }
}

describe('what the vault tells of the passwords of a device', () => {
  it('holds every earlier password against a list of accounts that had no turn: the one before is not the oldest it may hold', () => {
    const logins = { main: 'web', others: new Map(), trouble: null } as const
    const { kept } = historyFact('logins.passwords', device('a'), logins, history())
    expect(kept.filter((one) => one.interface === 'web')).toMatchObject([{ origin: 'generated', sharedWith: 0 }])
    expect(kept.filter((one) => one.interface === 'onvif')).toMatchObject([
      { origin: 'generated', sharedWith: 0 },
      { origin: 'entered', sharedWith: 1 },
    ])
  })

  const own = 'second-generated-password'
  const shared = 'shared-by-all-devices'
  const sharedOfTheOther = (proofs: readonly object[], attempts: readonly object[]) => {
    const logins = { main: 'web', others: new Map(), trouble: null } as const
    return historyFact('logins.passwords', device('b'), logins, history(proofs, attempts)).kept[0]?.sharedWith
  }

  it.each([
    ['has no proof of its own turn', [noTurn], [], 1],
    [
      'let it in when it was asked last',
      [],
      [attempt('web', own, 'accepted'), attempt('onvif', shared, 'accepted')],
      1,
    ],
    [
      'let the new one in since',
      [noTurn],
      [attempt('onvif', shared, 'accepted'), attempt('onvif', own, 'accepted')],
      0,
    ],
    ['refused it since', [], [attempt('onvif', shared, 'accepted'), attempt('onvif', shared, 'refused')], 0],
  ])('calls it shared with a device of which a list of accounts %s', (_, proofs, attempts, sharedWith) => {
    expect(sharedOfTheOther(proofs, attempts)).toBe(sharedWith)
  })
})
