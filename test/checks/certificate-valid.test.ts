import { describe, expect, it } from 'vitest'
import { certificateValid } from '../../electron/checks/certificate-valid.ts'
import type { TlsEndpoint } from '../../electron/model/security-facts.ts'
import { judge, plainSite } from './judge.ts'

const certificate = {
  subject: 'CN=cam1',
  issuer: 'CN=Site CA',
  selfSigned: false,
  names: ['cam1'],
  validFrom: '2026-01-01T00:00:00Z',
  validTo: '2027-01-01T00:00:00Z',
  keyType: 'rsa',
  keyBits: 2048,
  signature: null,
  sha256: 'ab',
} as const
const port = (parts: Partial<TlsEndpoint['certificate']> = {}): TlsEndpoint[] => [
  { port: 443, accepted: ['TLSv1.2'], refused: [], cipher: null, certificate: { ...certificate, ...parts } },
]
const site = { ...plainSite, certificateAuthorities: ['cn=site ca'] }

const params = { minDaysLeft: 30, minRsaBits: 2048, minEcBits: 256, selfSignedAllowed: true }

describe('the check certificate-valid', () => {
  it.each<[string, Partial<Parameters<typeof certificateValid.evaluate>[0]>, object, string, RegExp]>([
    [
      'it is in date and of the site',
      { 'tls.endpoints': port(), 'site.settings': site },
      {},
      'pass',
      /443: CN=cam1, until 2027-01-01/,
    ],
    ['it ends soon', { 'tls.endpoints': port({ validTo: '2026-12-01T00:00:00Z' }) }, {}, 'fail', /8 days left/],
    ['it ended', { 'tls.endpoints': port({ validTo: '2026-11-01T00:00:00Z' }) }, {}, 'fail', /ended on 2026-11-01/],
    [
      'it is not valid yet',
      { 'tls.endpoints': port({ validFrom: '2026-12-01T00:00:00Z' }) },
      {},
      'fail',
      /not valid before/,
    ],
    ['its key is short', { 'tls.endpoints': port({ keyBits: 1024 }) }, {}, 'fail', /1024 bits/],
    [
      'another authority signed it',
      { 'tls.endpoints': port({ issuer: 'CN=Other' }), 'site.settings': site },
      {},
      'fail',
      /no authority of the site/,
    ],
    ['the device made it itself', { 'tls.endpoints': port({ selfSigned: true }) }, {}, 'pass', /cam1/],
    [
      'the device made it itself and that is not enough',
      { 'tls.endpoints': port({ selfSigned: true }) },
      { selfSignedAllowed: false },
      'fail',
      /made by the device/,
    ],
    ['the key could not be measured', { 'tls.endpoints': port({ keyBits: null }) }, {}, 'unknown', /size of the key/],
    [
      'another port was silent',
      { 'tls.endpoints': [...port(), { port: 8443, unread: 'unreachable' }] },
      {},
      'unknown',
      /8443: no answer over TLS/,
    ],
    [
      'another port was silent, and this one ended',
      { 'tls.endpoints': [...port({ validTo: '2026-11-01T00:00:00Z' }), { port: 8443, unread: 'unreachable' }] },
      {},
      'fail',
      /ended on 2026-11-01/,
    ],
    ['no port speaks TLS', { 'tls.endpoints': [] }, {}, 'unknown', /no port/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(certificateValid, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
