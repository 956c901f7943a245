import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newOwnKey, type OwnKey, ownKeySigner } from '../../electron/engine/seal/countersign.ts'
import { withCountersignature } from '../../electron/evidence/add-proofs.ts'
import { signerOf } from '../../electron/evidence/identity.ts'
import { nextLogLine } from '../../electron/evidence/log.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import type { WitnessInput } from '../../electron/evidence/pack-input.ts'
import { checkSeries } from '../../electron/evidence/verify/series.ts'
import { type VerifyOptions, verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { witnessEvent } from '../../electron/evidence/witness.ts'
import { zipOf } from './support/craft-zip.ts'
import { TimestampAuthority } from './support/openssl.ts'
import { sampleIdentity, sampleInput } from './support/sample-visit.ts'
import { VerifierBrowser } from './support/verifier-browser.ts'

const now = new Date(Math.floor(Date.now() / 1000) * 1000)
const later = new Date(Number(now) + 120_000)
const packId = (number: number) => `00000000-0000-4000-8000-00000000000${number}`

function drawing(): Buffer {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, deflateSync(Buffer.from([0, 255]))])
}

describe('verifier.html in a browser without a network', () => {
  let browser: VerifierBrowser
  let authority: TimestampAuthority
  let identity: Awaited<ReturnType<typeof sampleIdentity>>
  let customer: OwnKey
  let packs: Buffer[]
  let options: VerifyOptions

  beforeAll(async () => {
    browser = await VerifierBrowser.open()
    authority = new TimestampAuthority()
    identity = await sampleIdentity(new Date(Number(now) - 86_400_000))
    customer = await newOwnKey({ name: 'C. Ustomer', place: 'p', passphrase: 'long enough', now })
    packs = []
    let previousPack: string | null = null
    for (const number of [1, 2, 3]) {
      const input = sampleInput()
      const png = drawing()
      const witness: WitnessInput = { name: 'W. Itness', role: 'Facility manager', statement: 'Seen.', at: '', png }
      const drawn = { ...witness, at: now.toISOString() }
      const genesis = { visit: input.visit.id, site: input.site.id }
      const log = [...input.log]
      const time = { t: now.toISOString(), mono: 9_000_000 }
      if (number === 1) log.push(nextLogLine(log.at(-1) ?? null, genesis, { ...time, ...witnessEvent(drawn) }))
      const sealed: Awaited<ReturnType<typeof buildPack>> = await buildPack(
        sampleInput({
          ...{ packId: packId(number), sequence: number, previousPack, verifierNonce: null, now, log },
          approver: number === 1 ? 'A. Roe' : null,
          witness: number === 1 ? drawn : null,
        }),
        signerOf(identity),
      )
      previousPack = sealed.signatureSha256
      packs.push(zipOf(sealed.files.insurer))
      if (number > 1) continue
      const files = new Map(sealed.files.insurer)
      files.set('timestamps/SHA256SUMS.p7s.001.tsr', authority.stamp(files.get('SHA256SUMS.p7s') ?? Buffer.alloc(0)))
      const said = { role: 'customer', name: 'C. Ustomer', statement: 'I have seen the results.', now: later } as const
      packs[0] = zipOf(await withCountersignature(files, ownKeySigner(customer), said))
    }
    options = { rootsPem: [identity.rootPem], tsaRootsPem: [authority.rootPem], now: new Date(Number(now) + 240_000) }
  }, 60_000)
  afterAll(async () => {
    authority.close()
    await browser.close()
  })

  const first = (): Buffer => packs[0] ?? Buffer.alloc(0)
  const part = async (title: string) =>
    await browser.page
      .locator('article > section', { has: browser.page.getByRole('heading', { name: title }) })
      .innerText()

  it('shows a countersignature with its key, and a drawn signature clearly apart from it', async () => {
    const shown = await browser.judge(first(), { ...options, customerRootsPem: [customer.certificatePem] })
    expect(shown).toMatchObject({ valid: true, codes: [] })
    const keys = await part('Signed by others, each with a key')
    expect(keys).toContain('Customer: C. Ustomer')
    expect(keys).toContain('A key that somebody whom you trust vouches for.')
    expect(keys).toContain('I have seen the results.')
    expect(keys).toMatch(/SHA-256 of the certificate\s+[0-9a-f]{64}/)
    expect(keys).toContain('Not approved yet by A. Roe.')
    expect(keys).not.toContain('W. Itness')
    const drawn = await part('Signed on the screen, without a key')
    expect(drawn).toContain('W. Itness, Facility manager')
    expect(drawn).toContain('A drawing proves no key')
    expect(drawn).not.toContain('C. Ustomer')
    expect(await part('Who sealed it')).toContain('kept in software, as the pack says')
  })

  it('says of a key that nobody vouched for that it is to be asked for', async () => {
    await browser.judge(first(), options)
    const keys = await part('Signed by others, each with a key')
    expect(keys).toContain('A key that nobody vouched for here')
    expect(await browser.page.locator('.key.trusted').count()).toBe(0)
  })

  it('shows who vouches for the time, and the place in the row', async () => {
    await browser.judge(first(), options)
    const time = await part('Time')
    expect(time).toContain('The seal existed')
    expect(time).toContain('CN=Stamp 1')
    expect(await part('Place in the row of the site')).toMatch(/Number\s+1\s+Pack before it\s+none: the first pack/)
    await browser.judge(packs[1] ?? Buffer.alloc(0), options)
    expect(await part('Time')).toContain('no timestamp')
    expect(await part('Place in the row of the site')).toMatch(/Pack before it\s+[0-9a-f]{64}/)
  })

  it.each<[string, Partial<VerifyOptions>]>([
    ['a customer who is known', { requireCountersignature: 'customer' }],
    ['an approver, who is missing', { requireCountersignature: 'approver' }],
    ['a timestamp', { requireTimestamp: true }],
    ['a timestamp of an authority that is not trusted', { tsaRootsPem: [] }],
  ])('agrees with the command line when it is asked for %s', async (_, asked) => {
    for (const customerRootsPem of [[], [customer.certificatePem]]) {
      const wanted = { ...options, customerRootsPem, ...asked }
      const { valid, reasons } = await verifyPack(first(), wanted)
      const shown = await browser.judge(first(), wanted)
      expect(shown).toMatchObject({ valid, codes: reasons.map(({ code }) => code) })
    }
  })

  it('holds several packs as a row, and says what the command line says of it', async () => {
    for (const order of [
      [0, 1, 2],
      [0, 2],
      [1, 1],
    ]) {
      const given = order.map((at) => packs[at] ?? Buffer.alloc(0))
      const reports = await Promise.all(given.map((bytes) => verifyPack(bytes, options)))
      const { valid, reasons } = checkSeries(
        reports,
        order.map((_, at) => String(at)),
      )
      const shown = await browser.judgeAll(given, options)
      expect({ order, valid: shown.valid, codes: shown.codes }).toEqual({
        ...{ order, valid },
        codes: [...reasons, ...reports.flatMap((report) => report.reasons)].map(({ code }) => code),
      })
      expect(shown.text).toContain(valid ? 'An unbroken row' : 'Not an unbroken row')
      expect(await browser.page.locator('article').count()).toBe(order.length)
    }
  })

  it('asks nobody for anything and breaks no rule of its own policy', () => {
    expect(browser.complaints).toEqual([])
  })
})
