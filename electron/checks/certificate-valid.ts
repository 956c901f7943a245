import { z } from 'zod'
import { daysBetween } from '../model/days.ts'
import { readTlsPorts, type TlsCertificate, unreadTlsPorts } from '../model/security-facts.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'
import { unreadPort } from './judging/unread.ts'

/**
 * The certificate is in date for a while, has a key that holds, and comes from an authority of the site where the site has one.
 *
 * A port that could not be read leaves it unknown: what it shows may be another certificate.
 *
 * @see RFC 5280
 */
export const certificateValid = defineCheck({
  id: 'certificate-valid',
  needs: ['tls.endpoints', 'site.settings', 'site.place'],
  params: z.strictObject({
    minDaysLeft: z.int().min(0),
    minRsaBits: z.int().min(1_024),
    minEcBits: z.int().min(160),
    /** Where the site names no authority: whether a certificate that the device made itself is good enough. */
    selfSignedAllowed: z.boolean(),
  }),
  strictness: { minDaysLeft: 'higher', minRsaBits: 'higher', minEcBits: 'higher', selfSignedAllowed: 'no' },
  evaluate({ 'tls.endpoints': ports, 'site.settings': { certificateAuthorities = [] }, 'site.place': { at } }, params) {
    const authority = certificateAuthorities.length === 0 ? '' : `, from ${certificateAuthorities.join(' or ')}`
    const expected = `${params.minDaysLeft} days left, RSA ${params.minRsaBits} or EC ${params.minEcBits} bits${authority}`
    if (ports.length === 0) return unknown('no port of the device speaks TLS', expected)
    const endpoints = readTlsPorts(ports)
    const wrong = endpoints.flatMap(({ port, certificate }) =>
      faultsOf(certificate, at, params, certificateAuthorities).map((fault) => `${port}: ${fault}`),
    )
    if (wrong.length > 0) return fail(wrong.join('; '), expected)
    const unsized = endpoints.filter(
      ({ certificate: { keyType, keyBits } }) => keyType !== 'ed25519' && keyBits === null,
    )
    const open = [
      ...unreadTlsPorts(ports).map(unreadPort),
      ...unsized.map(({ port }) => `${port}: the size of the key could not be read`),
    ]
    if (open.length > 0) return unknown(open.join('; '), expected)
    return pass(
      endpoints
        .map(({ port, certificate: { subject, validTo } }) => `${port}: ${subject}, until ${validTo.slice(0, 10)}`)
        .join('; '),
      expected,
    )
  },
})

interface Demand {
  readonly minDaysLeft: number
  readonly minRsaBits: number
  readonly minEcBits: number
  readonly selfSignedAllowed: boolean
}

function faultsOf(certificate: TlsCertificate, at: string, demand: Demand, authorities: readonly string[]): string[] {
  const { validFrom, validTo, keyType, keyBits, selfSigned, issuer, sha256 } = certificate
  const left = daysBetween(at, validTo)
  const least = { rsa: demand.minRsaBits, ec: demand.minEcBits, ed25519: 0, other: Number.POSITIVE_INFINITY }[keyType]
  const known = authorities.some((authority) => [issuer.toLowerCase(), sha256].includes(authority.toLowerCase()))
  return [
    ...(daysBetween(validFrom, at) < 0 ? [`not valid before ${validFrom.slice(0, 10)}`] : []),
    ...(left < demand.minDaysLeft ? [left < 0 ? `ended on ${validTo.slice(0, 10)}` : `${left} days left`] : []),
    ...(keyBits !== null && keyBits < least ? [`key of ${keyBits} bits (${keyType})`] : []),
    ...(authorities.length > 0 && !known ? [`issued by ${issuer}, no authority of the site`] : []),
    ...(authorities.length === 0 && selfSigned && !demand.selfSignedAllowed ? ['made by the device itself'] : []),
  ]
}
