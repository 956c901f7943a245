import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noFaults } from '../../electron/practice/faults.ts'
import { practiceFirmware } from '../../electron/practice/firmware.ts'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { runCli } from './run-cli.ts'

interface Planned {
  readonly plan: { upgrades: { device: string; transport: string }[]; refused: { problem: { code: string } }[] }
  readonly ended: { device: string; end: string; change: { fix: string; state: string } }[]
}

describe('the firmware command', () => {
  let practice: PracticeSite
  let folder: string
  let site: string
  let id: string
  const run = (...args: string[]) => runCli(['firmware', ...args, '--library', join(folder, 'library'), '--json'])
  beforeAll(async () => {
    practice = await startPracticeSite({
      devices: 2,
      seed: 'firmware command',
      ports: 'auto',
      personality: 'onvif-camera',
    })
    for (const { address, port } of practice.devices) {
      const device = practice.device(port === undefined ? address : `${address}:${port}`)
      Object.assign(device.faults, noFaults())
      device.rebootMs = 300
    }
    folder = mkdtempSync(join(tmpdir(), 'fieldseal-cli-firmware-'))
    site = join(folder, 'site.fieldseal')
    const scope = practice.scope.flatMap((target) => ['--scope', target])
    const interfaces = practice.interfaces.flatMap((address) => ['--interface', address])
    await runCli(['discover', '--site', site, ...scope, ...interfaces, '--pace', 'fast'])
  }, 60_000)
  afterAll(async () => {
    await practice.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('adds a file once, and lists what it is and who says so', async () => {
    const [camera] = practice.devices
    if (camera === undefined) throw new Error('no camera')
    const file = join(folder, 'new.bin')
    const { vendor, model } = camera
    writeFileSync(file, practiceFirmware({ vendor, models: [model], version: 'V5.9.10 build 260401' }))
    const added = await run('add', file, '--note', 'from the maker')
    expect(added.code).toBe(0)
    id = (added.json() as unknown as { id: string }).id
    const listed = (await run('list')).json() as unknown as { files: { id: string; basis: object }[] }
    expect(listed.files).toMatchObject([
      { id, vendor, models: [model], basis: { vendor: 'file' }, sourceNote: 'from the maker' },
    ])
    expect((await run('add', file)).code).toBe(3)
  })

  it('wants to know what for, and what a file is that does not say it', async () => {
    expect((await run('plan')).code).toBe(2)
    expect((await run('burn')).code).toBe(2)
    expect((await run('apply', '--site', site, '--file', 'x', '--width', 'many')).code).toBe(2)
    const file = join(folder, 'unknown.bin')
    writeFileSync(file, 'some bytes of a maker')
    expect((await run('add', file)).json()).toMatchObject({ problem: { code: 'firmware/unidentified' } })
  })

  it('plans without a byte, and applies with proof', async () => {
    const [camera] = practice.devices
    if (camera === undefined) throw new Error('no camera')
    const simulated = practice.device(camera.port === undefined ? camera.address : `${camera.address}:${camera.port}`)
    const planned = await run('plan', '--site', site, '--file', id)
    expect(planned.code).toBe(0)
    const { plan } = planned.json() as unknown as Planned
    expect(plan.upgrades).toHaveLength(1)
    expect(plan.refused.map(({ problem }) => problem.code)).toEqual(['upgrade/wrong-model'])
    expect(simulated.firmware.uploads).toEqual([])

    const applied = await run('apply', '--site', site, '--file', id)
    const { ended } = applied.json() as unknown as Planned
    expect(ended).toMatchObject([{ end: 'upgraded', change: { fix: 'firmware-upgrade', state: 'fixed' } }])
    expect(simulated.state.identity.firmware).toBe('V5.9.10 build 260401')
    // The camera was assessed again and still has its other findings.
    expect(applied.code).toBe(1)
    const again = await run('plan', '--site', site, '--file', id, '--device', ended[0]?.device ?? '')
    expect(again.code).toBe(3)
    expect((again.json() as unknown as Planned).plan.refused[0]?.problem.code).toBe('upgrade/same-version')
  }, 90_000)

  it('says with its exit code that a device was not upgraded', async () => {
    const [, camera] = practice.devices
    if (camera === undefined) throw new Error('no camera')
    const simulated = practice.device(camera.port === undefined ? camera.address : `${camera.address}:${camera.port}`)
    simulated.faults.refusesFile = true
    const file = join(folder, 'other.bin')
    const { vendor, model } = camera
    writeFileSync(file, practiceFirmware({ vendor, models: [model], version: '99.1.1' }))
    const added = (await run('add', file)).json() as unknown as { id: string }
    const applied = await run('apply', '--site', site, '--file', added.id)
    expect((applied.json() as unknown as Planned).ended).toMatchObject([{ end: 'refused' }])
    expect(applied.code).toBe(3)
    expect((await run('remove', added.id)).code).toBe(0)
  }, 90_000)
})
