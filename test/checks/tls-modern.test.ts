import { describe, expect, it } from 'vitest'
import { tlsModern } from '../../electron/checks/tls-modern.ts'
import type { TlsEndpoint } from '../../electron/model/security-facts.ts'
import { judge } from './judge.ts'

const port = (parts: Partial<TlsEndpoint>): TlsEndpoint[] => [
  {
    port: 443,
    accepted: ['TLSv1.2'],
    refused: ['TLSv1', 'TLSv1.1'],
    cipher: 'ECDHE-RSA-AES128-GCM-SHA256',
    certificate: {} as TlsEndpoint['certificate'],
    ...parts,
  },
]

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
      'an old version was not tried',
      { 'tls.endpoints': port({ refused: ['TLSv1'] }) },
      {},
      'unknown',
      /TLSv1.1 not tried/,
    ],
    ['no port speaks TLS', { 'tls.endpoints': [] }, {}, 'unknown', /no port/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(tlsModern, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
