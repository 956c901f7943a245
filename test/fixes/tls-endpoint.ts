import type { TlsEndpoint } from '../../electron/model/security-facts.ts'

/** A TLS port as a camera of some years has it. */
export const endpoint = (different: Partial<TlsEndpoint> = {}): TlsEndpoint => ({
  port: 443,
  accepted: ['TLSv1.2'],
  refused: [],
  cipher: null,
  certificate: {
    subject: 'CN=camera',
    issuer: 'CN=camera',
    selfSigned: true,
    names: [],
    validFrom: '2020-01-01T00:00:00.000Z',
    validTo: '2021-01-01T00:00:00.000Z',
    keyType: 'rsa',
    keyBits: 1_024,
    signature: null,
    sha256: 'ab'.repeat(32),
  },
  ...different,
})
