import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import jpeg from 'jpeg-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'

import { never, SiteFixture } from './site-fixture.ts'

let site: SiteFixture
beforeAll(async () => {
  site = await SiteFixture.start({
    devices: 5,
    lineUp: [
      { personality: 'onvif-camera', model: 'QNV-C8012' },
      { personality: 'onvif-camera', model: 'FLEXIDOME indoor 5100i IR' },
      { personality: 'onvif-camera', model: 'IPC322LB-SF28-A' },
      { personality: 'mobotix-camera' },
      { personality: 'door-board' },
    ],
  })
  await site.discover()
  await site.assess()
}, 60_000)
afterAll(() => site.stop())

const simulated = (model: string): PracticeDevice => {
  const info = site.practice.devices.find((device) => device.model === model)
  if (info === undefined) throw new Error(`no ${model}`)
  return site.practice.device(info.port === undefined ? info.address : `${info.address}:${info.port}`)
}
const idOf = (model: string): string =>
  site.session.devices().find(({ identity }) => identity.model === model)?.id ?? 'nobody'
const take = (model: string) => site.session.takeSnapshot(idOf(model), never())
const asked = (device: PracticeDevice) =>
  device.requests.all.filter(({ interface: by, operation }) => by === 'http' && operation.includes('snapshot'))

describe('a picture that a person asks a camera for', () => {
  it('is asked for by nobody else: discovery and assessment leave it alone', () => {
    for (const { model } of site.practice.devices) expect(asked(simulated(model)), model).toEqual([])
  })

  it('is kept small and encoded anew, under its hash, and comes with a login that crossed no network readable', async () => {
    const camera = simulated('QNV-C8012')
    const snapshot = await take('QNV-C8012')
    const bytes = site.session.snapshotBytes(snapshot)
    if (bytes === null) throw new Error('nothing was kept')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(snapshot.sha256)
    const { width, height } = jpeg.decode(bytes)
    expect([width, height]).toEqual([snapshot.width, snapshot.height])
    expect(Math.max(width, height)).toBeLessThanOrEqual(800)
    expect(site.session.snapshot(snapshot.deviceId)).toEqual(snapshot)
    const logins = asked(camera).map(({ login }) => login)
    expect(logins.length).toBeGreaterThan(0)
    expect(logins).not.toContain('clear')
  })

  it('ends in words where the device shows none', async () => {
    await expect(take('FLEXIDOME indoor 5100i IR')).rejects.toMatchObject({ code: 'device/unsupported' })
    expect(site.session.snapshot(idOf('FLEXIDOME indoor 5100i IR'))).toBeNull()
  })

  it('is not asked for again with a login that was refused, and the login still works for everything else', async () => {
    const model = 'IPC322LB-SF28-A'
    await expect(take(model)).rejects.toMatchObject({ code: 'device/credentials-refused' })
    const before = asked(simulated(model)).length
    await expect(take(model)).rejects.toMatchObject({ code: 'device/stop-rule' })
    expect(asked(simulated(model))).toHaveLength(before)
    await site.assess([idOf(model)])
    expect(site.session.readings(idOf(model)).accounts?.end).toBe('value')
    expect(simulated(model).lockedOut).toBe(false)
  })

  it('comes from the address that we reached, whatever host the device names', async () => {
    const model = 'M73A'
    const snapshot = await take(model)
    expect(snapshot.width).toBeGreaterThan(0)
    expect(asked(simulated(model)).every(({ operation }) => operation.startsWith('GET /onvif-http/'))).toBe(true)
  })

  it('is fetched from no other computer, also where one would answer', async () => {
    const trap = await listening()
    const camera = simulated('QNV-C8012')
    camera.faults.foreignSnapshotHost = `127.199.0.1:${(trap.server.address() as AddressInfo).port}`
    try {
      await take('QNV-C8012')
      expect(trap.heard).toBe(0)
    } finally {
      camera.faults.foreignSnapshotHost = null
      trap.server.close()
    }
  })

  it('stands in the copy of the customer and nowhere in what the insurer gets', async () => {
    const out = { insurer: join(site.folder, 'i.asice'), customer: join(site.folder, 'c.asice') }
    const pack = await site.session.seal({
      variant: 'insurer',
      out: out.insurer,
      otherOut: out.customer,
      nonce: null,
      signal: never(),
      on: () => undefined,
    })
    const names = (file: string) => [...readZip(readFileSync(file)).keys()].filter((name) => name.endsWith('.jpg'))
    expect(names(out.insurer)).toEqual([])
    expect(names(out.customer)).toHaveLength(2)
    const shown = readZip(readFileSync(out.customer))
    const digests = names(out.customer).map((name) =>
      createHash('sha256')
        .update(shown.get(name) ?? '')
        .digest('hex'),
    )
    const kept = ['QNV-C8012', 'M73A'].map((model) => site.session.snapshot(idOf(model))?.sha256 ?? '')
    expect(digests.toSorted()).toEqual(kept.toSorted())
    for (const file of [out.insurer, out.customer]) {
      const report = await verifyPack(readFileSync(file), {
        rootsPem: [readFileSync(pack.rootPath, 'utf8')],
        requireTimestamp: false,
        now: new Date(),
      })
      expect(report).toMatchObject({ valid: true, reasons: [] })
    }
  })
})

async function listening(): Promise<{ readonly server: Server; heard: number }> {
  const trap = { server: createServer(() => undefined), heard: 0 }
  trap.server.on('connection', (socket) => {
    trap.heard += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => trap.server.listen(0, '127.199.0.1', resolve))
  return trap
}
