import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { handlers } from '../../electron/app/handlers/index.ts'
import { HostEvents } from '../../electron/app/host/events.ts'
import { Host } from '../../electron/app/host/host.ts'
import type { CatalogKey } from '../../electron/catalog/bundle/catalog-key.ts'
import { channels } from '../../electron/contract/channels.ts'
import { newKey, sampleBundle } from '../catalog/bundle/sample-catalog.ts'

// The product trusts the keys that are pinned in it; here that is one of this test.
const pinned = vi.hoisted(() => ({ keys: [] as unknown[] }))
vi.mock('../../electron/catalog/bundle/pinned-keys.ts', () => ({ pinnedKeys: pinned.keys as readonly CatalogKey[] }))

const root = join(import.meta.dirname, '..', '..')
const signer = newKey()
pinned.keys.push(signer.key)

let folder: string
let host: Host
let said: unknown[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-firmware-'))
  said = []
  host = new Host(
    {
      resources: {
        checklists: join(root, 'checklists'),
        firmwareCatalog: join(root, 'firmware-catalog'),
        installedCatalog: join(folder, 'installed'),
      },
      toolVersion: '0.0.0',
      firmwareLibrary: join(folder, 'firmware'),
      stampAuthorities: join(folder, 'timestamp-authorities.json'),
    },
    new HostEvents(
      (event, payload) => said.push({ event, payload }),
      (error) => {
        throw error
      },
    ),
  )
})
afterEach(async () => {
  await host.replace(null)
  rmSync(folder, { recursive: true })
})

const view = async () => channels['firmware.view'].output.parse(await handlers['firmware.view'](host, undefined))
async function update(bytes: Buffer) {
  const file = join(folder, 'newer.fieldseal-catalog')
  writeFileSync(file, bytes)
  return channels['firmware.updateCatalog'].output.parse(await handlers['firmware.updateCatalog'](host, { file }))
}

describe('a newer catalog from a file', () => {
  it('is in use at once, in the open site as well, and the window hears of it', async () => {
    await handlers['site.practice'](host, { devices: 1 })
    const before = (await view()).catalog
    expect(before.source).toBe('shipped')
    const answer = await update(sampleBundle(900, signer))
    expect(answer).toMatchObject({
      replaces: before.version,
      catalog: { version: 900, source: 'imported', note: null },
    })
    expect((await view()).catalog).toEqual(answer?.catalog)
    expect(said).toContainEqual({ event: 'changed', payload: { areas: ['firmware', 'site'] } })
  })

  it('needs no open site', async () => {
    expect((await update(sampleBundle(900, signer)))?.catalog.version).toBe(900)
  })

  it.each([
    ['is by somebody else', 'catalog/bundle-unknown-key', () => sampleBundle(901, newKey())],
    ['is not newer', 'catalog/bundle-older', () => sampleBundle(1, signer)],
    ['was cut off', 'catalog/bundle-truncated', () => sampleBundle(901, signer).subarray(0, -7)],
    ['is no catalog', 'catalog/bundle-unreadable', () => Buffer.from('words')],
  ])('is refused when it %s, and the one in use stays', async (_why, code, bytes) => {
    await handlers['site.practice'](host, { devices: 1 })
    await update(sampleBundle(900, signer))
    await expect(update(bytes())).rejects.toMatchObject({ code })
    expect((await view()).catalog).toMatchObject({ version: 900, source: 'imported' })
    expect(readdirSync(join(folder, 'installed')).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('the firmware of a site', () => {
  it('is refused while none is open', () => {
    expect(() => handlers['firmware.view'](host, undefined)).toThrow(
      expect.objectContaining({ code: 'app/no-open-site' }),
    )
  })

  it('has no device before any was heard', async () => {
    await handlers['site.practice'](host, { devices: 1 })
    expect(await view()).toMatchObject({ devices: 0, groups: [], upgrades: [], unjudgedIds: [] })
  })
})
