import { Buffer } from 'node:buffer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signDetached } from '../../electron/evidence/cms.ts'
import { createSigningIdentity, renewLeaf, signerOf } from '../../electron/evidence/identity.ts'
import { nextLogLine } from '../../electron/evidence/log.ts'
import { buildReport } from '../../electron/evidence/report.ts'
import type { Signer } from '../../electron/evidence/signer.ts'
import { writeJson } from '../../electron/evidence/verify/canonical-json.ts'
import type { RejectCode } from '../../electron/evidence/verify/rejected.ts'
import type { Results } from '../../electron/evidence/verify/results-shape.ts'
import { writeSums } from '../../electron/evidence/verify/sums.ts'
import { countObservations } from '../../electron/evidence/verify/totals.ts'
import { type VerifyOptions, type VerifyReport, verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { zipOf } from './support/craft-zip.ts'
import { fileOf, filesOf, resealed, tampered } from './support/insider.ts'
import { TimestampAuthority } from './support/openssl.ts'
import { type Sample, sampleIdentity, samplePack, sealedAt, siteId } from './support/sample-visit.ts'

const day = 86_400_000
let sample: Sample
let signer: Signer
let authority: TimestampAuthority

beforeAll(async () => {
  sample = await samplePack()
  signer = signerOf(sample.identity)
  authority = new TimestampAuthority()
})
afterAll(() => authority.close())

const verify = (bytes: Buffer, options: Partial<VerifyOptions> = {}): Promise<VerifyReport> =>
  verifyPack(bytes, { rootsPem: [sample.identity.rootPem], now: sealedAt, ...options })

async function expectRejected(bytes: Buffer, code: RejectCode, options: Partial<VerifyOptions> = {}): Promise<void> {
  const { valid, reasons } = await verify(bytes, options)
  expect(reasons.map((reason) => reason.code)).toContain(code)
  expect(valid).toBe(false)
}

const change = (name: string, edit: (text: string) => string) => (files: Map<string, Buffer>) => {
  files.set(name, Buffer.from(edit(fileOf(files, name).toString())))
}

const evidenceName = (files: ReadonlyMap<string, Buffer>): string =>
  [...files.keys()].find((name) => name.startsWith('evidence/')) ?? ''

describe('a genuine pack', () => {
  it.each(['insurer', 'customer'] as const)('for the %s is valid and says whose it is', async (variant) => {
    const report = await verify(zipOf(sample.pack.files[variant]), { site: siteId, nonce: 'claim-7781' })
    expect(report).toMatchObject({
      valid: true,
      reasons: [],
      signer: 'O=Acme Installers, CN=J. Doe on laptop-07',
      signedAtClaim: '2026-11-21T14:05:30.000Z',
      timestamp: null,
      site: siteId,
      sequence: 3,
      rootFingerprint: sample.identity.rootFingerprint,
      variant,
      practice: false,
    })
    expect(report.held).toContain('report')
  })

  it('is not valid without a root, but shows what else holds', async () => {
    const report = await verify(zipOf(filesOf(sample.pack)), { rootsPem: [] })
    expect(report.valid).toBe(false)
    expect(report.reasons.map(({ code }) => code)).toEqual(['pack/no-root'])
    expect(report.held).toEqual(expect.arrayContaining(['signature', 'files', 'log', 'results', 'report']))
    expect(report).toMatchObject({ site: siteId, rootFingerprint: null })
  })

  it('is refused once its certificate has ended and no timestamp says that it is older', async () => {
    await expectRejected(zipOf(filesOf(sample.pack)), 'pack/signer-expired', { now: new Date('2034-01-01T00:00:00Z') })
  })

  it('that claims a time still to come is refused', async () => {
    const now = new Date(Number(sealedAt) - day)
    await expectRejected(zipOf(filesOf(sample.pack)), 'pack/claim-in-future', { now })
  })

  it('with a renewed leaf is valid under the same root', async () => {
    const renewed = await renewLeaf(sample.identity, {
      technician: 'A. Roe',
      laptop: 'laptop-09',
      now: new Date('2026-11-20'),
    })
    const files = await resealed(sample.pack, signerOf(renewed), async (each) => {
      each.set('report.pdf', await reportOf(resultsOf(each), fileOf(each, 'results.json'), signerOf(renewed)))
    })
    expect(await verify(zipOf(files))).toMatchObject({
      valid: true,
      signer: 'O=Acme Installers, CN=A. Roe on laptop-09',
    })
  })

  it('refuses a root that is no certificate, loudly', async () => {
    const broken = `-----BEGIN CERTIFICATE-----\n${Buffer.from('no').toString('base64')}\n-----END CERTIFICATE-----\n`
    await expect(verify(zipOf(filesOf(sample.pack)), { rootsPem: [broken] })).rejects.toThrow()
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
      await expectRejected(
        tampered(sample.pack, (files) => void edit(files as never)),
        code,
      )
    },
  )

  it('who removes a file together with its line is found out by the signature', async () => {
    const bytes = tampered(sample.pack, (files) => {
      const name = evidenceName(files)
      files.delete(name)
      change('SHA256SUMS', (text) =>
        text
          .split('\n')
          .filter((line) => !line.endsWith(name))
          .join('\n'),
      )(files)
    })
    await expectRejected(bytes, 'pack/signature-invalid')
  })

  it('who truncates the log and corrects the sums is found out by the signature', async () => {
    const bytes = tampered(sample.pack, (files) => {
      change('log.ndjson', (text) => `${text.split('\n').slice(0, 20).join('\n')}\n`)(files)
      const names = fileOf(files, 'SHA256SUMS')
        .toString()
        .trim()
        .split('\n')
        .map((line) => line.slice(66))
      files.set('SHA256SUMS', writeSums(names.map((name) => [name, fileOf(files, name)])))
    })
    await expectRejected(bytes, 'pack/signature-invalid')
  })

  it('who hands over only some of the private files is found out', async () => {
    const bytes = tampered(
      sample.pack,
      (files) => {
        const [name] = fileOf(files, 'SHA256SUMS.private').toString().slice(66).split('\n')
        files.delete(name ?? '')
      },
      'customer',
    )
    await expectRejected(bytes, 'pack/private-incomplete')
  })

  it('who edits a private file is found out', async () => {
    const bytes = tampered(
      sample.pack,
      (files) => {
        const [name = ''] = fileOf(files, 'SHA256SUMS.private').toString().slice(66).split('\n')
        change(name, (text) => text.replace('canary-operator', 'nobody'))(files)
      },
      'customer',
    )
    await expectRejected(bytes, 'pack/file-changed')
  })

  it('who takes the signature of another pack is found out', async () => {
    const other = filesOf((await samplePack({ sequence: 4 })).pack)
    const bytes = tampered(sample.pack, (files) => files.set('SHA256SUMS.p7s', fileOf(other, 'SHA256SUMS.p7s')))
    await expectRejected(bytes, 'pack/signature-invalid')
  })

  it('who signs with a company of the same name is found out by the pinned root', async () => {
    const rogue = await sampleIdentity()
    const files = await resealed(sample.pack, signerOf(rogue), () => {})
    await expectRejected(zipOf(files), 'pack/signer-untrusted')
    const { signer: named } = await verify(zipOf(files))
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
    const files = await resealed(sample.pack, withRoot, () => {})
    await expectRejected(zipOf(files), 'pack/signer-untrusted')
  })

  it('who uses a leaf as if it were an authority is found out', async () => {
    const forged = await signedByLeaf()
    const files = await resealed(sample.pack, forged, () => {})
    await expectRejected(zipOf(files), 'pack/signer-untrusted')
  })

  it('who offers a genuine pack of another site, or an old one for a new claim, is found out', async () => {
    const bytes = zipOf(filesOf(sample.pack))
    await expectRejected(bytes, 'pack/other-site', { site: 'another' })
    await expectRejected(bytes, 'pack/other-nonce', { nonce: 'claim-9999' })
  })
})

describe('an insider with the key', () => {
  const rejectsResealed = async (
    code: RejectCode,
    edit: (files: Map<string, Buffer>) => void | Promise<void>,
    options: Parameters<typeof resealed>[3] = {},
  ) => expectRejected(zipOf(await resealed(sample.pack, signer, edit, options)), code)

  it('who seals again without a change makes a valid pack: the following tests reject for their own reason', async () => {
    expect(await verify(zipOf(await resealed(sample.pack, signer, () => {})))).toMatchObject({
      valid: true,
      reasons: [],
    })
  })

  it('who truncates the log is found out by its length and head', async () => {
    const cut = change('log.ndjson', (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`)
    await rejectsResealed('pack/log-differs', cut, { keepLogContext: true })
  })

  it('who adds to the log is found out by its length and head', async () => {
    const longer = change('log.ndjson', (text) => {
      const last = text.trimEnd().split('\n').at(-1) ?? ''
      return `${text}${nextLogLine(last, { visit: '', site: '' }, { type: 'note', t: '', mono: 1 })}\n`
    })
    await rejectsResealed('pack/log-differs', longer, { keepLogContext: true })
  })

  it('who puts the lines of the log in another order is found out', async () => {
    const swapped = change('log.ndjson', (text) => text.replace(/^(.*\n)(.*\n)(.*\n)/, '$1$3$2'))
    await rejectsResealed('pack/log-broken', swapped, { keepLogContext: true })
  })

  it('who turns a fail into a pass in the results is found out by the log', async () => {
    await rejectsResealed('pack/results-contradiction', (files) =>
      editResults(files, (results) => {
        const finding = results.findings.find(({ asLeft }) => asLeft?.outcome === 'fail')
        if (finding?.asLeft) finding.asLeft.outcome = 'pass'
      }),
    )
  })

  it('who leaves a device out of the results is found out by the log', async () => {
    await rejectsResealed('pack/results-contradiction', (files) =>
      editResults(files, (results) => {
        const [first] = results.devices
        results.devices = results.devices.filter(({ id }) => id !== first?.id)
        results.findings = results.findings.filter(({ device }) => device !== first?.id)
        results.changes = results.changes.filter(({ device }) => device !== first?.id)
      }),
    )
  })

  it('who leaves a device out of everything is not found out by one pack: the number seen is what remains', async () => {
    const input = (await import('./support/sample-visit.ts')).sampleInput()
    const devices = input.devices.slice(1)
    const changes = input.changes.filter(({ deviceId }) => devices.some(({ device }) => device.id === deviceId))
    const { pack, identity } = await samplePack({ devices, changes })
    const report = await verify(zipOf(filesOf(pack)), { rootsPem: [identity.rootPem] })
    expect(report).toMatchObject({ valid: true })
    expect(pack.results.coverage.seen - pack.results.devices.length).toBe(2)
  })

  it('who counts in a nicer way is found out', async () => {
    await rejectsResealed('pack/results-contradiction', (files) => {
      const results = resultsOf(files)
      const after = { ...results.summary.after, fail: 0, pass: results.summary.after.pass + results.summary.after.fail }
      files.set('results.json', writeJson({ ...results, summary: { ...results.summary, after } }))
    })
  })

  it('who hides that the site was simulated in one of two places is found out', async () => {
    await rejectsResealed('pack/results-contradiction', (files) =>
      editResults(files, (results) => {
        results.practice = true
      }),
    )
  })

  it('who adds a member to the results is found out', async () => {
    await rejectsResealed('pack/results-malformed', (files) => {
      files.set('results.json', writeJson({ ...resultsOf(files), note: 'all is well' }))
    })
  })

  it('who gives a member twice, for readers to disagree on, is found out', async () => {
    const twice = change('results.json', (text) =>
      text.replace('"practice": false', '"practice": true,\n  "practice": false'),
    )
    await rejectsResealed('pack/results-malformed', twice)
  })

  it('who leaves the salt out of an evidence file is found out', async () => {
    await rejectsResealed('pack/evidence-malformed', (files) => {
      files.set(evidenceName(files), writeJson({ device: 'x' }))
    })
  })

  it('who describes other files in pack.json is found out', async () => {
    await rejectsResealed('pack/context-contradiction', () => {}, {
      context: (context) => {
        context.files = (context.files as unknown[]).slice(1)
      },
    })
  })

  it('who claims another time in pack.json than in the signature is found out', async () => {
    await rejectsResealed('pack/context-contradiction', () => {}, {
      context: (context) => {
        context.signedAtClaim = '2026-11-20T00:00:00.000Z'
      },
    })
  })

  it('who backdates to before the certificate is found out', async () => {
    await rejectsResealed('pack/claim-before-certificate', () => {}, { signingTime: new Date('2025-05-21T10:00:00Z') })
  })

  it('who attaches other results to the report is found out', async () => {
    await rejectsResealed('pack/report-differs', async (files) => {
      const results = { ...resultsOf(files), packId: '00000000-0000-4000-8000-000000000001' }
      files.set('report.pdf', await reportOf(results, writeJson(results)))
    })
  })

  it('who prints other totals on the report than it carries is found out', async () => {
    await rejectsResealed('pack/report-differs', async (files) => {
      const results = resultsOf(files)
      const after = { ...results.summary.after, fail: 0 }
      const lying = { ...results, summary: { ...results.summary, after } }
      files.set('report.pdf', await reportOf(lying, fileOf(files, 'results.json')))
    })
  })

  it('who adds something to the report after it was signed is found out', async () => {
    await rejectsResealed('pack/report-malformed', (files) => {
      const update = Buffer.from('\n1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n')
      files.set('report.pdf', Buffer.concat([fileOf(files, 'report.pdf'), update]))
    })
  })

  it('who changes a byte of the signed report is found out', async () => {
    await rejectsResealed('pack/report-signature', (files) => {
      const pdf = Buffer.from(fileOf(files, 'report.pdf'))
      const at = pdf.indexOf('/Title')
      pdf.write('/Titel', at, 'latin1')
      files.set('report.pdf', pdf)
    })
  })

  it('who lets somebody else sign the report is found out', async () => {
    const other = signerOf(await sampleIdentity())
    await rejectsResealed('pack/report-signature', async (files) => {
      files.set('report.pdf', await reportOf(resultsOf(files), fileOf(files, 'results.json'), other))
    })
  })

  it('who lets somebody else make the second signature is found out', async () => {
    const other = signerOf(await sampleIdentity())
    const files = await resealed(sample.pack, signer, () => {})
    const manifest = fileOf(files, 'META-INF/ASiCManifest001.xml')
    files.set('META-INF/signature001.p7s', await signDetached(manifest, other, sealedAt))
    await expectRejected(zipOf(files), 'pack/manifest')
  })
})

describe('a timestamp', () => {
  const tsr = 'timestamps/SHA256SUMS.p7s.001.tsr'
  const now = () => new Date(Math.floor(Date.now() / 1000) * 1000)
  const trusting = () => ({ tsaRootsPem: [authority.rootPem], now: new Date(Date.now() + 60_000) })

  /** A pack that was signed when somebody says so, by a leaf of that age, and stamped now. */
  async function stamped(signedAt: Date, leafFrom: Date): Promise<{ bytes: Buffer; rootPem: string }> {
    const identity = await sampleIdentity(leafFrom)
    const files = await resealed(
      sample.pack,
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
    const report = await verify(bytes, {
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
    await expectRejected(bytes, 'pack/timestamp-untrusted', { ...trusting(), rootsPem: [rootPem], tsaRootsPem: [] })
    await expectRejected(bytes, 'pack/timestamp-untrusted', {
      ...trusting(),
      rootsPem: [rootPem],
      tsaRootsPem: [rootPem],
    })
  })

  it('of another pack rejects the pack', async () => {
    const files = filesOf(sample.pack)
    files.set(tsr, authority.stamp(Buffer.from('another signature')))
    await expectRejected(zipOf(files), 'pack/timestamp-invalid', trusting())
  })

  it.each([60, 200, 400])('with a changed byte at %i of its last kilobyte rejects the pack', async (fromEnd) => {
    const { bytes, rootPem } = await stamped(now(), new Date(Date.now() - 3 * day))
    const { readZip } = await import('../../electron/evidence/verify/zip-reader.ts')
    const files = new Map(readZip(bytes))
    const token = Buffer.from(fileOf(files, tsr))
    token.writeUInt8((token.at(-fromEnd) ?? 0) ^ 1, token.length - fromEnd)
    files.set(tsr, token)
    const { valid } = await verify(zipOf(files), { ...trusting(), rootsPem: [rootPem] })
    expect(valid).toBe(false)
  })

  it('that is older than the time that the signer claims rejects the pack', async () => {
    const { bytes, rootPem } = await stamped(new Date(Number(now()) + day), new Date(Date.now() - 3 * day))
    const later = new Date(Date.now() + 2 * day)
    await expectRejected(bytes, 'pack/claim-after-timestamp', { ...trusting(), rootsPem: [rootPem], now: later })
  })

  it('that came 45 days after the time that an old certificate claims rejects the pack', async () => {
    const { bytes, rootPem } = await stamped(new Date(Number(now()) - 45 * day), new Date(Date.now() - 200 * day))
    await expectRejected(bytes, 'pack/claim-too-old', { ...trusting(), rootsPem: [rootPem] })
  })

  it('that was taken out is missed by a reader who demands one', async () => {
    await expectRejected(zipOf(filesOf(sample.pack)), 'pack/timestamp-missing', {
      ...trusting(),
      requireTimestamp: true,
    })
  })
})

function resultsOf(files: ReadonlyMap<string, Buffer>): Results {
  return JSON.parse(fileOf(files, 'results.json').toString()) as Results
}

/** Changes the results and makes their numbers and the report fit, as a careful insider would. */
async function editResults(files: Map<string, Buffer>, edit: (results: Results) => void): Promise<void> {
  const results = resultsOf(files)
  edit(results)
  results.summary = {
    devices: results.devices.length,
    before: countObservations(results.findings, 'asFound'),
    after: countObservations(results.findings, 'asLeft'),
  }
  const bytes = writeJson(results)
  files.set('results.json', bytes)
  files.set('report.pdf', await reportOf(results, bytes))
}

function reportOf(results: Results, resultsBytes: Buffer, by: Signer = signer): Promise<Buffer> {
  return buildReport({ results, resultsBytes, signer: by, signingTime: sealedAt })
}

const derOf = (pem: string): Buffer => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')

/** A certificate that the genuine leaf "issued". */
async function signedByLeaf(): Promise<Signer> {
  const { leaf, issuing } = sample.identity
  const forged = await renewLeaf(
    { ...sample.identity, issuing: leaf },
    { technician: 'Mallory', laptop: 'x', now: sealedAt },
  )
  const own = signerOf(forged)
  return { ...own, chain: [derOf(leaf.certificatePem), derOf(issuing.certificatePem)] }
}
