import { beforeAll, describe, expect, it } from 'vitest'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import { zipOf } from './support/craft-zip.ts'
import { filesOf } from './support/insider.ts'
import { type Sample, sampleInput, samplePack, sealedAt } from './support/sample-visit.ts'

let sample: Sample
let genuine: Buffer
beforeAll(async () => {
  const input = sampleInput()
  const [whole] = input.devices
  if (whole === undefined) throw new Error('the sample is empty')
  const device = { ...whole, asFound: whole.asFound.slice(0, 1), asLeft: whole.asLeft.slice(0, 1) }
  const small = { devices: [device], devicesSeen: 1, changes: [], excluded: [] }
  sample = await samplePack(small)
  // The large file in front: a flip in it is then found before anything else is unpacked.
  const {
    mimetype = Buffer.alloc(0),
    'report.pdf': report = Buffer.alloc(0),
    ...rest
  } = Object.fromEntries(filesOf(sample.pack))
  genuine = zipOf([['mimetype', mimetype], ['report.pdf', report], ...Object.entries(rest)])
})

describe('every single byte of a pack', () => {
  const parts = 8

  it('is of a pack that is valid', async () => {
    const rootsPem = [sample.identity.rootPem]
    expect(await verifyPack(genuine, { rootsPem, now: sealedAt })).toMatchObject({ valid: true, reasons: [] })
    expect(genuine.length).toBeGreaterThan(10_000)
  })

  it.each(Array.from({ length: parts }, (_, part) => part))(
    'can be flipped only where all contents stay what was sealed (part %i)',
    async (part) => {
      const options = { rootsPem: [sample.identity.rootPem], now: sealedAt }
      const damaged = Buffer.from(genuine)
      const accepted: number[] = []
      for (let at = part; at < genuine.length; at += parts) {
        const byte = genuine[at] ?? 0
        damaged[at] = byte ^ (1 << (at % 8))
        if ((await verifyPack(damaged, options)).valid) {
          accepted.push(at)
          expect(readZip(damaged)).toEqual(readZip(genuine))
        }
        damaged[at] = byte
      }
      // Dates and version marks of the container: nobody uses them, and nothing of a file is in them.
      expect(accepted.length).toBeLessThan((genuine.length / parts) * 0.05)
    },
    300_000,
  )
})
