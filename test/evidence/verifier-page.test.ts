import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { attackedPacks } from './support/attacks.ts'
import { type Bench, makeBench } from './support/bench.ts'
import { zipOf } from './support/craft-zip.ts'
import { filesOf } from './support/insider.ts'
import { TimestampAuthority } from './support/openssl.ts'
import { sealedAt, siteId } from './support/sample-visit.ts'
import { VerifierBrowser } from './support/verifier-browser.ts'

let bench: Bench
let browser: VerifierBrowser
beforeAll(async () => {
  bench = await makeBench()
  browser = await VerifierBrowser.open()
})
afterAll(() => browser.close())

describe('verifier.html in a browser without a network', () => {
  it.each(['insurer', 'customer'] as const)(
    'finds the genuine pack for the %s valid and says whose it is',
    async (variant) => {
      const shown = await browser.judge(zipOf(bench.pack.files[variant]), {
        rootsPem: [bench.identity.rootPem],
        now: sealedAt,
        site: siteId,
        nonce: 'claim-7781',
      })
      expect(shown).toMatchObject({ state: 'done', valid: true, codes: [] })
      expect(shown.text).toContain('O=Acme Installers, CN=J. Doe on laptop-07')
      expect(shown.text).toContain(bench.identity.rootFingerprint)
    },
  )

  it('says that nothing is proven without a root, and that a root is none', async () => {
    const bytes = zipOf(filesOf(bench.pack))
    expect(await browser.judge(bytes, { rootsPem: [], now: sealedAt })).toMatchObject({
      valid: false,
      codes: ['pack/no-root'],
    })
    const broken = `-----BEGIN CERTIFICATE-----\n${Buffer.from('no').toString('base64')}\n-----END CERTIFICATE-----\n`
    expect(await browser.judge(bytes, { rootsPem: [broken], now: sealedAt })).toMatchObject({ state: 'problem' })
  })

  it('says of every attacked pack what the command line says, reason by reason', async () => {
    const authority = new TimestampAuthority()
    try {
      const attacks = await attackedPacks(bench, authority)
      expect(attacks.length).toBeGreaterThan(30)
      for (const { name, bytes, options } of attacks) {
        const asked = { rootsPem: [bench.identity.rootPem], now: sealedAt, ...options }
        const { valid, reasons } = await verifyPack(bytes, asked)
        const { codes, valid: shown } = await browser.judge(bytes, asked)
        expect({ name, valid: shown, codes }).toEqual({ name, valid, codes: reasons.map(({ code }) => code) })
      }
    } finally {
      authority.close()
    }
  }, 180_000)

  it('asks nobody for anything and breaks no rule of its own policy', () => {
    expect(browser.complaints).toEqual([])
  })
})
