import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createSigningIdentity,
  leafNeedsRenewal,
  parseIdentity,
  renewLeaf,
  type SigningIdentity,
  serializeIdentity,
  signerOf,
} from '../../electron/evidence/identity.ts'
import { readCertificate, readPem } from '../../electron/evidence/verify/certificate.ts'
import { run, scratch } from './support/openssl.ts'

const now = new Date('2026-11-01T08:00:00.700Z')
const awkward = { company: 'Böhm, "Söhne" & Co + #1 = <x>', technician: 'Ana\u202EMaría\n', laptop: 'L'.repeat(80) }

describe('a signing identity', () => {
  const folder = scratch()
  let identity: SigningIdentity
  const leaf = (of: SigningIdentity) => new X509Certificate(of.leaf.certificatePem)
  beforeAll(async () => {
    identity = await createSigningIdentity({ company: 'Acme', technician: 'J. Doe', laptop: 'laptop-07', now })
  })
  afterAll(() => folder.remove())

  const strictlyVerifies = (of: SigningIdentity): string => {
    writeFileSync(join(folder.path, 'root.pem'), of.rootPem)
    writeFileSync(join(folder.path, 'issuing.pem'), of.issuing.certificatePem)
    writeFileSync(join(folder.path, 'leaf.pem'), of.leaf.certificatePem)
    const args =
      'verify -x509_strict -attime 1793577600 -purpose smimesign -CAfile root.pem -untrusted issuing.pem leaf.pem'
    return run('openssl', args.split(' '), folder.path).output
  }

  it('is a chain of root, issuing authority and leaf that openssl accepts in strict mode', () => {
    expect(strictlyVerifies(identity)).toBe('leaf.pem: OK\n')
  })

  it('keeps to the certificate profile', () => {
    const { isAuthority, pathLength, keyUsage, extendedKeyUsage, notBefore, notAfter } = readCertificate(
      leaf(identity).raw,
    )
    expect(isAuthority).toBe(false)
    expect(pathLength).toBe(null)
    expect(keyUsage).toEqual(new Set([0, 1]))
    expect(extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.36'])
    expect((Number(notAfter) - Number(notBefore)) / 86_400_000).toBeLessThanOrEqual(730)
    const issuing = readCertificate(new X509Certificate(identity.issuing.certificatePem).raw)
    expect(issuing).toMatchObject({ isAuthority: true, pathLength: 0 })
    expect(leaf(identity).subject).toBe('O=Acme\nCN=J. Doe on laptop-07')
  })

  it('shows the fingerprint that openssl shows for its root', () => {
    strictlyVerifies(identity)
    const { output } = run('openssl', 'x509 -in root.pem -noout -fingerprint -sha256'.split(' '), folder.path)
    expect(output.split('=')[1]?.trim().replaceAll(':', '').toLowerCase()).toBe(identity.rootFingerprint)
  })

  it('does not hold the private key of its root', () => {
    const stored = serializeIdentity(identity).toString()
    expect(stored.match(/BEGIN PRIVATE KEY/g)).toHaveLength(2)
    expect(Object.keys(JSON.parse(stored))).not.toContain('root')
  })

  it('comes back out of the vault as it went in', () => {
    expect(parseIdentity(serializeIdentity(identity))).toEqual(identity)
  })

  it.each([
    ['nothing', ''],
    ['half of it', '{"format":"fieldseal-identity/1"}'],
    ['something else', '{}'],
  ])('says so when the vault gives back %s', (_what, text) => {
    expect(() => parseIdentity(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'evidence/identity-damaged' }),
    )
  })

  it('renews its leaf under the same root, for another person too', async () => {
    const later = new Date('2028-09-15T08:00:00Z')
    expect(leafNeedsRenewal(identity, now)).toBe(false)
    expect(leafNeedsRenewal(identity, later)).toBe(true)
    const renewed = await renewLeaf(identity, { technician: 'A. Roe', laptop: 'laptop-07', now: later })
    expect(renewed.rootFingerprint).toBe(identity.rootFingerprint)
    expect(leaf(renewed).subject).toContain('A. Roe')
    expect(leafNeedsRenewal(renewed, later)).toBe(false)
    expect(leaf(renewed).verify(new X509Certificate(identity.issuing.certificatePem).publicKey)).toBe(true)
  })

  it.each([2, 400 * 24])(
    'made with a clock %i hours ahead has authorities that hold now, and asks for another leaf',
    async (hours) => {
      const ahead = new Date(Number(now) + hours * 3_600_000)
      const early = await createSigningIdentity({
        company: 'Acme',
        technician: 'J. Doe',
        laptop: 'laptop-07',
        now: ahead,
      })
      expect(leafNeedsRenewal(early, ahead)).toBe(false)
      expect(leafNeedsRenewal(early, now)).toBe(true)
      const renewed = await renewLeaf(early, { technician: 'J. Doe', laptop: 'laptop-07', now })
      expect(renewed.rootFingerprint).toBe(early.rootFingerprint)
      expect(leafNeedsRenewal(renewed, now)).toBe(false)
      expect(strictlyVerifies(renewed)).toBe('leaf.pem: OK\n')
    },
  )

  it('is not made while the clock is years behind', async () => {
    const behind = { company: 'Acme', technician: 'J. Doe', laptop: 'laptop-07', now: new Date('2001-01-01T00:00:00Z') }
    await expect(createSigningIdentity(behind)).rejects.toMatchObject({ code: 'evidence/signer-expired' })
  })

  it('takes names with any letters, and shows what would be invisible', async () => {
    const odd = await createSigningIdentity({ ...awkward, now })
    expect(strictlyVerifies(odd)).toBe('leaf.pem: OK\n')
    const shown = readPem(odd.leaf.certificatePem)[0]?.subjectText ?? ''
    expect(shown).toMatch(/^O=Böhm, "Söhne" & Co \+ #1 = <x>, CN=Ana\[U\+202E\]María on L+…$/)
    expect(signerOf(odd).keyTier).toBe('software')
  })
})
