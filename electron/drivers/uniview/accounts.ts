import { z } from 'zod'
import { ProtocolViolation } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Capability, Login } from '../driver.ts'
import { safeAlphabet } from '../onvif/onvif-login.ts'
import { webLogin } from '../web/web-login.ts'
import { lapiManner, lapiRead, readLapi } from './lapi.ts'

const usersPath = '/Channel/0/System/Users'
const usersShape = z.object({ Users: z.array(z.object({ Name: z.string(), Level: z.int() })).min(1) })

/**
 * The accounts of the web interface. They are taken for those of ONVIF, because no source shows two lists: the login of ONVIF is
 * asked here and none is searched for. The maker's own exchange of a new password is not used.
 */
export const univiewWebLogin: Login = {
  ...webLogin({
    knock: { method: 'GET', path: `/LAPI/V1.0${usersPath}`, manner: lapiManner },
    judge(answer) {
      const { status } = answer
      if (status === 403)
        throw new ProtocolViolation('The web login is refused, and the device does not say whether for its password.')
      if (status < 200 || status >= 300) return null
      readLapi(usersPath, answer, usersShape)
      return 'accepted'
    },
    passwordRules: { maxLength: 16, alphabet: safeAlphabet },
  }),
  accountsOf: 'onvif',
}

/** Level 0 is the administrator; what the other numbers stand for is not known. @see LAPI: GET /Channel/0/System/Users */
export const univiewAccounts = (): Capability => ({
  fact: 'accounts.web',
  async read(device) {
    const { Users } = await lapiRead(device, usersPath, usersShape)
    return Users.map(({ Name, Level }) => ({
      username: visibleText(Name, 64),
      level: Level === 0 ? 'administrator' : 'unknown',
      enabled: null,
    }))
  },
})

const policyShape = z.object({ FriendlyPassword: z.object({ Enabled: z.int() }) })

/** A "friendly" password is a weak one that is let in. @see LAPI: GET /System/Security/AccessPolicy */
export const univiewPasswordPolicy = (): Capability => ({
  fact: 'accounts.passwordPolicy',
  async read(device) {
    const { FriendlyPassword } = await lapiRead(device, '/System/Security/AccessPolicy', policyShape)
    return { minLength: null, complexityEnforced: FriendlyPassword.Enabled === 0, expiryDays: null }
  },
})
