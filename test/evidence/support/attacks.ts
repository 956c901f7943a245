import { createSigningIdentity, renewLeaf, signerOf } from '../../../electron/evidence/identity.ts'
import { nextLogLine } from '../../../electron/evidence/log.ts'
import { writeJson } from '../../../electron/evidence/verify/canonical-json.ts'
import type { RejectCode } from '../../../electron/evidence/verify/rejected.ts'
import type { Results } from '../../../electron/evidence/verify/results-shape.ts'
import { writeSums } from '../../../electron/evidence/verify/sums.ts'
import type { VerifyOptions } from '../../../electron/evidence/verify/verify-pack.ts'
import { type Bench, change, evidenceName, reportOf, resultsOf } from './bench.ts'
import { type CraftedEnd, type CraftedEntry, craftZip, zipOf } from './craft-zip.ts'
import { fileOf, filesOf, resealed, tampered } from './insider.ts'
import type { TimestampAuthority } from './openssl.ts'
import { sampleIdentity, samplePack, sealedAt } from './sample-visit.ts'

/** One pack that somebody made, and what becomes of it. */
export interface Attack {
  readonly name: string
  readonly bytes: Buffer
  readonly options?: Partial<VerifyOptions>
  /** First reason of the verifier; null when it is accepted. */
  readonly code: RejectCode | null
  /** What the steps of stock tools say where it is not the same verdict, and why. */
  readonly stock?: 'accepted: the steps do not look inside' | 'not for stock tools'
}

type Files = Map<string, Buffer>
const day = 86_400_000
const tsr = 'timestamps/SHA256SUMS.p7s.001.tsr'
const evil = Buffer.from('{"outcome":"pass"}\n')

/** The threat table: every attack that somebody without, and somebody with the key can make. */
export async function attackedPacks(bench: Bench, authority?: TimestampAuthority): Promise<readonly Attack[]> {
  return [
    { name: 'nothing: the genuine pack', bytes: zipOf(filesOf(bench.pack)), code: null },
    { name: 'nothing: the pack of the customer', bytes: zipOf(filesOf(bench.pack, 'customer')), code: null },
    ...withoutKey(bench),
    ...(await otherKeys(bench)),
    ...(await insiders(bench)),
    ...containers(bench),
    ...(authority === undefined ? [] : await stamped(bench, authority)),
  ]
}

function withoutKey(bench: Bench): readonly Attack[] {
  const edits: readonly (readonly [string, (files: Files) => void, RejectCode])[] = [
    ['edit the results', change('results.json', (text) => text.replace('"fail"', '"pass"')), 'pack/file-changed'],
    ['edit evidence', (files) => change(evidenceName(files), (text) => `${text} `)(files), 'pack/file-changed'],
    ['remove a file', (files) => files.delete(evidenceName(files)), 'pack/file-missing'],
    [
      'remove a file and its line',
      (files) => {
        const name = evidenceName(files)
        files.delete(name)
        change('SHA256SUMS', (text) => text.replace(new RegExp(`^.*${name}\\n`, 'm'), ''))(files)
      },
      'pack/signature-invalid',
    ],
    [
      'truncate the log and correct its line',
      (files) => {
        change('log.ndjson', (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`)(files)
        const [line = ''] = writeSums([['log.ndjson', fileOf(files, 'log.ndjson')]])
          .toString()
          .split('\n')
        change('SHA256SUMS', (text) => text.replace(/^.* {2}log\.ndjson$/m, line))(files)
      },
      'pack/signature-invalid',
    ],
    ['add a file', (files) => files.set('evidence/0000.json', evil), 'pack/file-extra'],
    ['add junk in timestamps/', (files) => files.set('timestamps/note.txt', evil), 'pack/timestamp-invalid'],
    ['add a false timestamp', (files) => files.set(tsr, evil), 'pack/timestamp-invalid'],
    [
      'put the lines of the log in another order',
      change('log.ndjson', (text) => text.replace(/^(.*\n)(.*\n)/, '$2$1')),
      'pack/file-changed',
    ],
    [
      'turn the line ends of the list',
      change('SHA256SUMS', (text) => text.replaceAll('\n', '\r\n')),
      'pack/signature-invalid',
    ],
    ['flip a bit in the signature', (files) => flip(fileOf(files, 'SHA256SUMS.p7s'), -10), 'pack/signature-invalid'],
    [
      'flip a bit in the certificate',
      (files) => flip(fileOf(files, 'SHA256SUMS.p7s'), 400),
      'pack/signature-malformed',
    ],
    ['edit the report', (files) => flip(fileOf(files, 'report.pdf'), 900), 'pack/file-changed'],
    [
      'add a countersignature of nobody',
      (files) => files.set('countersignatures/001.json', evil),
      'pack/countersignature-invalid',
    ],
  ]
  const made = edits.map(([name, edit, code]): Attack => ({ name, bytes: tampered(bench.pack, edit), code }))
  const genuine = zipOf(filesOf(bench.pack))
  return [
    // Where the changed byte of the certificate lies differs from run to run; some change makes it unreadable, some unsigned.
    ...made.filter(({ name }) => name !== 'flip a bit in the certificate'),
    {
      name: 'strip the timestamp',
      bytes: genuine,
      options: { requireTimestamp: true },
      code: 'pack/timestamp-missing',
    },
    {
      name: 'take the pack of another site',
      bytes: genuine,
      options: { site: 'another-site' },
      code: 'pack/other-site',
    },
    {
      name: 'take an old pack for a new claim',
      bytes: genuine,
      options: { nonce: 'claim-9999' },
      code: 'pack/other-nonce',
    },
  ]
}

function flip(bytes: Buffer, at: number): void {
  const offset = at < 0 ? bytes.length + at : at
  bytes.writeUInt8((bytes[offset] ?? 0) ^ 1, offset)
}

async function otherKeys(bench: Bench): Promise<readonly Attack[]> {
  const rogue = await createSigningIdentity({
    company: 'Acme Installers',
    technician: 'J. Doe',
    laptop: 'laptop-07',
    now: new Date('2026-11-01T08:00:00Z'),
  })
  const public_ = await createSigningIdentity({
    company: 'A Public Authority',
    technician: 'J. Doe',
    laptop: 'laptop-07',
    now: new Date('2026-11-01T08:00:00Z'),
  })
  const other = await samplePack({ packId: '6b0f7d5e-60f0-4c6d-b3a3-5d4a3c1fb111' })
  const swapped = filesOf(bench.pack)
  swapped.set('SHA256SUMS.p7s', fileOf(filesOf(other.pack), 'SHA256SUMS.p7s'))
  return [
    {
      name: 'sign with a root of the same name',
      bytes: zipOf(await resealed(bench.pack, signerOf(rogue), reported(signerOf(rogue)))),
      code: 'pack/signer-untrusted',
    },
    {
      name: 'sign with a certificate of another authority',
      bytes: zipOf(await resealed(bench.pack, signerOf(public_), reported(signerOf(public_)))),
      code: 'pack/signer-untrusted',
    },
    { name: 'take the signature of another pack', bytes: zipOf(swapped), code: 'pack/signature-invalid' },
  ]
}

/** Signs the report anew, as who seals the pack. */
const reported = (signer: Parameters<typeof resealed>[1]) => async (files: Files) => {
  files.set('report.pdf', await reportOf(resultsOf(files), fileOf(files, 'results.json'), signer))
}

async function insiders(bench: Bench): Promise<readonly Attack[]> {
  const make = async (
    name: string,
    code: RejectCode | null,
    edit: (files: Files) => void | Promise<void>,
    options: Parameters<typeof resealed>[3] = {},
  ): Promise<Attack> => ({
    name: `insider: ${name}`,
    bytes: zipOf(await resealed(bench.pack, bench.signer, edit, options)),
    code,
  })
  const lying = async (files: Files) => {
    const results = resultsOf(files)
    const bytes = Buffer.concat([fileOf(files, 'results.json')])
    const better: Results = {
      ...results,
      summary: { ...results.summary, after: { ...results.summary.after, fail: 0 } },
    }
    files.set('report.pdf', await reportOf(better, bytes, bench.signer))
  }
  const backdated = await renewLeaf(bench.identity, {
    technician: 'J. Doe',
    laptop: 'laptop-07',
    now: new Date(Number(sealedAt) - day),
  })
  return [
    await make('seals again, changing nothing', null, () => undefined),
    await make(
      'truncates the log',
      'pack/log-differs',
      change('log.ndjson', (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`),
      { keepLogContext: true },
    ),
    await make(
      'adds to the log',
      'pack/log-differs',
      change(
        'log.ndjson',
        (text) =>
          `${text}${nextLogLine(text.trimEnd().split('\n').at(-1) ?? '', { visit: '', site: '' }, { type: 'note', t: '', mono: 1 })}\n`,
      ),
      { keepLogContext: true },
    ),
    {
      name: 'insider: claims to have signed 18 months ago',
      bytes: zipOf(
        await resealed(bench.pack, signerOf(backdated), reported(signerOf(backdated)), {
          signingTime: new Date(Number(sealedAt) - 540 * day),
        }),
      ),
      code: 'pack/claim-before-certificate',
    },
    {
      ...(await make('attaches other results to the report', 'pack/report-differs', async (files) => {
        const results = resultsOf(files)
        files.set('report.pdf', await reportOf(results, writeJson({ ...results, practice: true }), bench.signer))
      })),
    },
    {
      ...(await make('prints other totals, with the right results attached', 'pack/report-differs', lying)),
      stock: 'accepted: the steps do not look inside',
    },
    {
      ...(await make(
        'shows other numbers in report.html',
        'pack/report-differs',
        change('report.html', (text) => text.replace('Fail</th>', 'Failed</th>')),
        { keepPage: true },
      )),
      stock: 'accepted: the steps do not look inside',
    },
    {
      ...(await make('turns a fail into a pass', 'pack/results-contradiction', async (files) => {
        change('results.json', (text) => text.replace('"outcome": "fail"', '"outcome": "pass"'))(files)
        files.set('report.pdf', await reportOf(resultsOf(files), fileOf(files, 'results.json'), bench.signer))
      })),
      stock: 'accepted: the steps do not look inside',
    },
    ...(await againstTheLog(bench)),
  ]
}

/** Results that say more or less than the log, of somebody who makes everything else fit. */
async function againstTheLog(bench: Bench): Promise<readonly Attack[]> {
  type Edit = (results: Results) => unknown
  type Said = 'changes' | 'waivers' | 'attestations'
  const first =
    (said: Said, other: object): Edit =>
    (results) =>
      Object.assign(results[said][0] ?? {}, other)
  const invented =
    (said: Said): Edit =>
    (results) => {
      const all: unknown[] = results[said]
      all.push({ ...results[said][0], id: 'made up' })
    }
  const edits: readonly (readonly [string, Edit])[] = [
    [
      'calls a change fixed that was cancelled',
      ({ changes }) => {
        for (const change of changes) if (change.outcome === 'cancelled') change.outcome = 'fixed'
      },
    ],
    ['tells another end of a change', first('changes', { asLeft: 'as it should be' })],
    ['leaves a change out', (results) => results.changes.splice(0, 1)],
    ['invents a change', invented('changes')],
    ['leaves a waiver out', (results) => results.waivers.splice(0, 1)],
    ['invents a waiver', invented('waivers')],
    ['lengthens a waiver', first('waivers', { expiresOn: '2100-01-01' })],
    ['names another approver', first('waivers', { approver: 'The insurer' })],
    ['leaves an attestation out', (results) => results.attestations.splice(0, 1)],
    ['invents an attestation', invented('attestations')],
    ['turns what was attested', first('attestations', { answer: 'does-not-apply' })],
    ['lets the customer have attested', first('attestations', { role: 'customer' })],
    ['names a smaller scope', ({ scope }) => scope.targets.splice(0, 1, '10.20.4.0/25')],
    [
      'calls the scope one of an earlier visit',
      ({ scope }) => Object.assign(scope, { confirmed: { visit: 2, at: null } }),
    ],
  ]
  return await Promise.all(
    edits.map(async ([name, edit]): Promise<Attack> => {
      const files = await resealed(bench.pack, bench.signer, async (all) => {
        const results = resultsOf(all)
        edit(results)
        const bytes = writeJson(results)
        all.set('results.json', bytes)
        all.set('report.pdf', await reportOf(results, bytes, bench.signer))
      })
      return {
        name: `insider: ${name}`,
        bytes: zipOf(files),
        code: 'pack/results-contradiction',
        stock: 'accepted: the steps do not look inside',
      }
    }),
  )
}

function containers(bench: Bench): readonly Attack[] {
  const entries = [...filesOf(bench.pack)].map(([name, data]): CraftedEntry => ({ name, data }))
  const make = (name: string, code: RejectCode, more: readonly CraftedEntry[], end: CraftedEnd = {}): Attack => ({
    name: `container: ${name}`,
    bytes: craftZip([...entries, ...more], end),
    code,
  })
  const [first, ...rest] = entries
  if (first === undefined) throw new Error('the sample is empty')
  return [
    make('a way out of the folder', 'pack/unsafe-name', [{ name: '../evil.json', data: evil }]),
    make('an absolute path', 'pack/unsafe-name', [{ name: '/tmp/fieldseal-evil', data: evil }]),
    make('a backslash', 'pack/unsafe-name', [{ name: 'evidence\\evil.json', data: evil }]),
    make('a device name of Windows', 'pack/unsafe-name', [{ name: 'evidence/CON', data: evil }]),
    make('names that differ by case', 'pack/duplicate-name', [{ name: 'Results.json', data: evil }]),
    make('a name twice, evil last', 'pack/duplicate-name', [{ name: 'results.json', data: evil }]),
    {
      name: 'container: a name twice, evil first',
      bytes: craftZip([first, { name: 'results.json', data: evil }, ...rest]),
      code: 'pack/duplicate-name',
    },
    make('two names for one entry', 'pack/container', [
      { name: 'evidence/a.json', localName: 'evidence/b.json', data: evil },
    ]),
    make('an extra field with another name', 'pack/container', [
      { name: 'evidence/a.json', extra: Buffer.from('7075000000', 'hex'), data: evil },
    ]),
    make('an encrypted entry', 'pack/container', [{ name: 'evidence/a.json', flags: 1, data: evil }]),
    make('a size that is not true', 'pack/container', [{ name: 'evidence/a.json', size: 5, data: evil }]),
    make('an entry over another', 'pack/container', [{ name: 'evidence/a.json', sharedOffset: 0, data: evil }]),
    make('a symbolic link', 'pack/container', [
      { name: 'evidence/a.json', mode: 0o120777, data: Buffer.from('/etc/passwd') },
    ]),
    make('a bomb', 'pack/bomb', [{ name: 'evidence/a.json', method: 8, data: Buffer.alloc(16 * 1024 * 1024) }]),
    make('bytes before it', 'pack/container', [], { prefix: Buffer.from('#!/bin/sh\n') }),
    make('bytes behind it', 'pack/container', [], { suffix: Buffer.from('\n') }),
    make('a comment', 'pack/container', [], { comment: Buffer.from('trust me') }),
    {
      name: 'container: 20,001 entries',
      bytes: craftZip([
        ...entries,
        ...Array.from({ length: 20_001 }, (_, at) => ({ name: `a${at}`, data: Buffer.alloc(0) })),
      ]),
      code: 'pack/bomb',
    },
  ]
}

async function stamped(bench: Bench, authority: TimestampAuthority): Promise<readonly Attack[]> {
  const now = new Date(Math.floor(Date.now() / 1000) * 1000)
  const trusting = { tsaRootsPem: [authority.rootPem], now: new Date(Date.now() + 60_000) }
  const make = async (name: string, code: RejectCode | null, signedAt: Date, leafFrom: Date): Promise<Attack> => {
    const identity = await sampleIdentity(leafFrom)
    const files = await resealed(bench.pack, signerOf(identity), reported(signerOf(identity)), {
      signingTime: signedAt,
    })
    files.set(tsr, authority.stamp(fileOf(files, 'SHA256SUMS.p7s')))
    return {
      name: `timestamp: ${name}`,
      bytes: zipOf(files),
      options: { ...trusting, rootsPem: [identity.rootPem] },
      code,
    }
  }
  const foreign = filesOf(bench.pack)
  foreign.set(tsr, authority.stamp(Buffer.from('another signature')))
  return [
    await make('an honest one', null, now, new Date(Date.now() - 3 * day)),
    await make(
      'a claim after it',
      'pack/claim-after-timestamp',
      new Date(Number(now) + day),
      new Date(Date.now() - 3 * day),
    ),
    await make(
      'backdated by 45 days with an older certificate',
      'pack/claim-too-old',
      new Date(Number(now) - 45 * day),
      new Date(Date.now() - 200 * day),
    ),
    { name: 'timestamp: of another pack', bytes: zipOf(foreign), options: trusting, code: 'pack/timestamp-invalid' },
  ]
}
