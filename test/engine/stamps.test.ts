import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StampAuthority } from '../../electron/engine/seal/stamp-authorities.ts'
import { readAuthorities, rememberAuthority } from '../../electron/engine/seal/stamp-authorities.ts'
import { sourceOf, stampPackFile } from '../../electron/engine/seal/stamps.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import type { PackRecord } from '../../electron/model/pack-record.ts'
import { AllowedServices, postToService } from '../../electron/protocols/http/allowed-service.ts'
import { zipOf } from '../evidence/support/craft-zip.ts'
import { run } from '../evidence/support/openssl.ts'
import { type StampBehaviour, StampServer } from '../evidence/support/stamp-server.ts'
import { runSteps } from '../evidence/support/stock-steps.ts'
import { never, SiteFixture } from './site-fixture.ts'

let site: SiteFixture
let first: StampServer
let second: StampServer
const folder = mkdtempSync(join(tmpdir(), 'fieldseal-stamps-'))

beforeAll(async () => {
  first = await StampServer.start()
  second = await StampServer.start()
  site = await SiteFixture.start({ devices: 1, personality: 'onvif-camera' })
  await site.discover()
  await site.assess()
}, 60_000)
afterAll(async () => {
  await site.stop()
  await first.close()
  await second.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  first.behaviour = 'honest'
  second.behaviour = 'honest'
})

const authorityOf = (server: StampServer, name: string): StampAuthority => ({
  name,
  url: server.url,
  rootPem: server.authority.rootPem,
})
const both = () => [authorityOf(first, 'One'), authorityOf(second, 'Two')]

async function seal(): Promise<PackRecord> {
  await site.seal()
  const pack = site.session.packs().at(-1)
  if (pack === undefined) throw new Error('no pack')
  return pack
}

const verify = (file: string, root: string, now = new Date()) =>
  verifyPack(readFileSync(file), {
    rootsPem: [readFileSync(root, 'utf8')],
    tsaRootsPem: [first.authority.rootPem, second.authority.rootPem],
    requireTimestamp: true,
    now,
  })

describe('the log of a visit', () => {
  it('carries timestamps over itself into the pack', async () => {
    const outcomes = await (await site.session.stamps()).stampLog(both(), { signal: never() })
    expect(outcomes.map(({ authority, problem }) => [authority, problem])).toEqual([
      ['One', null],
      ['Two', null],
    ])
    const pack = await seal()
    const report = await verifyPack(readFileSync(pack.path), {
      rootsPem: [readFileSync(pack.rootPath, 'utf8')],
      tsaRootsPem: [first.authority.rootPem, second.authority.rootPem],
      now: new Date(),
    })
    expect(report).toMatchObject({ valid: true, logStamps: [{ trusted: true }, { trusted: true }] })
    expect(report.logStamps.every(({ time }) => Math.abs(Date.parse(time) - Date.now()) < 120_000)).toBe(true)
    const context = JSON.parse(String(readZip(readFileSync(pack.path)).get('pack.json')))
    expect(context.freshness.beacon).toMatch(/^rfc3161 reply, sha256 [0-9a-f]{64}$/)
  })

  it('is refused by a reader who trusts another authority', async () => {
    const pack = site.session.packs().at(-1)
    const { reasons } = await verifyPack(readFileSync(pack?.path ?? ''), {
      rootsPem: [readFileSync(pack?.rootPath ?? '', 'utf8')],
      tsaRootsPem: [second.authority.rootPem],
      now: new Date(),
    })
    expect(reasons.map(({ code }) => code)).toContain('pack/timestamp-untrusted')
  })
})

describe('packs that wait', () => {
  it('are stamped by two authorities when a network is there, and wait no more', async () => {
    const pack = await seal()
    const before = readZip(readFileSync(pack.path))
    const stamps = await site.session.stamps()
    expect(stamps.waiting(both()).map(({ packId }) => packId)).toContain(pack.packId)
    await stamps.stampWaiting(both(), { signal: never() })
    expect(stamps.waiting(both())).toEqual([])
    const report = await verify(pack.path, pack.rootPath)
    expect(report).toMatchObject({ valid: true, reasons: [] })
    expect(report.stamps.map(({ file }) => file)).toEqual([
      'timestamps/SHA256SUMS.p7s.001.tsr',
      'timestamps/SHA256SUMS.p7s.002.tsr',
    ])
    const after = readZip(readFileSync(pack.path))
    for (const [name, bytes] of before) {
      if (name !== 'META-INF/signature001.p7s') expect([name, after.get(name)]).toEqual([name, bytes])
    }
  })

  it('keep waiting for the one that was away, and keep what the other gave', async () => {
    const pack = await seal()
    first.behaviour = 'error'
    const stamps = await site.session.stamps()
    const [stamped] = await stamps.stampWaiting(both(), { signal: never() })
    expect(stamped?.outcomes.map(({ authority, problem }) => [authority, problem?.code ?? null])).toEqual([
      ['One', 'internet/unreachable'],
      ['Two', null],
    ])
    expect(stamps.waiting(both()).map(({ packId }) => packId)).toEqual([pack.packId])
    expect(await verify(pack.path, pack.rootPath)).toMatchObject({ valid: true })
    first.behaviour = 'honest'
    await stamps.stampWaiting(both(), { signal: never() })
    expect((await verify(pack.path, pack.rootPath)).stamps).toHaveLength(2)
    expect(stamps.waiting(both())).toEqual([])
  })

  it.each([
    ['error', 'internet/unreachable'],
    ['redirect', 'internet/unreachable'],
    ['wrong type', 'internet/unreachable'],
    ['flood', 'internet/unreachable'],
    ['replay', 'evidence/stamp-refused'],
    ['other data', 'evidence/stamp-refused'],
  ] satisfies readonly (readonly [StampBehaviour, string])[])(
    'are left as they were by an authority that answers with: %s',
    async (behaviour, code) => {
      const pack = await seal()
      await (await site.session.stamps()).stampLog([authorityOf(first, 'One')], { signal: never() })
      first.behaviour = behaviour
      const before = readFileSync(pack.path)
      const { outcomes } = await stampPackFile(pack.path, [sourceOf(authorityOf(first, 'One'), never())])
      expect(outcomes.map(({ problem }) => problem?.code)).toEqual([code])
      expect(readFileSync(pack.path)).toEqual(before)
    },
  )

  it('are not stamped under a root that was not pinned for that authority', async () => {
    const pack = await seal()
    const wrong = { ...authorityOf(first, 'One'), rootPem: second.authority.rootPem }
    const { outcomes } = await stampPackFile(pack.path, [sourceOf(wrong, never())])
    expect(outcomes[0]?.problem?.code).toBe('evidence/stamp-refused')
  })
})

describe('a stamped pack', () => {
  let pack: PackRecord
  beforeEach(async () => {
    if (pack !== undefined) return
    pack = await seal()
    await (await site.session.stamps()).stampWaiting(both(), { signal: never() })
  })
  const copy = (name: string): string => {
    const file = join(folder, name)
    cpSync(pack.path, file)
    return file
  }
  const stock = (file: string, clock?: string) =>
    runSteps(folder, {
      pack: readFileSync(file),
      rootPem: readFileSync(pack.rootPath, 'utf8'),
      tsaRootPem: first.authority.rootPem + second.authority.rootPem,
      requireTimestamp: true,
      ...(clock === undefined ? {} : { clock }),
    }).verdict

  it('verifies in 2034, when every certificate has long ended, by Fieldseal and by stock tools', async () => {
    const in2034 = run('faketime', [
      '2034-06-01 12:00:00',
      process.execPath,
      join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts'),
      ...['verify', pack.path, '--json', '--require-timestamp', '--root', pack.rootPath],
      ...['--tsa-root', tsaRoots()],
    ])
    expect(JSON.parse(in2034.output.trim().split('\n').at(-1) ?? '')).toMatchObject({ valid: true, reasons: [] })
    expect(in2034.status).toBe(0)
    expect(stock(pack.path, '2034-06-01 12:00:00')).toBe('VALID')
  }, 30_000)

  it('without its timestamps does not verify in 2034, and says why', async () => {
    const bare = await seal()
    const in2034 = run('faketime', [
      '2034-06-01 12:00:00',
      process.execPath,
      join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts'),
      ...['verify', bare.path, '--json', '--root', bare.rootPath],
    ])
    const report = JSON.parse(in2034.output.trim().split('\n').at(-1) ?? '')
    expect(report.reasons[0]).toMatchObject({ code: 'pack/signer-expired' })
    expect(report.reasons[0].message).toContain('does not cover 2034-06-01')
    expect(in2034.status).toBe(4)
  }, 30_000)

  it('carries one of them inside its second signature, which openssl finds over the signature itself', () => {
    const files = readZip(readFileSync(pack.path))
    const p7s = join(folder, 'second.p7s')
    writeFileSync(p7s, files.get('META-INF/signature001.p7s') ?? '')
    const { output } = run('openssl', ['cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', p7s])
    expect(output).toContain('id-smime-aa-timeStampToken')
    expect(stock(pack.path)).toBe('VALID')
  })

  it('can be renewed, and every later change of a listed file is found', async () => {
    const file = copy('renewed.asice')
    const { outcomes } = await stampPackFile(file, [sourceOf(authorityOf(second, 'Two'), never())], { renew: true })
    expect(outcomes[0]?.problem).toBe(null)
    const report = await verify(file, pack.rootPath)
    expect(report).toMatchObject({ valid: true, renewals: [{ number: 1 }] })
    expect(stock(file)).toBe('VALID')
    await stampPackFile(file, [sourceOf(authorityOf(first, 'One'), never())], { renew: true })
    expect(await verify(file, pack.rootPath)).toMatchObject({ valid: true, renewals: [{ number: 1 }, { number: 2 }] })
    const files = new Map(readZip(readFileSync(file)))
    files.delete('timestamps/SHA256SUMS.p7s.002.tsr')
    writeFileSync(file, zipOf(files))
    const { reasons } = await verify(file, pack.rootPath)
    expect(reasons.map(({ code }) => code)).toContain('pack/renewal-invalid')
  })
})

describe('the address of an authority', () => {
  it('is asked only when it was entered, and never by the scope of a visit', async () => {
    const allowed = new AllowedServices([first.url])
    const body = Buffer.from('x')
    const request = { contentType: 'a/b', accept: 'a/b', body, signal: never() }
    const asked = first.queries.length + second.queries.length
    expect(() => postToService(allowed, { ...request, url: second.url })).toThrow(
      expect.objectContaining({ code: 'internet/not-allowed' }),
    )
    for (const url of ['file:///etc/passwd', 'http://user:secret@127.0.0.1/', 'not an address']) {
      expect(() => new AllowedServices([url])).toThrow(expect.objectContaining({ code: 'internet/not-allowed' }))
    }
    expect(first.queries.length + second.queries.length).toBe(asked)
    expect(site.session.site().scope?.targets.some((target) => first.url.includes(target))).toBe(false)
  })

  it('is remembered with its root, and replaced by name', () => {
    const file = join(folder, 'data', 'timestamp-authorities.json')
    expect(readAuthorities(file)).toEqual([])
    for (const authority of [...both(), { ...authorityOf(second, 'One') }]) rememberAuthority(file, authority)
    expect(readAuthorities(file).map(({ name, url }) => [name, url])).toEqual([
      ['Two', second.url],
      ['One', second.url],
    ])
    writeFileSync(file, '{}')
    expect(() => readAuthorities(file)).toThrow(expect.objectContaining({ code: 'evidence/authorities-unreadable' }))
  })
})

function tsaRoots(): string {
  const file = join(folder, 'tsa-roots.pem')
  writeFileSync(file, first.authority.rootPem + second.authority.rootPem)
  return file
}
