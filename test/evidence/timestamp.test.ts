import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signerOf } from '../../electron/evidence/identity.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import { type Bench, makeBench, reportOf, resultsOf } from './support/bench.ts'
import { zipOf } from './support/craft-zip.ts'
import { fileOf, filesOf, resealed } from './support/insider.ts'
import { TimestampAuthority } from './support/openssl.ts'
import { sampleIdentity } from './support/sample-visit.ts'

const day = 86_400_000
let bench: Bench
let authority: TimestampAuthority
beforeAll(async () => {
  bench = await makeBench()
  authority = new TimestampAuthority()
})
afterAll(() => authority.close())

describe('a timestamp', () => {
  const tsr = 'timestamps/SHA256SUMS.p7s.001.tsr'
  const now = () => new Date(Math.floor(Date.now() / 1000) * 1000)
  const trusting = () => ({ tsaRootsPem: [authority.rootPem], now: new Date(Date.now() + 60_000) })

  /** A pack that was signed when somebody says so, by a leaf of that age, and stamped now. */
  async function stamped(signedAt: Date, leafFrom: Date): Promise<{ bytes: Buffer; rootPem: string }> {
    const identity = await sampleIdentity(leafFrom)
    const files = await resealed(
      bench.pack,
      signerOf(identity),
      async (each) => {
        each.set('report.pdf', await reportOf(resultsOf(each), fileOf(each, 'results.json'), signerOf(identity)))
      },
      { signingTime: signedAt },
    )
    files.set(tsr, authority.stamp(fileOf(files, 'SHA256SUMS.p7s')))
    return { bytes: zipOf(files), rootPem: identity.rootPem }
  }

  it('of a trusted authority makes the pack valid long after every certificate of its signer ended', async () => {
    const { bytes, rootPem } = await stamped(now(), new Date(Date.now() - 3 * day))
    const report = await bench.verify(bytes, {
      ...trusting(),
      rootsPem: [rootPem],
      now: new Date('2060-01-01'),
      requireTimestamp: true,
    })
    expect(report).toMatchObject({ valid: true, reasons: [] })
    expect(Math.abs(Date.parse(report.timestamp ?? '') - Date.now())).toBeLessThan(120_000)
  })

  it('of an authority that nobody vouches for rejects the pack', async () => {
    const { bytes, rootPem } = await stamped(now(), new Date(Date.now() - 3 * day))
    await bench.expectRejected(bytes, 'pack/timestamp-untrusted', {
      ...trusting(),
      rootsPem: [rootPem],
      tsaRootsPem: [],
    })
    await bench.expectRejected(bytes, 'pack/timestamp-untrusted', {
      ...trusting(),
      rootsPem: [rootPem],
      tsaRootsPem: [rootPem],
    })
  })

  it('of another pack rejects the pack', async () => {
    const files = filesOf(bench.pack)
    files.set(tsr, authority.stamp(Buffer.from('another signature')))
    await bench.expectRejected(zipOf(files), 'pack/timestamp-invalid', trusting())
  })

  it.each([60, 200, 400])('with a changed byte at %i of its last kilobyte rejects the pack', async (fromEnd) => {
    const { bytes, rootPem } = await stamped(now(), new Date(Date.now() - 3 * day))
    const files = new Map(readZip(bytes))
    const token = Buffer.from(fileOf(files, tsr))
    token.writeUInt8((token.at(-fromEnd) ?? 0) ^ 1, token.length - fromEnd)
    files.set(tsr, token)
    const { valid } = await bench.verify(zipOf(files), { ...trusting(), rootsPem: [rootPem] })
    expect(valid).toBe(false)
  })

  it('that is older than the time that the signer claims rejects the pack', async () => {
    const { bytes, rootPem } = await stamped(new Date(Number(now()) + day), new Date(Date.now() - 3 * day))
    const later = new Date(Date.now() + 2 * day)
    await bench.expectRejected(bytes, 'pack/claim-after-timestamp', { ...trusting(), rootsPem: [rootPem], now: later })
  })

  it('that came 45 days after the time that an old certificate claims rejects the pack', async () => {
    const { bytes, rootPem } = await stamped(new Date(Number(now()) - 45 * day), new Date(Date.now() - 200 * day))
    await bench.expectRejected(bytes, 'pack/claim-too-old', { ...trusting(), rootsPem: [rootPem] })
  })

  it('that was taken out is missed by a reader who demands one', async () => {
    await bench.expectRejected(zipOf(filesOf(bench.pack)), 'pack/timestamp-missing', {
      ...trusting(),
      requireTimestamp: true,
    })
  })
})
