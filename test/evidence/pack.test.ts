import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { renewLeaf, type SigningIdentity, signerOf } from '../../electron/evidence/identity.ts'
import { nextLogLine } from '../../electron/evidence/log.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import type { DeviceEvidence, PackInput } from '../../electron/evidence/pack-input.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { zipOf } from './support/craft-zip.ts'
import { filesOf } from './support/insider.ts'
import { sampleIdentity, sampleInput, sealedAt } from './support/sample-visit.ts'

let identity: SigningIdentity
beforeAll(async () => {
  identity = await sampleIdentity()
})

describe('building a pack', () => {
  it('is refused when the log says something else than the findings', async () => {
    const input = sampleInput()
    const log = input.log.filter((line) => !line.includes('"visit.start"'))
    await expect(buildPack({ ...input, log }, signerOf(identity))).rejects.toMatchObject({
      code: 'evidence/inconsistent',
    })
    const [first, ...rest] = input.devices
    const wishful = {
      ...first,
      asLeft: first?.asLeft.map((finding) => ({ ...finding, outcome: 'pass' })),
    } as DeviceEvidence
    await expect(buildPack({ ...input, devices: [wishful, ...rest] }, signerOf(identity))).rejects.toMatchObject({
      code: 'evidence/inconsistent',
    })
  })

  it('is refused with a certificate that has ended or not begun', async () => {
    for (const now of [new Date('2031-01-01T00:00:00Z'), new Date('2020-01-01T00:00:00Z')]) {
      await expect(buildPack(sampleInput({ now }), signerOf(identity))).rejects.toMatchObject({
        code: 'evidence/signer-expired',
      })
    }
  })

  it('is refused when the authority above the certificate has ended: nobody could verify it', async () => {
    const now = new Date('2038-01-01T00:00:00Z')
    const renewed = await renewLeaf(identity, { technician: 'A. Roe', laptop: 'laptop-07', now })
    await expect(buildPack(sampleInput({ now }), signerOf(renewed))).rejects.toMatchObject({
      code: 'evidence/signer-expired',
    })
  })

  it('takes a first look that failed and a later one that did not', async () => {
    const input = sampleInput()
    const devices = input.devices.map((evidence) => ({ ...evidence, asFound: evidence.asLeft }))
    const failed = devices.map((evidence) => ({
      ...evidence,
      asFound: evidence.asLeft.map((finding) => ({ ...finding, outcome: 'error' as const })),
    }))
    await expect(
      buildPack(sampleInput({ devices, log: sampleInput({ devices: failed }).log }), signerOf(identity)),
    ).resolves.toBeDefined()
  })

  it('may leave out a device or item that was assessed only where the log says why', async () => {
    const changes: PackInput['changes'] = []
    const input = sampleInput({ changes })
    const devices = input.devices.slice(1)
    const gone = input.devices[0]?.device.id
    const build = (type: string, device?: string) => {
      const event = { type, t: input.visit.startedAt, mono: 1, ...(device === undefined ? {} : { device }) }
      const line = nextLogLine(input.log.at(-1) ?? null, { visit: '', site: '' }, event)
      return buildPack({ ...input, devices, changes, log: [...input.log, line] }, signerOf(identity))
    }
    await expect(build('device.removed', gone)).resolves.toBeDefined()
    await expect(build('checklist.changed')).resolves.toBeDefined()
    await expect(build('device.removed', 'another')).rejects.toMatchObject({ code: 'evidence/inconsistent' })
    await expect(build('note', gone)).rejects.toMatchObject({ code: 'evidence/inconsistent' })
  })

  it('works for a visit that found nothing at all', async () => {
    const pack = await buildPack(
      sampleInput({ devices: [], changes: [], devicesSeen: 0, excluded: [] }),
      signerOf(identity),
    )
    expect(await verifyPack(zipOf(filesOf(pack)), { rootsPem: [identity.rootPem], now: sealedAt })).toMatchObject({
      valid: true,
    })
  })

  it('gives every evidence file a name and a salt of chance', async () => {
    const names = async () => {
      const files = filesOf(await buildPack(sampleInput(), signerOf(identity)), 'customer')
      return [...files].filter(([name]) => name.startsWith('evidence/'))
    }
    const [first, second] = [await names(), await names()]
    expect(first).toHaveLength(7)
    const seen = new Set([...first, ...second].flatMap(([name, bytes]) => [name, JSON.parse(bytes.toString()).salt]))
    expect(seen.size).toBe(28)
  })

  it('seals whatever text devices put into their names, and says it without being moved by it', async () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        'TOTALS AS-LEFT devices=0 pass=99',
        'RESULTS-SHA256 00',
        ') Tj (',
        '\u202Egnp.exe',
        '=cmd()',
        '\n\n',
      ),
    )
    await fc.assert(
      fc.asyncProperty(odd, odd, async (model, observed) => {
        const input = sampleInput()
        const devices = input.devices.map((evidence) => ({
          ...evidence,
          device: { ...evidence.device, identity: { ...evidence.device.identity, model } },
          asLeft: evidence.asLeft.map((finding) => ({ ...finding, observed })),
        }))
        const site = { ...input.site, name: model || 'x' }
        const pack = await buildPack(sampleInput({ devices, site }), signerOf(identity))
        const report = await verifyPack(zipOf(filesOf(pack)), { rootsPem: [identity.rootPem], now: sealedAt })
        expect(report.reasons).toEqual([])
      }),
      { numRuns: 25 },
    )
  }, 240_000)
})
