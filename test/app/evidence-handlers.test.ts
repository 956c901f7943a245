import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Host } from '../../electron/app/host/host.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import { FakeStore } from '../evidence/support/fake-store.ts'
import { callsOf, hostOptions } from './host-fixture.ts'

let folder: string
let host: Host
let ends: string[]
const bugs: unknown[] = []
const keyStore = new FakeStore()

const call = callsOf(() => host)
const ended = (work: string) => vi.waitUntil(() => ends.includes(work), { timeout: 60_000 })
const place = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-evidence-handlers-'))
  ends = []
  const events = new HostEvents(
    (event, payload) => {
      const { work, state } = payload as { readonly work?: string; readonly state?: string }
      if (event === 'progress' && state !== 'running') ends.push(work ?? '')
    },
    (error) => bugs.push(error),
  )
  host = new Host(hostOptions(folder), events, keyStore)
  await call('site.practice', { devices: 2 })
  await call('discovery.start', { pace: 'fast' })
  await ended('discover')
  await call('assess.start', { ids: null })
  await ended('assess')
})
afterAll(async () => {
  await host.replace(null)
  rmSync(folder, { recursive: true })
})

const sealing = {
  ...{ both: false, challenge: null, approver: null, witness: null, pin: null, otherOut: null },
  withholdAddresses: false,
} as const
const given = { stampRoots: [], customerRoots: [], revocations: [], challenge: null, requireTimestamp: false }

/** The smallest picture that counts as a drawing: one white point. */
function drawing(): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const sized = Buffer.alloc(4)
    sized.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([sized, body, sum])
  }
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from([0, 255]))), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([signature, ...parts]))
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

describe('evidence from the app', () => {
  it('says before a seal what is missing and who would sign', async () => {
    const ready = await call('evidence.ready', undefined)
    expect(ready).toMatchObject({ sequence: 1, previous: null, devices: 2, assessed: 2 })
    expect(ready.signer).toMatchObject({ authority: 'site', technician: 'Practice technician', keyTier: 'software' })
    expect(ready.logLines).toBeGreaterThan(10)
    expect(ready.missing.filter(({ weight }) => weight === 'stops')).toEqual([])
    expect(ready.missing.map(({ kind }) => kind)).toContain('not-attested')
  })

  it('seals for both readers at once, with challenge, approver and a signature on the screen', async () => {
    const witness = {
      name: 'C. Person',
      role: 'Facility manager',
      statement: 'Seen.',
      drawing: drawing(),
      at: new Date().toISOString(),
    }
    const pack = await call('evidence.seal', {
      ...sealing,
      both: true,
      variant: 'insurer',
      challenge: 'otter',
      approver: 'B. Person',
      witness,
      out: place('one.asice'),
      otherOut: place('one-customer.asice'),
    })
    expect(pack).toMatchObject({ sequence: 1, copies: [place('one-customer.asice')], stamps: [] })
    const rootPem = readFileSync(pack?.rootPath ?? '', 'utf8')
    const packs = ['one.asice', 'one-customer.asice'].map((name) => ({
      name,
      bytes: new Uint8Array(readFileSync(place(name))),
    }))
    const { packs: verdicts } = await call('evidence.verify', { ...given, challenge: 'otter', packs, roots: [rootPem] })
    expect(verdicts).toMatchObject([
      { valid: true, variant: 'insurer', drawnBy: { name: 'C. Person' }, approver: 'B. Person', challenge: 'otter' },
      { valid: true, variant: 'customer' },
    ])
  })

  it('checks several packs as a row, and says when one is given twice', async () => {
    const second = await call('evidence.seal', { ...sealing, variant: 'insurer', out: place('two.asice') })
    const rootPem = readFileSync(second?.rootPath ?? '', 'utf8')
    const packOf = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(place(name))) })
    const row = async (...names: string[]) =>
      (await call('evidence.verify', { ...given, packs: names.map(packOf), roots: [rootPem] })).row
    expect(await row('two.asice', 'one.asice')).toEqual({
      valid: true,
      reasons: [],
      sequences: [1, 2],
      fromFirst: true,
      vanished: [],
    })
    expect(await row('two.asice', 'two.asice')).toMatchObject({ valid: false, reasons: [{ code: 'series/replay' }] })
  })

  it('lets a customer without a key countersign, and says the key is trusted only with their certificate', async () => {
    const [first] = await call('evidence.list', undefined)
    const signed = await call('evidence.countersign', {
      packId: first?.packId ?? '',
      packFile: null,
      keyFile: place('customer.key'),
      certificateFile: null,
      role: 'customer',
      name: 'C. Person',
      statement: 'Seen.',
      way: 'new',
      passphrase: 'twelve letters',
      pin: null,
    })
    const bytes = new Uint8Array(readFileSync(signed?.file ?? ''))
    const rootPem = readFileSync(first?.rootPath ?? '', 'utf8')
    const verify = async (customerRoots: string[]) =>
      (await call('evidence.verify', { ...given, packs: [{ name: 'p', bytes }], roots: [rootPem], customerRoots }))
        .packs[0]?.countersignatures
    expect(await verify([])).toMatchObject([{ role: 'customer', name: 'C. Person', trusted: false }])
    expect(await verify([readFileSync(place('customer.key.crt'), 'utf8')])).toMatchObject([{ trusted: true }])
    expect(readFileSync(place('customer.key'), 'utf8')).toContain('ENCRYPTED')
  })

  it.each([
    ['key', 'taken.key', 'taken.key.crt'],
    ['certificate', 'other.key.crt', 'other.key'],
  ])('makes no new key where a %s of that name is already, and leaves it', async (_, there, absent) => {
    writeFileSync(place(there), 'somebody else')
    const [first] = await call('evidence.list', undefined)
    const before = readFileSync(place('one.asice'))
    const asked = call('evidence.countersign', {
      ...{ packId: first?.packId ?? '', packFile: null, certificateFile: null, pin: null },
      ...{ role: 'customer', name: 'C. Person', statement: 'Seen.', way: 'new', passphrase: 'twelve letters' },
      keyFile: place(there.replace('.crt', '')),
    })
    await expect(asked).rejects.toMatchObject({
      code: 'app/file-trouble',
      message: `${place(there)} is there already and stays as it is.`,
    })
    expect(readFileSync(place(there), 'utf8')).toBe('somebody else')
    expect(existsSync(place(absent))).toBe(false)
    expect(readFileSync(place('one.asice')).equals(before)).toBe(true)
  })

  it('keeps packs waiting while no authority answers, and says why', async () => {
    const url = 'https://127.0.0.1:9/'
    const rootPem = readFileSync(place('one.root.pem'), 'utf8')
    expect(await call('evidence.stamps', undefined)).toMatchObject({ authorities: [], waiting: [] })
    const added = await call('evidence.addAuthority', { name: 'Away', url, rootPem })
    expect(added.waiting.map(({ sequence, there }) => [sequence, there])).toEqual([
      [1, true],
      [2, true],
    ])
    const after = await call('evidence.stampNow', { log: false })
    expect(after.waiting).toHaveLength(2)
    expect(after.outcomes[0]).toMatchObject({ authority: 'Away', time: null, problem: { code: expect.any(String) } })
    expect((await call('evidence.removeAuthority', { name: 'Away' })).authorities).toEqual([])
  })

  it('hands the passwords over in one encrypted file, and findings in every format', async () => {
    expect(await call('evidence.handOver', { passphrase: 'twelve letters', out: place('h.kdbx') })).toEqual({
      file: place('h.kdbx'),
    })
    expect(readFileSync(place('h.kdbx')).subarray(0, 4).toString('hex')).toBe('03d9a29a')
    for (const format of ['csv', 'json', 'oscal', 'sarif'] as const) {
      await call('evidence.export', { format, out: place(`f.${format}`) })
      expect(readFileSync(place(`f.${format}`)).length).toBeGreaterThan(100)
    }
    const lost = { format: 'csv', out: join(folder, 'no', 'such', 'folder.csv') } as const
    await expect(call('evidence.export', lost)).rejects.toMatchObject({ code: 'app/file-trouble' })
  })
})

describe('identities from the app', () => {
  const company = 'Practice company'

  // Deriving keys of files from passphrases is slow on purpose.
  it('make a company, back it up, and let go of it', { timeout: 120_000 }, async () => {
    const made = await call('identity.createCompany', {
      name: company,
      passphrase: 'company passphrase',
      out: place('c.company'),
    })
    expect(made).toMatchObject({ name: company, fileName: 'c.company', issued: [] })
    await call('identity.backUp', { passphrase: 'backup passphrase', out: place('b.company') })
    await call('identity.closeCompany', undefined)
    expect(await call('identity.company', undefined)).toBeNull()
    await expect(call('identity.saveRoot', { out: place('r.pem') })).rejects.toMatchObject({
      code: 'evidence/no-company-open',
    })
    const wrong = { passphrase: 'company passphrase', file: place('b.company') }
    await expect(call('identity.openCompany', wrong)).rejects.toMatchObject({ code: 'vault/wrong-passphrase' })
    const opened = await call('identity.openCompany', { passphrase: 'backup passphrase', file: place('b.company') })
    expect(opened?.rootFingerprint).toBe(made?.rootFingerprint)
  })

  it('give a technician a certificate that signs the site, and take it back', { timeout: 120_000 }, async () => {
    const passphrase = 'technician passphrase'
    await call('identity.request', {
      technician: 'T. Person',
      company,
      passphrase,
      place: 'os-store',
      token: '',
      pin: '',
      out: place('t.identity'),
      requestOut: place('t.csr'),
      tokenModule: null,
    })
    const requestPem = readFileSync(place('t.csr'), 'utf8')
    expect(await call('identity.readRequest', { requestPem })).toMatchObject({
      company,
      name: expect.stringContaining('T. Person'),
    })
    await call('identity.issue', { requestPem, days: 700, out: place('t.answer') })
    const file = place('t.identity')
    expect(await call('identity.install', { passphrase, file, certificateFile: place('t.answer') })).toMatchObject({
      technician: 'T. Person',
    })
    await call('identity.use', { passphrase, file })
    expect((await call('evidence.ready', undefined)).signer).toMatchObject({
      authority: 'company',
      technician: 'T. Person',
      keyTier: 'os-store',
      endsAt: expect.stringMatching(/^20/),
    })
    await call('identity.saveRoot', { out: place('company.pem') })
    const pack = await call('evidence.seal', { ...sealing, variant: 'insurer', out: place('three.asice') })
    const bytes = new Uint8Array(readFileSync(pack?.path ?? ''))
    const roots = [readFileSync(place('company.pem'), 'utf8')]
    const verify = async (revocations: string[]) =>
      (await call('evidence.verify', { ...given, revocations, packs: [{ name: 'three', bytes }], roots })).packs[0]
    expect(await verify([])).toMatchObject({ valid: true, authority: 'company' })
    const issued = (await call('identity.company', undefined))?.issued ?? []
    expect(issued).toMatchObject([{ revoked: null }])
    await call('identity.revoke', { serial: issued[0]?.serial ?? '', reason: 'lost', out: place('crl.pem') })
    expect((await call('identity.company', undefined))?.issued).toMatchObject([{ revoked: { reason: 'lost' } }])
    const refused = await verify([readFileSync(place('crl.pem'), 'utf8')])
    expect(refused).toMatchObject({ valid: false, reasons: [{ code: 'pack/signer-revoked' }] })
  })

  it('are put away with the site', async () => {
    expect(await call('identity.company', undefined)).not.toBeNull()
    await call('site.lock', { reason: 'asked', work: 'ask' })
    expect(await call('identity.company', undefined)).toBeNull()
  })
})

describe('a real visit whose customer withholds addresses', () => {
  /** Forms of addresses on this site, and every name and number that its devices gave away. */
  async function telling(): Promise<string[]> {
    const { session } = host.site()
    const read = session.devices().flatMap(({ id, endpoint, identity }) => {
      const { 'network.hostname': name } = session.readings(id)
      return [endpoint.address, ...identity.macs, ...(name?.end === 'value' ? [name.value.name] : [])]
    })
    return read.filter((text) => text !== null)
  }

  it('seals a copy for the insurer without any of them, and one for the customer with all', async () => {
    ends.length = 0
    await call('site.practice', { devices: 3 })
    await call('discovery.start', { pace: 'fast' })
    await ended('discover')
    await call('assess.start', { ids: null })
    await ended('assess')
    const words = await telling()
    expect(words.length).toBeGreaterThan(6)
    await call('evidence.seal', {
      ...{ ...sealing, both: true, variant: 'insurer', withholdAddresses: true },
      ...{ out: place('withheld.asice'), otherOut: place('whole.asice') },
    })
    const files = (name: string) => readZip(readFileSync(place(name)))
    const insurer = files('withheld.asice')
    for (const [name, bytes] of insurer) {
      const text = bytes.toString('latin1').toLowerCase()
      // The report's text is packed; it is made of results.json alone, which is searched.
      const found = words.filter((word) => text.includes(word.toLowerCase()))
      expect({ name, found }).toEqual({ name, found: [] })
      expect({ name, found: /127\.77\.\d/.exec(text)?.[0] }).toEqual({ name, found: undefined })
    }
    const whole = [...files('whole.asice')].filter(([name]) => !insurer.has(name))
    const own = whole.map(([, bytes]) => bytes.toString().toLowerCase()).join('\n')
    for (const word of words) expect(own).toContain(word.toLowerCase())
    const pack = (await call('evidence.list', undefined))[0]
    const roots = [readFileSync(pack?.rootPath ?? '', 'utf8')]
    const packs = ['withheld.asice', 'whole.asice'].map((name) => ({
      name,
      bytes: new Uint8Array(readFileSync(place(name))),
    }))
    const { packs: verdicts } = await call('evidence.verify', { ...given, packs, roots })
    expect(verdicts).toMatchObject([
      { valid: true, variant: 'insurer' },
      { valid: true, variant: 'customer' },
    ])
  }, 120_000)
})

describe('what stays open at a real visit', () => {
  it('is given an owner in the window, which the list then shows', async () => {
    // The visit before is sealed: what is open now has to be looked at anew.
    ends.length = 0
    await call('assess.start', { ids: null })
    await ended('assess')
    const [first] = await call('evidence.risks', undefined)
    expect(first?.failing.length).toBeGreaterThan(0)
    const item = first?.item ?? ''
    const deviceId = first?.failing[0]?.deviceId ?? ''
    const word = { item, owner: 'R. Isk', due: null, note: '' }
    await call('evidence.assignRisk', { ...word, deviceId: null })
    await call('evidence.assignRisk', { ...word, deviceId, owner: 'O. Ther' })
    const row = async () => (await call('evidence.risks', undefined)).find((each) => each.item === item)
    expect(await row()).toMatchObject({
      forAll: { owner: 'R. Isk', due: null },
      failing: expect.arrayContaining([
        expect.objectContaining({ deviceId, own: expect.objectContaining({ owner: 'O. Ther' }) }),
      ]),
    })
    await call('evidence.withdrawRisk', { item, deviceId })
    expect((await row())?.failing.every(({ own }) => own === null)).toBe(true)
    await expect(call('evidence.assignRisk', { ...word, deviceId: null, owner: '' })).rejects.toMatchObject({
      code: 'visit/statement-refused',
    })
  })
})

describe('the second person', () => {
  it('is enrolled once, and proves a plan with their own passphrase only', async () => {
    ends.length = 0
    await call('site.practice', { devices: 2 })
    await call('discovery.start', { pace: 'fast' })
    await ended('discover')
    await call('assess.start', { ids: null })
    await ended('assess')
    const { id, approvedBy } = await call('plan.make', { ids: null, checks: null, allowClear: true })
    expect(approvedBy).toBeNull()
    expect(await call('plan.enroll', { name: 'B. Person', passphrase: 'twelve or more' })).toEqual(['B. Person'])
    await expect(
      call('plan.enroll', { name: 'Practice technician', passphrase: 'twelve or more' }),
    ).rejects.toMatchObject({ code: 'fix/second-person-refused' })
    const wrong = call('plan.agree', { planId: id, name: 'B. Person', passphrase: 'something else' })
    await expect(wrong).rejects.toMatchObject({ code: 'fix/second-person-refused' })
    expect((await call('plan.view', undefined))?.approvedBy).toBeNull()
    const agreed = await call('plan.agree', { planId: id, name: 'b. person', passphrase: 'twelve or more' })
    expect(agreed).toMatchObject({ approvedBy: 'B. Person', secondPersons: ['B. Person'] })
    const log = await call('activity.list', { kind: 'changes', before: null })
    expect(log.entries.slice(0, 2).map(({ type, values }) => [type, values.agreed])).toEqual([
      ['second-person.asked', 'true'],
      ['second-person.asked', 'false'],
    ])
    expect(bugs).toEqual([])
  })
})
