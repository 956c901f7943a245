import { beforeEach, describe, expect, it } from 'vitest'
import type { Connection, Driver, Login } from '../../electron/drivers/driver.ts'
import { DeviceLogins } from '../../electron/engine/device/device-logins.ts'
import type { AttemptLedger } from '../../electron/engine/login/attempt-ledger.ts'
import { DayRule } from '../../electron/engine/problems.ts'
import { CredentialsRefused, type ShownLogin } from '../../electron/model/credentials-refused.ts'
import { DeviceLockedOut, DeviceUnreachable } from '../../electron/model/errors.ts'
import { Secret } from '../../electron/model/secret.ts'

const administrator = { username: 'admin', password: Secret.of('proven') }
const before = { username: 'admin', password: Secret.of('the one before') }
const login = (name: Login['name']): Login => ({
  name,
  withoutLogin: async () => 'guarded',
  authenticate: async () => 'accepted',
})
const [web, onvif] = [login('web'), login('onvif')]
const connection = {} as Connection

const shown = (more: Partial<ShownLogin> = {}): ShownLogin => ({
  login: 'web',
  credential: administrator,
  times: 1,
  isLogin: false,
  ...more,
})

describe('a request that the device refused to a proven login', () => {
  let logins: DeviceLogins
  let counted: string[]
  let askedAgain: string[]
  let answer: () => boolean
  let late: Secret[]
  beforeEach(() => {
    counted = []
    askedAgain = []
    answer = () => true
    late = []
    logins = new DeviceLogins(
      { logins: [web, onvif] } as unknown as Driver,
      {
        noteRefusal: (name: string, { password }: typeof administrator) => counted.push(`${name} ${password.reveal()}`),
        untriedLate: () => late,
        holdsStill: async (_: Connection, { name }: Login) => {
          askedAgain.push(name)
          return answer()
        },
      } as unknown as AttemptLedger,
    )
    logins.prove(administrator, web)
    logins.prove(administrator, onvif)
  })

  const refused = async (of?: ShownLogin | null, work: () => void = () => undefined) => {
    const error = new CredentialsRefused('No.', of === undefined ? {} : { shown: of })
    const ended = logins.counted(connection, async () => {
      work()
      throw error
    })
    await expect(ended).rejects.toBe(error)
    return error
  }
  const isKept = () => [logins.credentialOn('web') !== null, logins.credentialOn('onvif') !== null]

  it('counts as often as the login was shown, and where the login holds still nothing else changes', async () => {
    await refused(shown({ times: 2 }))
    expect(counted).toEqual(['web proven', 'web proven'])
    expect(askedAgain).toEqual(['web'])
    expect(isKept()).toEqual([true, true])
  })

  it('takes the login away where one login shows that it is the password no more', async () => {
    answer = () => false
    await refused(shown({ login: 'onvif' }))
    expect(isKept()).toEqual([true, false])
    await refused(shown())
    expect(logins.state).toMatchObject({ credential: null, refusal: { code: 'device/credentials-refused' } })
  })

  it.each([
    ['nothing was shown', null],
    ['it was shown to nobody that is known', undefined],
  ])('counts for %s: %s', async (_, of) => {
    await refused(of)
    expect(counted).toEqual(of === null ? [] : ['web proven'])
  })

  it('counts for the login that was asked for last where the refusal does not say', async () => {
    await refused(undefined, () => logins.credentialOn('onvif'))
    expect(counted).toEqual(['onvif proven'])
    expect(askedAgain).toEqual(['onvif'])
  })

  it('counts once, however many hands it goes through, and also where the driver goes on without it', async () => {
    const error = new CredentialsRefused('No.', { shown: shown() })
    const value = await logins.counted(connection, async () => {
      await logins.counted(connection, () => Promise.reject(error)).catch(() => undefined)
      logins.bearRefusal(error)
      return 'read by another way'
    })
    expect(value).toBe('read by another way')
    expect(counted).toEqual(['web proven'])
    expect(askedAgain).toEqual(['web'])
  })

  it('says nothing of the proven one where it was another that was refused', async () => {
    await refused(shown({ credential: before }))
    expect(counted).toEqual(['web the one before'])
    expect(askedAgain).toEqual([])
    expect(isKept()).toEqual([true, true])
  })

  it.each([
    ['a device that is away for a moment', new DeviceUnreachable('It restarts.'), true],
    ['a device that locks', new DeviceLockedOut('Locked.'), false],
    ['the limit of the day', new DayRule('Three failed.'), false],
  ])('of %s: the login is kept unless more of it could lock', async (_, trouble, expected) => {
    answer = () => {
      throw trouble
    }
    await refused(shown())
    expect(isKept()).toEqual([expected, true])
  })

  it('spends no login where a login was refused, and the device may have taken another password late', async () => {
    late = [Secret.of('taken late')]
    await refused(shown({ isLogin: true }))
    expect(askedAgain).toEqual([])
    expect(isKept()).toEqual([false, true])
    await refused(shown({ login: 'onvif' }))
    expect(askedAgain).toEqual(['onvif'])
    expect(isKept()).toEqual([false, true])
  })
})
