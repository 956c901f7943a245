import { describe, expect, it } from 'vitest'
import { tlsModern } from '../../electron/checks/tls-modern.ts'
import type { TlsEndpoint, UnreadTlsPort } from '../../electron/model/security-facts.ts'
import { judge } from './judge.ts'

const port = (parts: Partial<TlsEndpoint>): TlsEndpoint[] => [
  {
    port: 443,
    accepted: ['TLSv1.2'],
    refused: ['SSLv3', 'TLSv1', 'TLSv1.1'],
    cipher: 'ECDHE-RSA-AES128-GCM-SHA256',
    certificate: {} as TlsEndpoint['certificate'],
    ...parts,
  },
]

const unread = (why: UnreadTlsPort['unread']): UnreadTlsPort => ({ port: 8443, unread: why })

const params = { minVersion: 'TLSv1.2' }

describe('the check tls-modern', () => {
  it.each<[string, Partial<Parameters<typeof tlsModern.evaluate>[0]>, object, string, RegExp]>([
    ['old versions are refused', { 'tls.endpoints': port({}) }, {}, 'pass', /443: TLSv1.2/],
    [
      'an old version is accepted',
      { 'tls.endpoints': port({ accepted: ['TLSv1', 'TLSv1.2'], refused: [] }) },
      {},
      'fail',
      /443 accepts TLSv1/,
    ],
    ['a weak cipher was chosen', { 'tls.endpoints': port({ cipher: 'ECDHE-RSA-RC4-SHA' }) }, {}, 'fail', /RC4/],
    ['TLS 1.2 is too old here', { 'tls.endpoints': port({}) }, { minVersion: 'TLSv1.3' }, 'fail', /accepts TLSv1.2/],
    [
      'SSL 3.0 is accepted',
      { 'tls.endpoints': port({ accepted: ['SSLv3', 'TLSv1.2'], refused: ['TLSv1', 'TLSv1.1'] }) },
      {},
      'fail',
      /443 accepts SSLv3/,
    ],
    [
      'of an old version nothing is known',
      { 'tls.endpoints': port({ refused: ['SSLv3', 'TLSv1'] }) },
      {},
      'unknown',
      /not known whether TLSv1.1 is refused/,
    ],
    [
      'an earlier version of the app did not offer SSL 3.0',
      { 'tls.endpoints': port({ refused: ['TLSv1', 'TLSv1.1'] }) },
      {},
      'unknown',
      /not known whether SSLv3 is refused/,
    ],
    [
      'another port was silent',
      { 'tls.endpoints': [...port({}), unread('unreachable')] },
      {},
      'unknown',
      /8443: no answer over TLS/,
    ],
    [
      'another port said something else',
      { 'tls.endpoints': [...port({}), unread('malformed')] },
      {},
      'unknown',
      /8443: its answer over TLS could not be read/,
    ],
    [
      'another port was silent, and this one is too old',
      { 'tls.endpoints': [...port({ accepted: ['TLSv1'] }), unread('unreachable')] },
      {},
      'fail',
      /443 accepts TLSv1/,
    ],
    ['no port speaks TLS', { 'tls.endpoints': [] }, {}, 'unknown', /no port/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(tlsModern, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
