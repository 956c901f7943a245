import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningIdentity, renewLeaf, signerOf } from '../../electron/evidence/identity.ts'
import type { Signer } from '../../electron/evidence/signer.ts'
import type { RejectCode } from '../../electron/evidence/verify/rejected.ts'
import { writeSums } from '../../electron/evidence/verify/sums.ts'
import { type Bench, change, evidenceName, makeBench, reportOf, resultsOf } from './support/bench.ts'
import { zipOf } from './support/craft-zip.ts'
import { fileOf, filesOf, resealed, tampered } from './support/insider.ts'
import { sampleIdentity, samplePack, sealedAt, siteId } from './support/sample-visit.ts'

const day = 86_400_000
let bench: Bench
beforeAll(async () => {
  bench = await makeBench()
})

describe('a genuine pack', () => {
  it.each(['insurer', 'customer'] as const)('for the %s is valid and says whose it is', async (variant) => {
    const report = await bench.verify(zipOf(bench.pack.files[variant]), { site: siteId, nonce: 'claim-7781' })
    expect(report).toMatchObject({
      valid: true,
      reasons: [],
      signer: 'O=Acme Installers, CN=J. Doe on laptop-07',
      signedAtClaim: '2026-11-21T14:05:30.000Z',
      timestamp: null,
      site: siteId,
      sequence: 3,
      rootFingerprint: bench.identity.rootFingerprint,
      variant,
      practice: false,
    })
    expect(report.held).toContain('report')
  })

  it('is not valid without a root, but shows what else holds', async () => {
    const report = await bench.verify(zipOf(filesOf(bench.pack)), { rootsPem: [] })
    expect(report.valid).toBe(false)
    expect(report.reasons.map(({ code }) => code)).toEqual(['pack/no-root'])
    expect(report.held).toEqual(expect.arrayContaining(['signature', 'files', 'log', 'results', 'report']))
    expect(report).toMatchObject({ site: siteId, rootFingerprint: null })
  })

  it('is refused once its certificate has ended and no timestamp says that it is older', async () => {
    await bench.expectRejected(zipOf(filesOf(bench.pack)), 'pack/signer-expired', {
      now: new Date('2034-01-01T00:00:00Z'),
    })
  })

  it('that claims a time still to come is refused', async () => {
    const now = new Date(Number(sealedAt) - day)
    await bench.expectRejected(zipOf(filesOf(bench.pack)), 'pack/claim-in-future', { now })
  })

  it('with a renewed leaf is valid under the same root', async () => {
    const renewed = await renewLeaf(bench.identity, {
      technician: 'A. Roe',
      laptop: 'laptop-09',
      now: new Date('2026-11-20'),
    })
    const files = await resealed(bench.pack, signerOf(renewed), async (each) => {
      each.set('report.pdf', await reportOf(resultsOf(each), fileOf(each, 'results.json'), signerOf(renewed)))
    })
    expect(await bench.verify(zipOf(files))).toMatchObject({
      valid: true,
      signer: 'O=Acme Installers, CN=A. Roe on laptop-09',
    })
  })

  it('refuses a root that is no certificate, loudly', async () => {
    const broken = `-----BEGIN CERTIFICATE-----\n${Buffer.from('no').toString('base64')}\n-----END CERTIFICATE-----\n`
    await expect(bench.verify(zipOf(filesOf(bench.pack)), { rootsPem: [broken] })).rejects.toThrow()
  })
})

describe('somebody without the key', () => {
  it.each([
    ['edits the results', change('results.json', (text) => text.replace('"fail"', '"pass"')), 'pack/file-changed'],
    [
      'edits the evidence of a device',
      (files) => change(evidenceName(files), (text) => `${text} `)(files),
      'pack/file-changed',
    ],
    ['edits the log', change('log.ndjson', (text) => text.replace('"fail"', '"pass"')), 'pack/file-changed'],
    [
      'edits the context',
      change('pack.json', (text) => text.replace('"sequence": 3', '"sequence": 4')),
      'pack/file-changed',
    ],
    ['edits the report', (files) => fileOf(files, 'report.pdf').writeUInt8(0x20, 9_000), 'pack/file-changed'],
    [
      'truncates the log',
      change('log.ndjson', (text) => text.split('\n').slice(0, -2).join('\n')),
      'pack/file-changed',
    ],
    ['removes a file', (files) => files.delete(evidenceName(files)), 'pack/file-missing'],
    ['removes the list', (files) => files.delete('SHA256SUMS'), 'pack/file-missing'],
    ['removes the signature', (files) => files.delete('SHA256SUMS.p7s'), 'pack/file-missing'],
    ['removes the second signature', (files) => files.delete('META-INF/signature001.p7s'), 'pack/file-missing'],
    ['adds a file', (files) => files.set('evidence/added.json', Buffer.from('{}\n')), 'pack/file-extra'],
    [
      'adds a file beside the manifest',
      (files) => files.set('META-INF/more.xml', Buffer.from('<a/>')),
      'pack/file-extra',
    ],
    [
      'puts junk where timestamps are',
      (files) => files.set('timestamps/note.txt', Buffer.from('x')),
      'pack/timestamp-invalid',
    ],
    [
      'adds a timestamp that is none',
      (files) => files.set('timestamps/SHA256SUMS.p7s.001.tsr', Buffer.from('x')),
      'pack/timestamp-invalid',
    ],
    [
      'converts the list to CRLF',
      change('SHA256SUMS', (text) => text.replaceAll('\n', '\r\n')),
      'pack/signature-invalid',
    ],
    [
      'edits the manifest',
      change('META-INF/ASiCManifest001.xml', (text) => text.replace('ndjson', 'nd-json')),
      'pack/manifest',
    ],
  ] as const satisfies readonly (readonly [string, (files: Map<string, Buffer>) => unknown, RejectCode])[])(
    'who %s is found out',
    async (_what, edit, code) => {
      await bench.expectRejected(
        tampered(bench.pack, (files) => void edit(files as never)),
        code,
      )
    },
  )

  it('who removes a file together with its line is found out by the signature', async () => {
    const bytes = tampered(bench.pack, (files) => {
      const name = evidenceName(files)
      files.delete(name)
      change('SHA256SUMS', (text) =>
        text
          .split('\n')
          .filter((line) => !line.endsWith(name))
          .join('\n'),
      )(files)
    })
    await bench.expectRejected(bytes, 'pack/signature-invalid')
  })

  it('who truncates the log and corrects the sums is found out by the signature', async () => {
    const bytes = tampered(bench.pack, (files) => {
      change('log.ndjson', (text) => `${text.split('\n').slice(0, 20).join('\n')}\n`)(files)
      const names = fileOf(files, 'SHA256SUMS')
        .toString()
        .trim()
        .split('\n')
        .map((line) => line.slice(66))
      files.set('SHA256SUMS', writeSums(names.map((name) => [name, fileOf(files, name)])))
    })
    await bench.expectRejected(bytes, 'pack/signature-invalid')
  })

  it('who hands over only some of the private files is found out', async () => {
    const bytes = tampered(
      bench.pack,
      (files) => {
        const [name] = fileOf(files, 'SHA256SUMS.private').toString().slice(66).split('\n')
        files.delete(name ?? '')
      },
      'customer',
    )
    await bench.expectRejected(bytes, 'pack/private-incomplete')
  })

  it('who edits a private file is found out', async () => {
    const bytes = tampered(
      bench.pack,
      (files) => {
        const [name = ''] = fileOf(files, 'SHA256SUMS.private').toString().slice(66).split('\n')
        change(name, (text) => text.replace('canary-operator', 'nobody'))(files)
      },
      'customer',
    )
    await bench.expectRejected(bytes, 'pack/file-changed')
  })

  it('who takes the signature of another pack is found out', async () => {
    const other = filesOf((await samplePack({ sequence: 4 })).pack)
    const bytes = tampered(bench.pack, (files) => files.set('SHA256SUMS.p7s', fileOf(other, 'SHA256SUMS.p7s')))
    await bench.expectRejected(bytes, 'pack/signature-invalid')
  })

  it('who signs with a company of the same name is found out by the pinned root', async () => {
    const rogue = await sampleIdentity()
    const files = await resealed(bench.pack, signerOf(rogue), () => {})
    await bench.expectRejected(zipOf(files), 'pack/signer-untrusted')
    const { signer: named } = await bench.verify(zipOf(files))
    expect(named).toBe('O=Acme Installers, CN=J. Doe on laptop-07')
  })

  it('who signs with a certificate of an authority that the computer trusts is found out', async () => {
    // Whatever stands in the stores of the system: only the given roots count, so an authority's own root in the pack is no help.
    const other = await createSigningIdentity({
      company: 'Public CA',
      technician: 'x',
      laptop: 'y',
      now: new Date('2026-11-01'),
    })
    const withRoot = { ...signerOf(other), chain: [...signerOf(other).chain, derOf(other.rootPem)] }
    const files = await resealed(bench.pack, withRoot, () => {})
    await bench.expectRejected(zipOf(files), 'pack/signer-untrusted')
  })

  it('who uses a leaf as if it were an authority is found out', async () => {
    const forged = await signedByLeaf()
    const files = await resealed(bench.pack, forged, () => {})
    await bench.expectRejected(zipOf(files), 'pack/signer-untrusted')
  })

  it('who offers a genuine pack of another site, or an old one for a new claim, is found out', async () => {
    const bytes = zipOf(filesOf(bench.pack))
    await bench.expectRejected(bytes, 'pack/other-site', { site: 'another' })
    await bench.expectRejected(bytes, 'pack/other-nonce', { nonce: 'claim-9999' })
  })
})

const derOf = (pem: string): Buffer => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')

/** A certificate that the genuine leaf "issued". */
async function signedByLeaf(): Promise<Signer> {
  const { leaf, issuing } = bench.identity
  const forged = await renewLeaf(
    { ...bench.identity, issuing: leaf },
    { technician: 'Mallory', laptop: 'x', now: sealedAt },
  )
  const own = signerOf(forged)
  return { ...own, chain: [derOf(leaf.certificatePem), derOf(issuing.certificatePem)] }
}
