import { noIdentity } from '../../model/device.ts'
import { ProtocolViolation } from '../../model/errors.ts'
import { macOf } from '../../protocols/onvif/network-settings.ts'
import { type Capability, defineDriver, type Login } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { onvifLogin, safeAlphabet } from '../onvif/onvif-login.ts'
import { rtspLogin } from '../onvif/rtsp-login.ts'
import { isPublic, servicesBesideOnvif, withOnvifIdentity } from '../web/beside-onvif.ts'
import { over } from '../web/over.ts'
import { webLogin } from '../web/web-login.ts'
import { paramsIn, paramsPath, readParams } from './params.ts'

const names = { model: 'system_info_modelname', serial: 'system_info_serialnumber' } as const

/** The serial number is the hardware address. The firmware is told by ONVIF. */
const vivotekIdentity = (): Capability => ({
  fact: 'identity',
  async read(device) {
    const params = await readParams(device, Object.values(names))
    const serial = params.get(names.serial) ?? null
    const mac = macOf(serial)
    const model = params.get(names.model) ?? null
    const own = { ...noIdentity, manufacturer: 'VIVOTEK', model, serial, macs: mac === null ? [] : [mac] }
    return withOnvifIdentity(device, own)
  },
})

/** Whether anybody is shown the picture. @see VIVOTEK URL commands: GET /cgi-bin/viewer/video.jpg */
const vivotekServices = (): Capability =>
  servicesBesideOnvif(async (device) => {
    const page = { path: '/cgi-bin/viewer/video.jpg', limits: { bodyBytes: 8 * 1024 * 1024 } }
    const enabled = await isPublic(device, page, ({ headers, body }) => {
      return /^image\/jpeg\b/i.test(headers['content-type'] ?? '') && body.length > 0
    })
    return [{ name: 'anonymous-viewing', enabled, writable: false }]
  })

/**
 * The accounts of the web interface. They are taken for those of ONVIF, because no source shows two lists: the login of ONVIF is
 * asked here and none is searched for.
 */
const vivotekWebLogin: Login = {
  ...webLogin({
    knock: { method: 'GET', path: paramsPath([names.model]) },
    judge(answer) {
      const { status } = answer
      if (status === 403)
        throw new ProtocolViolation('The web login is refused, and the device does not say whether for its password.')
      if (status < 200 || status >= 300) return null
      paramsIn(answer)
      return 'accepted'
    },
    passwordRules: { maxLength: 16, alphabet: safeAlphabet },
  }),
  accountsOf: 'onvif',
}

/**
 * VIVOTEK cameras: ONVIF, and by the maker's CGI who they are and whether anybody is shown the picture. The names of their other
 * parameters are known from no device.
 */
export const vivotek = defineDriver({
  ...onvif,
  id: 'vivotek',
  vendor: 'VIVOTEK',
  quality: 'bronze',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: [
    { by: 'onvif.name', pattern: /^VIVOTEK\b/i, examples: ['VIVOTEK IB8367A'] },
    {
      by: 'http.server',
      pattern: /^(?:Vivotek Network Camera|Network Camera(?: with Pan\/Tilt)?$)/i,
      examples: ['Vivotek Network Camera', 'Network Camera', 'Network Camera with Pan/Tilt'],
    },
    { by: 'http.realm', pattern: /^streaming_server$/, examples: ['streaming_server'] },
    { by: 'snmp.sysObjectId', pattern: /^1\.3\.6\.1\.4\.1\.23465(?:\.|$)/, examples: ['1.3.6.1.4.1.23465'] },
  ],
  supports: over(onvif.supports, [vivotekIdentity(), vivotekServices()]),
  logins: [onvifLogin, vivotekWebLogin, rtspLogin],
})
