import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accountWords } from '../../electron/evidence/verify/account-words.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'

const pack = (name: string) => readFileSync(join(import.meta.dirname, 'packs', name))
const rootsPem = [pack('edition-1.root.pem').toString()]
const now = new Date('2026-12-01T00:00:00Z')

describe('a pack of the first edition, as version 0.1.0 sealed it', () => {
  it.each(['insurer', 'customer'] as const)('still verifies, the copy for the %s', async (variant) => {
    const bytes = pack(`edition-1.${variant}.asice`)
    expect(readZip(bytes).get('pack.json')?.toString()).toContain('"schema": "fieldseal-pack/1"')
    const report = await verifyPack(bytes, { rootsPem, now })
    expect(report).toMatchObject({
      valid: true,
      reasons: [],
      variant,
      sequence: 3,
      keyTier: 'software',
      signer: 'O=Acme Installers, CN=J. Doe on laptop-07',
      authority: null,
      countersignatures: [],
      drawnBy: null,
    })
  })

  it('does not verify with one byte of it changed, and says why', async () => {
    const bytes = pack('edition-1.insurer.asice')
    const files = readZip(bytes)
    const results = files.get('results.json')
    expect(results?.length).toBeGreaterThan(1_000)
    const at = bytes.indexOf(Buffer.from('SHA256SUMS.p7s')) + 200
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    const report = await verifyPack(changed, { rootsPem, now })
    expect(report.valid).toBe(false)
    expect(report.reasons.length).toBeGreaterThan(0)
  })
})

describe('a pack of the second edition from before packs said how much their checklist asks', () => {
  const root = pack('edition-2-first.root.pem').toString()

  it.each(['insurer', 'customer'] as const)('still verifies, the copy for the %s, its page too', async (variant) => {
    const report = await verifyPack(pack(`edition-2-first.${variant}.asice`), { rootsPem: [root], now })
    expect(report).toMatchObject({ valid: true, reasons: [], variant, checklist: { id: 'baseline', strength: null } })
    expect(report.held).toContain('page')
    expect(report.leftOut).toEqual({ checklistChanges: 0, failsOfEarlierLists: 0, devicesRemoved: [], packsLost: [] })
  })
})

describe('a pack of the second edition from before changes and statements were held against the log', () => {
  const root = pack('edition-2-second.root.pem').toString()

  it.each(['insurer', 'customer'] as const)(
    'still verifies, the copy for the %s, and its reader is told',
    async (variant) => {
      const report = await verifyPack(pack(`edition-2-second.${variant}.asice`), { rootsPem: [root], now })
      expect(report).toMatchObject({ valid: true, reasons: [], variant, heldToLog: false })
      expect(report.held).toContain('page')
      // Waived in its results, by a waiver that is in none of them: nobody asked for it then.
      expect(report.summary?.after.waived).toBe(1)
      expect(accountWords(report).join(' ')).toContain('they were not')
    },
  )
})
