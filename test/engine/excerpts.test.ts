import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ExcerptRecorder } from '../../electron/engine/recording/excerpt-recorder.ts'
import { Redactor } from '../../electron/engine/recording/redact.ts'
import { writingsOf } from '../../electron/engine/recording/writings.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import type { Excerpt } from '../../electron/model/excerpt.ts'
import type { ObservedExchange } from '../../electron/protocols/exchange-observer.ts'
import { never, SiteFixture } from './site-fixture.ts'

const secret = 'Ge&heim<"7">'

const exchangeOf = (part: Partial<ObservedExchange['request']>, body = ''): ObservedExchange => ({
  over: 'HTTP',
  address: '127.0.0.1',
  port: 80,
  request: { line: 'GET /', headers: [], body: Buffer.alloc(0), ...part },
  answer: { line: '200', headers: [], body: Buffer.from(body) },
  at: '2026-03-01T10:00:00.000Z',
})

async function excerptOf(...exchanges: readonly ObservedExchange[]): Promise<readonly Excerpt[]> {
  const recorder = new ExcerptRecorder()
  await recorder.during('identity', async () => {
    for (const exchange of exchanges) recorder.exchanged(exchange)
  })
  return recorder.excerpts(new Redactor([secret]))
}

describe('an excerpt', () => {
  it.each(writingsOf(secret))('loses a known secret that is written as %s', async (written) => {
    const [excerpt] = await excerptOf(exchangeOf({ line: `GET /?x=${written}` }, `before ${written} after`))
    expect(JSON.stringify(excerpt)).not.toContain(JSON.stringify(written).slice(1, -1))
    expect(excerpt).toMatchObject({ removed: true, cut: false })
  })

  it.each([
    ['<wsse:Password Type="x#PasswordDigest">abc123==</wsse:Password>', 'abc123'],
    ['<wsse:Nonce>bm9uY2U=</wsse:Nonce>', 'bm9uY2U'],
    ['<SNMPCommunity>towerblock</SNMPCommunity>', 'towerblock'],
    ['{"password": "towerblock", "user": "x"}', 'towerblock'],
    ['{"session": 12345678}', '12345678'],
    ['root.SNMP.V1ReadCommunity=towerblock\nroot.SNMP.V3=no', 'towerblock'],
    ['table.SNMP.ReadCommon=towerblock', 'towerblock'],
    ["pwd='towerblock'", 'towerblock'],
    ['Digest realm="r", nonce="towerblock"', 'towerblock'],
    ['-----BEGIN PRIVATE KEY-----\ntowerblock\n-----END PRIVATE KEY-----', 'towerblock'],
    [Buffer.from('a long setting\npassword=towerblock\n').toString('base64'), 'dG93ZXJibG9j'],
  ])('loses what its name calls a secret: %s', async (body, gone) => {
    const [excerpt] = await excerptOf(exchangeOf({}, body))
    expect(excerpt?.answer).not.toContain(gone)
    expect(excerpt?.answer).toContain('[removed]')
    expect(excerpt?.removed).toBe(true)
  })

  it.each(['<PasswordMinLength>8</PasswordMinLength>', '<Username>admin</Username>', 'root.Time.NTP.Server=192.0.2.1'])(
    'keeps what shows the fact: %s',
    async (body) => {
      expect((await excerptOf(exchangeOf({}, body)))[0]).toMatchObject({ answer: `200\n\n${body}`, removed: false })
    },
  )

  it('keeps of a login header its scheme alone, and of a cookie nothing', async () => {
    const headers = [
      ['Authorization', 'Digest username="admin", response="77"'],
      ['Cookie', 'sid=1'],
    ] as const
    const [excerpt] = await excerptOf(exchangeOf({ headers }))
    expect(excerpt?.request).toBe('GET /\nAuthorization: Digest [removed]\nCookie: [removed]')
  })

  it('keeps the last three exchanges of a fact, and says where more text was', async () => {
    const many = Array.from({ length: 5 }, (_, index) => exchangeOf({ line: `GET /${index}` }, 'x'.repeat(9_000)))
    const excerpts = await excerptOf(...many)
    expect(excerpts.map(({ request }) => request)).toEqual(['GET /2', 'GET /3', 'GET /4'])
    expect(excerpts.every(({ answer, cut }) => answer.length === 4_096 && cut)).toBe(true)
  })

  it('shows no half of a secret where a very long answer was cut', async () => {
    const body = `<image>${'A'.repeat(23)} ${' '.repeat(64 * 1024 - 40)}${secret}`
    const [excerpt] = await excerptOf(exchangeOf({}, body))
    expect(excerpt?.answer).not.toContain(secret.slice(0, 4))
  })

  it('does not show what is no text', async () => {
    expect((await excerptOf(exchangeOf({}, 'ab\0cd')))[0]?.answer).toBe('200\n\n5 bytes that are no text')
  })
})

describe('a sealed visit', () => {
  let site: SiteFixture
  let out: string
  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'excerpts-'))
    site = await SiteFixture.start({ devices: 2 })
    await site.discover()
    await site.assess()
  }, 60_000)
  afterAll(async () => {
    await site.stop()
    rmSync(out, { recursive: true })
  })

  it('shows the customer the questions and answers as found and as left, and the insurer none', async () => {
    for (const variant of ['insurer', 'customer'] as const) {
      const file = join(out, `${variant}.asice`)
      await site.session.seal({ variant, out: file, nonce: null, signal: never(), on: () => undefined })
    }
    const files = readZip(readFileSync(join(out, 'customer.asice')))
    const evidence = [...files]
      .filter(([, bytes]) => Buffer.from(bytes).includes('"excerpts"'))
      .map(([, bytes]) => JSON.parse(Buffer.from(bytes).toString('utf8')))
    const found: Excerpt[] = evidence.flatMap(({ excerpts, data }) => (excerpts ?? data?.excerpts)?.asFound ?? [])
    expect(found.some(({ fact, request }) => fact === 'identity' && request.includes('GetDeviceInformation'))).toBe(
      true,
    )
    expect(found.every(({ request, answer }) => request.length <= 4_096 && answer.length <= 4_096)).toBe(true)
    const insurer = [...readZip(readFileSync(join(out, 'insurer.asice'))).values()]
    expect(insurer.some((bytes) => Buffer.from(bytes).includes('GetDeviceInformationResponse'))).toBe(false)
  })
})
