import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newOwnKey, ownKeySigner } from '../../electron/engine/seal/countersign.ts'
import { withCountersignature } from '../../electron/evidence/add-proofs.ts'
import {
  type Company,
  createCompany,
  issueCertificate,
  revocationList,
  revokeCertificate,
} from '../../electron/evidence/company.ts'
import { nextLogLine } from '../../electron/evidence/log.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import type { PackInput, WitnessInput } from '../../electron/evidence/pack-input.ts'
import type { Signer } from '../../electron/evidence/signer.ts'
import { softwareKey } from '../../electron/evidence/software-key.ts'
import {
  createTechnician,
  type InstalledIdentity,
  install,
  technicianSigner,
} from '../../electron/evidence/technician.ts'
import { type VerifyOptions, verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { witnessEvent } from '../../electron/evidence/witness.ts'
import { zipOf } from './support/craft-zip.ts'
import { run, scratch, TimestampAuthority } from './support/openssl.ts'
import { sampleInput, sealedAt, siteId } from './support/sample-visit.ts'
import { runSteps } from './support/stock-steps.ts'

const made = new Date('2026-11-01T08:00:00Z')
const later = new Date(Number(sealedAt) + 60_000)
const folder = scratch()
let company: Company
let doe: InstalledIdentity
let roe: InstalledIdentity
let files: ReadonlyMap<string, Buffer>
let authority: TimestampAuthority

async function technician(name: string, laptop = 'laptop-07'): Promise<InstalledIdentity> {
  const { identity, requestPem } = await createTechnician({ company: company.name, technician: name, laptop })
  const answer = await issueCertificate(company, requestPem, { now: made })
  company = answer.company
  return install(identity, answer.installation)
}

const signerOf = (identity: InstalledIdentity): Signer =>
  technicianSigner(identity, softwareKey(identity.key.kind === 'software' ? identity.key.keyPem : ''), 'software')

const packOf = async (overrides: Partial<PackInput> = {}) =>
  new Map(
    (
      await buildPack(
        sampleInput({ authority: 'company', laptop: 'laptop-07', crlPem: doe.installation.crlPem, ...overrides }),
        signerOf(doe),
      )
    ).files.insurer,
  )

const verify = (given: ReadonlyMap<string, Buffer>, options: Partial<VerifyOptions> = {}) =>
  verifyPack(zipOf(given), { rootsPem: [company.root.certificatePem], now: later, ...options })
const codes = async (given: ReadonlyMap<string, Buffer>, options: Partial<VerifyOptions> = {}) =>
  (await verify(given, options)).reasons.map(({ code }) => code)

beforeAll(async () => {
  company = await createCompany('Acme Installers', made)
  doe = await technician('J. Doe')
  roe = await technician('A. Roe', 'laptop-09')
  files = await packOf({ approver: 'A. Roe' })
  authority = new TimestampAuthority()
})
afterAll(() => {
  authority.close()
  folder.remove()
})

describe('a technician of a company', () => {
  it('seals under the one root of the company, and the pack says so', async () => {
    expect(await verify(files)).toMatchObject({
      valid: true,
      reasons: [],
      signer: 'O=Acme Installers, CN=J. Doe on laptop-07',
      authority: 'company',
      keyTier: 'software',
      approver: 'A. Roe',
    })
  })

  it('makes packs that pass the steps of stock tools, revocation list and countersignature included', async () => {
    const key = await newOwnKey({ name: 'C. Ustomer', place: 'p', passphrase: 'long enough', now: made })
    const said = { role: 'customer', name: 'C. Ustomer', statement: 'Seen.', now: later } as const
    const signed = await withCountersignature(files, ownKeySigner(key), said)
    const given = { rootPem: company.root.certificatePem, clock: '2026-11-22 12:00:00' }
    expect(runSteps(folder.path, { pack: zipOf(signed), ...given }).verdict).toBe('VALID')
    const approved = await withCountersignature(files, signerOf(roe), { ...said, role: 'approver', name: 'A. Roe' })
    expect(runSteps(folder.path, { pack: zipOf(approved), ...given }).verdict).toBe('VALID')
    const serial = company.issued.find(({ name }) => name.startsWith('A. Roe'))?.serial ?? ''
    const { crlPem } = await revocationList(revokeCertificate(company, serial, 'lost', later), later)
    const takenBack = new Map(approved).set('timestamps/signer.001.crl', Buffer.from(crlPem))
    expect(runSteps(folder.path, { pack: zipOf(takenBack), ...given }).verdict).toBe('NOT VALID: step 7')
    const forged = new Map(signed).set('countersignatures/001.json', Buffer.from('{}'))
    expect(runSteps(folder.path, { pack: zipOf(forged), ...given }).verdict).toBe('NOT VALID: step 7')
  })

  it('makes a request that openssl accepts and that holds no private key', async () => {
    const { requestPem } = await createTechnician({ company: 'Acme Installers', technician: 'X', laptop: 'Y' })
    writeFileSync(join(folder.path, 'r.pem'), requestPem)
    expect(run('openssl', 'req -in r.pem -noout -verify'.split(' '), folder.path).status).toBe(0)
    expect(requestPem).not.toContain('PRIVATE')
  })

  it('gets no certificate for a request of another company, or one that was changed', async () => {
    const { requestPem } = await createTechnician({ company: 'Other', technician: 'J. Doe', laptop: 'l' })
    await expect(issueCertificate(company, requestPem, { now: made })).rejects.toMatchObject({
      code: 'evidence/request-refused',
    })
    const own = await createTechnician({ company: 'Acme Installers', technician: 'J. Doe', laptop: 'l' })
    const der = Buffer.from(own.requestPem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
    der.writeUInt8((der[60] ?? 0) ^ 1, 60)
    const changed = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`
    await expect(issueCertificate(company, changed, { now: made })).rejects.toMatchObject({
      code: 'evidence/request-refused',
    })
  })

  it('does not install what was issued for another key', () => {
    expect(() => install(doe, roe.installation)).toThrow(expect.objectContaining({ code: 'evidence/request-refused' }))
  })
})

describe('a certificate that was taken back', () => {
  const revoked = async (at: Date) => {
    const serial = company.issued.find(({ name }) => name.startsWith('J. Doe'))?.serial ?? ''
    return (await revocationList(revokeCertificate(company, serial, 'lost', at), at)).crlPem
  }

  it('makes packs worthless for a reader who has the newer list', async () => {
    expect(await codes(files, { crlsPem: [await revoked(later)] })).toEqual(['pack/signer-revoked'])
  })

  it('still vouches for what a timestamp proves to be older', async () => {
    const now = new Date(Math.floor(Date.now() / 1000) * 1000)
    const fresh = new Map(
      (await buildPack(sampleInput({ now, crlPem: doe.installation.crlPem }), signerOf(doe))).files.insurer,
    )
    fresh.set('timestamps/SHA256SUMS.p7s.001.tsr', authority.stamp(fresh.get('SHA256SUMS.p7s') ?? Buffer.alloc(0)))
    const options = { now: new Date(Date.now() + 60_000), tsaRootsPem: [authority.rootPem] }
    const afterwards = await revoked(new Date(Date.now() + 3_600_000))
    expect(await codes(fresh, { ...options, crlsPem: [afterwards] })).toEqual([])
    const before = await revoked(new Date(Date.now() - 3_600_000))
    expect(await codes(fresh, { ...options, crlsPem: [before] })).toEqual(['pack/signer-revoked'])
    const archived = new Map(fresh).set('timestamps/signer.001.crl', Buffer.from(before))
    expect(await codes(archived, options)).toEqual(['pack/signer-revoked'])
  })

  it('is on a list that openssl reads, and a list of somebody else is refused', async () => {
    const pem = await revoked(later)
    writeFileSync(join(folder.path, 'ca.pem'), company.issuing.certificatePem + company.root.certificatePem)
    writeFileSync(join(folder.path, 'list.pem'), pem)
    const { status, output } = run('openssl', 'crl -in list.pem -CAfile ca.pem -noout -text'.split(' '), folder.path)
    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining('Key Compromise') })
    const other = await createCompany('Acme Installers', made)
    expect(await codes(files, { crlsPem: [(await revocationList(other, made)).crlPem] })).toEqual(['pack/crl-invalid'])
  })
})

describe('a second person', () => {
  const customerKey = () => newOwnKey({ name: 'C. Ustomer', place: 'p', passphrase: 'long enough', now: made })
  const said = { name: 'C. Ustomer', statement: 'I have seen the results.', now: later }

  it('who is the customer countersigns with a key of their own, which counts as trusted when it is known', async () => {
    const key = await customerKey()
    const signed = await withCountersignature(files, ownKeySigner(key), { ...said, role: 'customer' })
    const unknown = await verify(signed)
    expect(unknown).toMatchObject({ valid: true, countersignatures: [{ role: 'customer', trusted: false }] })
    const known = await verify(signed, { customerRootsPem: [key.certificatePem], requireCountersignature: 'customer' })
    expect(known).toMatchObject({ valid: true, countersignatures: [{ name: 'C. Ustomer', trusted: true }] })
    const other = await customerKey()
    expect(await codes(signed, { customerRootsPem: [other.certificatePem] })).toEqual([
      'pack/countersignature-untrusted',
    ])
    expect(await codes(signed, { requireCountersignature: 'customer' })).toEqual(['pack/countersignature-missing'])
  })

  it('whose key the company gave out is no customer', async () => {
    const signed = await withCountersignature(files, signerOf(roe), { ...said, role: 'customer' })
    expect(await codes(signed)).toEqual(['pack/countersignature-untrusted'])
  })

  it('who is a colleague approves; whoever sealed cannot approve', async () => {
    const approved = await withCountersignature(files, signerOf(roe), { ...said, name: 'A. Roe', role: 'approver' })
    expect(await verify(approved, { requireCountersignature: 'approver' })).toMatchObject({
      valid: true,
      countersignatures: [{ role: 'approver', trusted: true, signer: 'O=Acme Installers, CN=A. Roe on laptop-09' }],
    })
    const own = await withCountersignature(files, signerOf(doe), { ...said, role: 'approver' })
    expect(await codes(own)).toEqual(['pack/countersignature-invalid'])
    const stranger = await withCountersignature(files, ownKeySigner(await customerKey()), { ...said, role: 'approver' })
    expect(await codes(stranger)).toEqual(['pack/countersignature-untrusted'])
  })

  it('who was a colleague once and is none any more does not approve, whatever time they claim', async () => {
    const approved = await withCountersignature(files, signerOf(roe), { ...said, name: 'A. Roe', role: 'approver' })
    const serial = company.issued.find(({ name }) => name.startsWith('A. Roe'))?.serial ?? ''
    const afterwards = new Date(Number(later) + 86_400_000)
    const { crlPem } = await revocationList(revokeCertificate(company, serial, 'lost', afterwards), afterwards)
    const options = { requireCountersignature: 'approver', crlsPem: [crlPem] } as const
    expect(await verify(approved, options)).toMatchObject({
      valid: false,
      countersignatures: [],
      reasons: [
        {
          code: 'pack/countersignature-untrusted',
          message:
            'countersignatures/001: the company took the certificate "O=Acme Installers, CN=A. Roe on laptop-09" of who approved back.',
        },
      ],
    })
    const archived = new Map(approved).set('timestamps/signer.001.crl', Buffer.from(crlPem))
    expect(await codes(archived)).toContain('pack/countersignature-untrusted')
    // A list that takes back somebody else says nothing of the approver.
    const other = company.issued.find(({ name }) => name.startsWith('J. Doe'))?.serial ?? ''
    const ofDoe = await revocationList(revokeCertificate(company, other, 'lost', afterwards), afterwards)
    expect(await codes(approved, { crlsPem: [ofDoe.crlPem] })).toEqual(['pack/signer-revoked'])
  })

  it('whose certificate ran out does not come to life again by an early claim, nor approves ahead of time', async () => {
    const approved = await withCountersignature(files, signerOf(roe), { ...said, name: 'A. Roe', role: 'approver' })
    const { reasons } = await verify(approved, { now: new Date('2040-01-01T00:00:00Z') })
    expect(reasons.map(({ code }) => code)).toEqual(['pack/signer-expired', 'pack/countersignature-untrusted'])
    expect(reasons[1]?.message).toContain('had run out')
    const ahead = { ...said, name: 'A. Roe', role: 'approver', now: new Date(Number(later) + 3_600_000) } as const
    expect(await codes(await withCountersignature(files, signerOf(roe), ahead))).toEqual([
      'pack/countersignature-invalid',
    ])
  })

  it('did not sign another pack', async () => {
    const other = await packOf({ packId: '6b0f7d5e-60f0-4c6d-b3a3-5d4a3c1fb111' })
    const signed = await withCountersignature(other, ownKeySigner(await customerKey()), { ...said, role: 'customer' })
    const moved = new Map(files)
    for (const [name, bytes] of signed) if (name.startsWith('countersignatures/')) moved.set(name, bytes)
    expect(await codes(moved)).toEqual(['pack/countersignature-invalid'])
  })
})

describe('a signature on the screen', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const witness: WitnessInput = {
    name: 'C. Ustomer',
    role: 'Facility manager',
    statement: 'I have seen the results of this visit.',
    at: sealedAt.toISOString(),
    png,
  }
  const genesis = { visit: '', site: '' }
  const logWith = (...events: readonly { type: string }[]) => {
    const lines = [...sampleInput().log]
    for (const event of events) {
      lines.push(nextLogLine(lines.at(-1) ?? null, genesis, { t: sealedAt.toISOString(), mono: 1e6, ...event }))
    }
    return lines
  }

  it('is told apart from a key in the verdict', async () => {
    const drawn = await packOf({ witness, log: logWith(witnessEvent(witness)) })
    expect(await verify(drawn)).toMatchObject({
      valid: true,
      countersignatures: [],
      drawnBy: { name: 'C. Ustomer', role: 'Facility manager' },
      site: siteId,
    })
    expect(await codes(drawn, { requireCountersignature: 'customer' })).toEqual(['pack/countersignature-missing'])
  })

  it.each([
    ['the work went on after it', logWith(witnessEvent(witness), { type: 'assess.end' })],
    ['the log holds none', logWith()],
    ['the log holds another one', logWith(witnessEvent({ ...witness, png: Buffer.from('other') }))],
  ])('is not sealed when %s', async (_what, log) => {
    await expect(packOf({ witness, log })).rejects.toMatchObject({ code: 'evidence/inconsistent' })
  })

  it('is not sealed when it is no drawing', async () => {
    const text = { ...witness, png: Buffer.from('<svg/>') }
    await expect(packOf({ witness: text, log: logWith(witnessEvent(text)) })).rejects.toMatchObject({
      code: 'evidence/witness-refused',
    })
  })
})

describe('the devices that were seen', () => {
  const log = [...sampleInput().log]
  log.push(
    nextLogLine(
      log.at(-1) ?? null,
      { visit: '', site: '' },
      { t: '', mono: 1, type: 'device.seen', device: 'left-out' },
    ),
  )

  it('cannot lack one that the log saw', async () => {
    await expect(packOf({ log })).rejects.toMatchObject({ code: 'evidence/inconsistent' })
    const seen = [{ device: 'left-out', reason: 'no power' }]
    expect(await verify(await packOf({ log, seen }))).toMatchObject({ valid: true })
  })
})
