import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as kdbx from 'kdbxweb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import type { Device } from '../../electron/model/device.ts'
import { Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import { configuration } from '../../electron/practice/onvif/backup.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { never, SiteFixture } from './site-fixture.ts'

const secretInside = 'canary-of-the-configuration-7Qz'
const ways = ['http', 'inline', 'attached', 'page', 'empty', 'http'] as const
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('copies of configurations', () => {
  let site: SiteFixture
  const at = (index: number): { device: Device; simulated: PracticeDevice } => {
    const address = site.practice.devices[index]?.address ?? ''
    const device = site.session.devices().find(({ endpoint }) => endpoint.address === address)
    if (device === undefined) throw new Error(`${address} was not found`)
    return { device, simulated: site.practice.device(address) }
  }
  beforeAll(async () => {
    const lineUp = ways.map(() => ({ personality: 'onvif-camera' as const, model: 'M5525-E' }))
    site = await SiteFixture.start({ devices: ways.length, lineUp, ports: 'standard', seed: 'copies' })
    for (const [index, { address }] of site.practice.devices.entries()) {
      const simulated = site.practice.device(address)
      Object.assign(simulated.faults, noFaults())
      simulated.state.settings.backup = ways[index] ?? null
      simulated.state.settings.syslog = [{ host: secretInside, port: 514, transport: 'udp', enabled: false }]
    }
    await site.discover()
    await site.assess()
  }, 60_000)
  afterAll(() => site.stop())

  it.each([
    ['by HTTP', 0, 'ONVIF GetSystemUris', 'system-backup'],
    ['inside the answer', 1, 'ONVIF GetSystemBackup', 'config.bin'],
    ['beside the answer', 2, 'ONVIF GetSystemBackup', 'config.bin'],
  ] as const)('%s: is fetched, hashed and kept, and only then the item passes', async (_, index, via, name) => {
    const { device, simulated } = at(index)
    expect(site.outcome(device, 'BCK-01')).toBe('fail')
    const before = configuration(simulated)
    const [change] = await site.fix(['config-backup'], [device.id])
    expect(change).toMatchObject({ state: 'fixed', asFound: 'no copy of the configuration', disruption: 'none' })
    expect(site.outcome(device, 'BCK-01')).toBe('fixed')
    const [copy] = site.session.copies.list([device.id])
    expect(copy).toMatchObject({ via, files: [{ name, sizeBytes: before.length, sha256: sha256(before) }] })
    expect(copy?.restore).toContain('StartSystemRestore')
    expect(configuration(simulated)).toEqual(before)
    const [file] = site.session.copies.plain([device.id])
    expect(file?.bytes).toEqual(before)
  })

  it.each([
    ['a web page', 3, /web page/],
    ['nothing', 4, /empty copy/],
  ] as const)('is no copy where the device gives %s', async (_, index, message) => {
    const { device } = at(index)
    const [change] = await site.fix(['config-backup'], [device.id])
    expect(change).toMatchObject({ state: 'failed', problem: { code: 'device/malformed-answer' } })
    expect(change?.problem?.message).toMatch(message)
    expect(site.outcome(device, 'BCK-01')).toBe('fail')
    expect(site.session.copies.list([device.id])).toEqual([])
  })

  it('is no copy where the device hangs up in the middle', async () => {
    const { device, simulated } = at(5)
    simulated.faults.truncatedBody = ['/onvif/system_backup']
    const [change] = await site.fix(['config-backup'], [device.id])
    expect(change?.state).toBe('failed')
    expect(site.outcome(device, 'BCK-01')).toBe('fail')
    simulated.faults.truncatedBody = []
  })

  it('is stale after the next change, and fresh again after the next copy', async () => {
    const { device } = at(0)
    await site.fix(['ntp-configured'], [device.id])
    expect(site.outcome(device, 'BCK-01')).toBe('fail')
    const [again] = await site.fix(['config-backup'], [device.id])
    expect(again).toMatchObject({ state: 'fixed' })
    expect(again?.asFound).toMatch(/^a copy of /)
  })

  it('comes out encrypted, with its files as attachments', async () => {
    const passphrase = Secret.of('words for the copies')
    const bytes = await site.session.copies.handOut(null, passphrase)
    expect(bytes.includes(secretInside)).toBe(false)
    const opened = await kdbx.Kdbx.load(
      new Uint8Array(bytes).buffer,
      new kdbx.KdbxCredentials(kdbx.ProtectedValue.fromString('words for the copies')),
    )
    const entries = [...opened.getDefaultGroup().entries]
    expect(entries).toHaveLength(3)
    // In the order in which the devices were found.
    expect(entries.map(({ binaries }) => [...binaries.keys()].join()).sort()).toEqual([
      'config.bin',
      'config.bin',
      'system-backup',
    ])
    await expect(site.session.copies.handOut([at(3).device.id], passphrase)).rejects.toThrow('No copy')
  })

  it('never leaves its secrets in the site file, in a pack, in the log or in a reading', async () => {
    const out = join(site.folder, 'copies.asice')
    await site.session.seal({ variant: 'customer', out, nonce: null, signal: never(), on: () => undefined })
    const { device } = at(0)
    const [copy] = site.session.copies.list([device.id])
    const files = [...readZip(readFileSync(out))]
    const texts = files.map(([, content]) => content)
    for (const bytes of [readFileSync(site.file), ...texts]) expect(bytes.includes(secretInside)).toBe(false)
    expect(texts.some((content) => content.includes(copy?.files[0]?.sha256 ?? 'none'))).toBe(true)
  })
})
