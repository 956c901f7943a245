import { describe, expect, it } from 'vitest'
import { type History, historyFact, PasswordIndex } from '../../electron/engine/device/device-history.ts'
import { Secret } from '../../electron/model/secret.ts'
import { device } from '../store/site-fixture.ts'

const at = '2026-01-02T03:04:05.000Z'
const entry = (state: string, text: string, origin: string) => ({ state, origin, at, password: Secret.of(text) })

/** Two changes of one account, the first cut short before the second list of accounts had its turn. */
function history(): History {
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
  const proofs = [{ deviceId: 'a', login: 'onvif', username: 'root', newAccepted: false, oldRefused: false, at }]
  const store = { passwordProofs: { of: () => proofs } } as unknown as History['store']
  return { store, vault, passwords: new PasswordIndex(vault, ['a', 'b']) }
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
})
