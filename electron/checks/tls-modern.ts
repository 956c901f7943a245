import { z } from 'zod'
import { readTlsPorts, unreadTlsPorts } from '../model/security-facts.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'
import { unreadPort } from './judging/unread.ts'

/** Never good enough, whatever a site asks for. @see RFC 7568 */
const oldest = 'SSLv3'
const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const
const weakCipher = /NULL|EXP|RC4|RC2|MD5|ADH|AECDH|(^|[-_])3?DES/i

/**
 * Every TLS port agrees to a version that is still safe, and to no older one.
 *
 * A version that was not tried, or that nobody can tell was refused, decides nothing; nor does a port that could not be read.
 *
 * @see RFC 8996 (TLS 1.0 and 1.1 are deprecated), RFC 7568 (SSL 3.0)
 */
export const tlsModern = defineCheck({
  id: 'tls-modern',
  needs: ['tls.endpoints'],
  params: z.strictObject({ minVersion: z.enum(versions) }),
  strictness: { minVersion: { order: versions } },
  evaluate({ 'tls.endpoints': ports }, { minVersion }) {
    const expected = `${minVersion} and newer alone, no weak cipher`
    if (ports.length === 0) return unknown('no port of the device speaks TLS', expected)
    const endpoints = readTlsPorts(ports)
    const tooOld = [oldest, ...versions.slice(0, versions.indexOf(minVersion))]
    const wrong = endpoints.flatMap(({ port, accepted, cipher }) => [
      ...accepted
        .filter((version) => tooOld.some((old) => old === version))
        .map((version) => `${port} accepts ${version}`),
      ...(cipher !== null && weakCipher.test(cipher) ? [`${port} chose ${cipher}`] : []),
    ])
    if (wrong.length > 0) return fail(wrong.join(', '), expected)
    const open = [
      ...unreadTlsPorts(ports).map(unreadPort),
      ...endpoints.flatMap(({ port, refused, accepted }) => {
        const untold = tooOld.filter((old) => !refused.some((one) => one === old))
        return [
          ...(untold.length > 0 ? [`${port}: not known whether ${untold.join(', ')} is refused`] : []),
          ...(accepted.length === 0 ? [`${port}: no version was agreed`] : []),
        ]
      }),
    ]
    if (open.length > 0) return unknown(open.join('; '), expected)
    return pass(
      endpoints
        .map(({ port, accepted, cipher }) => `${port}: ${accepted.join(', ')}${cipher === null ? '' : `, ${cipher}`}`)
        .join('; '),
      expected,
    )
  },
})
