import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Host } from '../../electron/app/host/host.ts'
import { callsOf, hostOptions } from './host-fixture.ts'

let folder: string
let host: Host
const said: string[] = []

const call = callsOf(() => host)
const idle = () => vi.waitFor(() => expect(host.site().work.running).toBeNull(), { timeout: 60_000 })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-hand-outs-'))
  host = new Host(
    hostOptions(folder),
    new HostEvents(
      (_event, payload) => said.push(JSON.stringify(payload)),
      (error) => {
        throw error
      },
    ),
  )
  await call('site.practice', { devices: 14 })
  await call('discovery.start', { pace: 'fast' })
  await idle()
  await call('assess.start', { ids: null })
  await idle()
}, 60_000)
afterAll(async () => {
  await host.replace(null)
  rmSync(folder, { recursive: true })
})

describe('what is handed out of a device', () => {
  it('is the copy of its configuration, encrypted under a passphrase of its own', async () => {
    const plan = await call('plan.make', { ids: null, checks: ['config-backup'], allowClear: true })
    const [first] = plan.changes
    expect(first).toBeDefined()
    const id = first?.deviceId ?? ''
    expect((await call('devices.handOuts', { id })).copy).toBeNull()
    const asked = plan.changes.map((change) => change.id)
    await call('plan.apply', { planId: plan.id, changeIds: null, waves: plan.waves, confirmed: asked })
    await idle()
    const { copy } = await call('devices.handOuts', { id })
    expect(copy?.files.length).toBeGreaterThan(0)
    const out = join(folder, 'copy.kdbx')
    await call('devices.handOutCopy', { id, passphrase: 'a passphrase of its own', out })
    // The signature of KDBX.
    expect(readFileSync(out).readUInt32LE(0)).toBe(0x9aa2d903)
    expect(said.join('')).not.toContain('a passphrase of its own')
  }, 60_000)

  it('is a request for a certificate, and a file that is no answer to it is refused', async () => {
    const out = join(folder, 'device.csr')
    const asked: (string | null)[] = []
    for (const { id } of host.site().session.devices()) {
      if (!(await call('devices.handOuts', { id })).takesCertificates) continue
      // Not every firmware of such a maker makes requests: it says so, and nothing is written.
      asked.push(
        await call('devices.requestCertificate', { id, out }).then(
          () => id,
          () => null,
        ),
      )
    }
    const id = asked.find((device) => device !== null) ?? ''
    expect(id).not.toBe('')
    expect(readFileSync(out, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n/)
    const file = join(folder, 'not-a-certificate.pem')
    writeFileSync(file, 'nothing of that kind')
    await expect(call('devices.installCertificate', { id, file })).rejects.toMatchObject({
      message: expect.stringContaining('no certificate'),
    })
  }, 60_000)
})
