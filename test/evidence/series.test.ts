import { beforeAll, describe, expect, it } from 'vitest'
import { signerOf } from '../../electron/evidence/identity.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import type { PackInput } from '../../electron/evidence/pack-input.ts'
import { checkSeries, type SeriesCode } from '../../electron/evidence/verify/series.ts'
import { type VerifyReport, verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { zipOf } from './support/craft-zip.ts'
import { sampleIdentity, sampleInput, sealedAt } from './support/sample-visit.ts'

const day = 86_400_000
let row: VerifyReport[]
let identity: Awaited<ReturnType<typeof sampleIdentity>>

const packId = (number: number) => `00000000-0000-4000-8000-00000000000${number}`
async function sealed(number: number, overrides: Partial<PackInput>): Promise<VerifyReport> {
  const input = sampleInput({
    packId: packId(number),
    sequence: number,
    verifierNonce: `claim-${number}`,
    now: new Date(Number(sealedAt) + number * day),
    ...overrides,
  })
  const pack = await buildPack(input, signerOf(identity))
  const now = new Date(Number(sealedAt) + 20 * day)
  return await verifyPack(zipOf(pack.files.insurer), { rootsPem: [identity.rootPem], now })
}

beforeAll(async () => {
  identity = await sampleIdentity()
  row = []
  for (const number of [1, 2, 3, 4]) {
    row.push(await sealed(number, { previousPack: row.at(-1)?.signatureSha256 ?? null }))
  }
})

const codes = (members: readonly VerifyReport[]): SeriesCode[] =>
  checkSeries(
    members,
    members.map((_, at) => `${at}`),
  ).reasons.map(({ code }) => code)
const at = (index: number): VerifyReport => {
  const report = row[index]
  if (report === undefined) throw new Error('the row is too short')
  return report
}

describe('packs of one site', () => {
  it('are a row, in whatever order they are given', () => {
    expect(row.every(({ valid }) => valid)).toBe(true)
    expect(checkSeries([at(2), at(0), at(3), at(1)], [])).toEqual({
      valid: true,
      reasons: [],
      sequences: [1, 2, 3, 4],
      fromFirst: true,
      vanished: [],
    })
    expect(checkSeries([at(2), at(3)], [])).toMatchObject({ valid: true, fromFirst: false })
  })

  it('show a pack that was not handed over', () => {
    expect(codes([at(0), at(2), at(3)])).toEqual(['series/gap'])
  })

  it('show a pack that was handed over twice', () => {
    expect(codes([at(0), at(1), at(1), at(2)])).toEqual(['series/replay'])
  })

  it('show a visit that was sealed twice under one number', async () => {
    const fork = await sealed(2, { packId: packId(8), previousPack: at(0).signatureSha256, verifierNonce: null })
    expect(codes([at(0), at(1), fork])).toEqual(['series/fork'])
  })

  it('show two packs that follow the same one', async () => {
    const fork = await sealed(3, { previousPack: at(0).signatureSha256, verifierNonce: null })
    expect(codes([at(0), at(1), fork])).toEqual(['series/fork'])
  })

  it('show a pack that follows one that is not there', async () => {
    const loose = await sealed(3, { previousPack: 'ab'.repeat(32) })
    expect(codes([at(0), at(1), loose])).toEqual(['series/broken-link'])
  })

  it('show a pack that claims to be older than the one that it follows', async () => {
    const back = await sealed(3, { previousPack: at(1).signatureSha256, now: new Date(Number(sealedAt) + 3_600_000) })
    expect(codes([at(0), at(1), back])).toEqual(['series/backwards'])
  })

  it('show an answer that was given twice', async () => {
    const again = await sealed(3, { previousPack: at(1).signatureSha256, verifierNonce: 'claim-2' })
    expect(codes([at(0), at(1), again])).toEqual(['series/challenge-reused'])
  })

  it('show packs of another site or root, and packs that do not verify', () => {
    expect(codes([at(0), { ...at(1), site: 'other' }])).toEqual(['series/other-site'])
    expect(codes([at(0), { ...at(1), rootFingerprint: 'other' }])).toEqual(['series/other-root'])
    expect(codes([at(0), { ...at(1), valid: false }])).toEqual(['series/invalid-pack'])
  })
})
