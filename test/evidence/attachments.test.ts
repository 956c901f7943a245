import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signerOf } from '../../electron/evidence/identity.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import type { PackInput } from '../../electron/evidence/pack-input.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import type { Attestation } from '../../electron/model/attestation.ts'
import { zipOf } from './support/craft-zip.ts'
import { tampered } from './support/insider.ts'
import { sampleIdentity, sampleInput, sealedAt } from './support/sample-visit.ts'

const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7), Buffer.from([0xff, 0xd9])])
const plan = Buffer.from('%PDF-1.4\n% a plan of the building\n%%EOF\n')
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const identity = await sampleIdentity()
const signer = signerOf(identity)

const attachment = (bytes: Buffer, mediaType: 'image/jpeg' | 'application/pdf') => ({
  ...{ sha256: hash(bytes), mediaType, bytes: bytes.length },
  ...{ caption: 'The door', takenAt: '2026-11-21T13:00:00.000Z' },
})
const attestation: Attestation = {
  ...{ id: 'a1', visitId: 'v', item: 'INV-04', deviceId: null, answer: 'met', statement: 'Seen.', measurement: null },
  ...{ by: 'T. Tester', role: 'technician', at: '2026-11-21T13:20:00.000Z', holdsUntil: null },
  attachments: [attachment(photo, 'image/jpeg'), attachment(plan, 'application/pdf')],
}
const bytes = new Map([photo, plan].map((each) => [hash(each), each]))
const build = (patch: Partial<PackInput> = {}) =>
  buildPack(sampleInput({ attestations: [attestation], attachments: bytes, ...patch }), signer)
const verify = (pack: Buffer) => verifyPack(pack, { rootsPem: [identity.rootPem], now: sealedAt })

describe('photos and documents that somebody attested with', () => {
  it('are in both packs under names that say nothing, and the results name each with its hash', async () => {
    const pack = await build()
    const named = pack.results.attestations[0]?.attachments ?? []
    expect(named).toMatchObject([
      { sha256: hash(photo), mediaType: 'image/jpeg', sizeBytes: photo.length, caption: 'The door' },
      { sha256: hash(plan), mediaType: 'application/pdf', sizeBytes: plan.length },
    ])
    for (const variant of ['insurer', 'customer'] as const) {
      const files = new Map(pack.files[variant])
      expect(named.map(({ file }) => files.get(file))).toEqual([photo, plan])
      expect(await verify(zipOf(pack.files[variant]))).toMatchObject({ valid: true, reasons: [] })
    }
    expect(named.map(({ file }) => file)).toEqual([
      expect.stringMatching(/^attachments\/[0-9a-f]{16}\.jpg$/),
      expect.stringMatching(/^attachments\/[0-9a-f]{16}\.pdf$/),
    ])
  })

  it('stand in the page of the report by file and hash', async () => {
    const pack = await build()
    const page = new Map(pack.files.insurer).get('report.html')?.toString() ?? ''
    for (const { file, sha256 } of pack.results.attestations[0]?.attachments ?? []) {
      expect(page).toContain(file)
      expect(page).toContain(sha256)
    }
  })

  it('are in a pack once, however many attestations show them', async () => {
    const again = { ...attestation, id: 'a2', item: 'NET-13' }
    const pack = await build({ attestations: [attestation, again] })
    expect(pack.files.insurer.filter(([name]) => name.startsWith('attachments/'))).toHaveLength(2)
    const [first, second] = pack.results.attestations
    expect(second?.attachments).toEqual(first?.attachments)
  })

  it('are refused when a byte of them is another one, or one is gone', async () => {
    const pack = await build()
    const name = pack.results.attestations[0]?.attachments[0]?.file ?? ''
    const changed = Buffer.from(photo)
    changed[100] = 8
    const other = await verify(tampered(pack, (files) => files.set(name, changed)))
    expect(other.reasons.map(({ code }) => code)).toContain('pack/file-changed')
    const gone = await verify(tampered(pack, (files) => files.delete(name)))
    expect(gone.reasons.map(({ code }) => code)).toContain('pack/file-missing')
  })

  it('are not sealed when they are not what was attested with, or not there', async () => {
    const inconsistent = expect.objectContaining({ code: 'evidence/inconsistent' })
    const changed = new Map(bytes).set(hash(photo), Buffer.from('something else'))
    await expect(build({ attachments: changed })).rejects.toEqual(inconsistent)
    await expect(build({ attachments: new Map() })).rejects.toEqual(inconsistent)
  })

  it('stay out where nobody attested with them', async () => {
    const pack = await build({ attestations: [] })
    expect(pack.files.customer.filter(([name]) => name.startsWith('attachments/'))).toEqual([])
  })
})
