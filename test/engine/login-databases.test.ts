import { describe, expect, it } from 'vitest'
import { type Login, LoginAbsent, LoginWorthRepeating, PasswordNotJudged } from '../../electron/drivers/driver.ts'
import { tryDatabase } from '../../electron/engine/login/login-databases.ts'
import type { Knock } from '../../electron/engine/login/login-state.ts'
import { Unsupported } from '../../electron/model/errors.ts'
import { Secret } from '../../electron/model/secret.ts'

const credential = { username: 'root', password: Secret.of('one-for-every-camera') }
const offer = { credential, isOld: false, since: '' }

/** A further login database that guards itself and meets each login with this. */
const refusing = (authenticate: () => Promise<never>): Login => ({
  name: 'onvif',
  withoutLogin: async () => 'guarded',
  authenticate,
})

/** Nothing was tried before, and the stop rule has room. */
const knock = {
  driver: { defaultLogins: () => [] },
  ledger: {
    allows: () => true,
    earlier: () => null,
    refusedToday: () => false,
    wasRefused: () => false,
    isGuess: () => false,
    letInNow: () => false,
    wasLetIn: () => false,
    authenticate: (connection: Knock['connection'], login: Login, shown: typeof credential) =>
      login.authenticate(connection, shown),
  },
} as unknown as Knock

describe('a further list of accounts of a device', () => {
  it.each([
    ['for its clock, twice', LoginWorthRepeating],
    ['without telling any time', PasswordNotJudged],
  ])('that refuses a login %s is there: nothing may be concluded of its passwords', async (_, Refusal) => {
    const error = new Refusal('the device refused a signed login')
    const trial = await tryDatabase(
      knock,
      refusing(() => Promise.reject(error)),
      [offer],
      { withDefaults: true, isLetIn: true },
    )
    expect(trial).toMatchObject({ credential: null, trouble: error })
  })

  it.each([
    ['is not there for any login', LoginAbsent],
    ['cannot be asked', Unsupported],
  ])('that %s has no say in what is known of the others', async (_, Absence) => {
    const login = refusing(() => Promise.reject(new Absence('the device does not have this')))
    expect(await tryDatabase(knock, login, [offer], { withDefaults: true, isLetIn: true })).toMatchObject({
      trouble: null,
    })
  })

  it('on which the published logins were not tried says how many', async () => {
    const published = {
      ...knock,
      driver: { defaultLogins: () => [{ username: 'root', password: 'pass' }] },
    } as unknown as Knock
    const login = refusing(() => Promise.reject(new Error('nothing may be shown to it')))
    expect(await tryDatabase(published, login, [], { withDefaults: false, isLetIn: false })).toMatchObject({
      tried: [],
      heldBack: 1,
      unseen: 'held-back',
    })
  })
})
