import { type Capability, defineDriver, type Login } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { onvifLogin } from '../onvif/onvif-login.ts'
import { rtspLogin } from '../onvif/rtsp-login.ts'
import { isPublic, servicesBesideOnvif } from '../web/beside-onvif.ts'
import { over } from '../web/over.ts'

const livePage = '/control/userimage.html'

/** Whether anybody is shown the live page, as it is from the factory. @see MOBOTIX manuals: public access */
const mobotixServices = (): Capability =>
  servicesBesideOnvif(async (device) => {
    const enabled = await isPublic(device, { path: livePage }, ({ headers, body }) => {
      return /^text\/html\b/i.test(headers['content-type'] ?? '') && /mobotix/i.test(body.toString('latin1'))
    })
    return [{ name: 'anonymous-viewing', enabled, writable: false }]
  })

/** A change that is not stored to permanent memory is gone at the next start, and no source says whether ONVIF stores it. */
const carefully = (capability: Capability): Capability =>
  capability.write === undefined ? capability : { ...capability, writeGrade: 'unproven' }

/** A lost password means to send the camera in: none is changed here. */
const { setPassword: _neverChanged, createAccount: _never, deleteAccount: _made, ...onvifProof } = onvifLogin
const onvifWithoutChange: Login = onvifProof
/** Whether the device keeps a certificate over its next start is said nowhere, and nobody can say yes to it beforehand. */
const { certificates: _unproven, ...onvifDriver } = onvif

/**
 * MOBOTIX cameras and door stations: ONVIF where they have it, and whether anybody is shown the live page. The maker's own way to
 * write settings is known from no source.
 */
export const mobotix = defineDriver({
  ...onvifDriver,
  id: 'mobotix',
  vendor: 'MOBOTIX',
  quality: 'bronze',
  accepts: () => false,
  identifies: [
    { by: 'onvif.name', pattern: /^MOBOTIX\b/i, examples: ['MOBOTIX M73A', 'MOBOTIX S74'] },
    {
      by: 'http.location',
      pattern: /\/control\/userimage\.html$/,
      examples: ['/control/userimage.html', 'http://127.0.0.7/control/userimage.html'],
    },
    {
      by: 'http.icon',
      pattern: /^d9526978908979fa5018db0bcc762aa0$/,
      examples: ['d9526978908979fa5018db0bcc762aa0'],
    },
    { by: 'snmp.sysObjectId', pattern: /^1\.3\.6\.1\.4\.1\.21701(?:\.|$)/, examples: ['1.3.6.1.4.1.21701'] },
  ],
  supports: over(onvif.supports, [mobotixServices()]).map(carefully),
  logins: [onvifWithoutChange, rtspLogin],
  upgrades: [],
})
