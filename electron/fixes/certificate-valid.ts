import { z } from 'zod'
import { securityWords } from '../model/security-fact-words.ts'
import { readTlsPorts, type TlsEndpoint, type UnreadTlsPort, unreadTlsPorts } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

/** Null stands for the certificate that is not made yet. */
type Shown = readonly (TlsEndpoint | UnreadTlsPort)[] | null

/**
 * Lets the device make a new key and a certificate that it signs itself: fresh dates, its address as its name, 2048 bits or more.
 * Where the site has an authority of its own, the certificate comes from there instead and this plans nothing. The old certificate
 * comes back where the device does not show exactly the new one.
 *
 * @see ONVIF Advanced Security, CreateSelfSignedCertificate; RFC 5280
 */
export const renewCertificate = defineFix<Shown>({
  id: 'certificate-valid',
  siteSettings: z.object({}),
  disruption: 'medium',
  reboot: false,
  cutsOff: true,
  approval: 'none',
  writes: ['certificate'],
  async plan(device, { certificateAuthorities = [] }) {
    const asFound = await readIfOffered(device, 'tls.endpoints')
    if (asFound === null || asFound.length === 0 || certificateAuthorities.length > 0) return null
    // Nobody could tell afterwards what the other port shows.
    if (unreadTlsPorts(asFound).length > 0) return null
    if (!(await device.mayRenewCertificate())) return null
    return { asFound, target: null }
  },
  apply: (device) => device.renewCertificate(),
  async verify(device, { asFound }) {
    const kept = await device.read('tls.endpoints')
    const before = new Set(readTlsPorts(asFound ?? []).map(({ certificate }) => certificate.sha256))
    const fresh = readTlsPorts(kept).some(
      ({ certificate }) => certificate.selfSigned && !before.has(certificate.sha256),
    )
    return fresh ? pass(inWords(kept), inWords(null)) : fail(inWords(kept), inWords(null))
  },
  rollback: (device) => device.restoreCertificate(),
  describe: inWords,
})

function inWords(shown: Shown): string {
  return shown === null
    ? 'a new certificate of its own, named after its address; whoever trusts the old one has to be told'
    : securityWords['tls.endpoints'](shown)
}
