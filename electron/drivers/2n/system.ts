import { z } from 'zod'
import { noIdentity } from '../../model/device.ts'
import { ProtocolViolation } from '../../model/errors.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import type { Capability, Login } from '../driver.ts'
import { safeAlphabet } from '../onvif/onvif-login.ts'
import { identityOrOnvif, withOnvifIdentity } from '../web/beside-onvif.ts'
import { webLogin } from '../web/web-login.ts'
import { webRequest } from '../web/web-request.ts'
import { readApi } from './api.ts'

const infoPath = '/api/system/info'
const infoShape = z.object({
  variant: z.string(),
  serialNumber: z.string().optional(),
  hwVersion: z.string().optional(),
  swVersion: z.string().optional(),
})

/** @see 2N HTTP API manual: GET /api/system/info */
export const twoNIdentity = (): Capability =>
  identityOrOnvif(async (device) => {
    const answer = await webRequest(device, { method: 'GET', path: infoPath }, device.credential('web'))
    const told = readApi(infoPath, answer, infoShape)
    return withOnvifIdentity(device, {
      ...noIdentity,
      manufacturer: '2N',
      model: visibleOrNull(told.variant, 128),
      serial: visibleOrNull(told.serialNumber, 128),
      firmware: visibleOrNull(told.swVersion, 128),
      hardwareId: visibleOrNull(told.hwVersion, 128),
    })
  })

/**
 * The accounts of the HTTP API, up to five, which are those of nothing else. Each of its services has a kind of login of its own,
 * none among them: that of the system service is asked.
 */
export const twoNApiLogin: Login = webLogin({
  knock: { method: 'GET', path: infoPath },
  judge(answer) {
    const { status } = answer
    if (status === 403)
      throw new ProtocolViolation('The login is refused, and the device does not say whether for its password.')
    if (status < 200 || status >= 300) return null
    readApi(infoPath, answer, infoShape)
    return 'accepted'
  },
  passwordRules: { maxLength: 16, alphabet: safeAlphabet },
})
