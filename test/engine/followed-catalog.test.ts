import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CatalogKey } from '../../electron/catalog/bundle/catalog-key.ts'
import { importBundle } from '../../electron/catalog/bundle/import-bundle.ts'
import { openCatalog, type Resources } from '../../electron/engine/resources.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'
import { knownDevice, newKey, sampleBundle } from '../catalog/bundle/sample-catalog.ts'
import { newSite, passphrase, sessionOptions } from './site-fixture.ts'

// The product trusts the keys that are pinned in it; here that is one of this test.
const pinned = vi.hoisted(() => ({ keys: [] as unknown[] }))
vi.mock('../../electron/catalog/bundle/pinned-keys.ts', () => ({ pinnedKeys: pinned.keys as readonly CatalogKey[] }))
const signer = newKey()
pinned.keys.push(signer.key)

let folder: string
let resources: Resources
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-followed-'))
  resources = { ...sessionOptions.resources, installedCatalog: join(folder, 'installed') }
})
afterEach(() => rmSync(folder, { recursive: true }))

/** As another program of this user does it: through the folder alone. */
const importElsewhere = (version: number) =>
  importBundle(sampleBundle(version, signer), { installed: join(folder, 'installed'), shippedVersion: 1 })

describe('a catalog that is open', () => {
  it('answers as the newer one from the next question on', () => {
    const catalog = openCatalog(resources)
    expect(catalog.status().source).toBe('shipped')
    importElsewhere(900)
    expect(catalog.status()).toMatchObject({ version: 900, source: 'imported', note: null })
    expect(catalog.assess(knownDevice).catalogVersion).toBe(900)
    importElsewhere(901)
    expect(catalog.assess(knownDevice).catalogVersion).toBe(901)
  })

  it('goes back to the last good one, and says why, when the newer one is spoilt on the disk', () => {
    const catalog = openCatalog(resources)
    importElsewhere(900)
    importElsewhere(901)
    expect(catalog.status().version).toBe(901)
    const name = readdirSync(join(folder, 'installed')).find((entry) => entry.startsWith('901')) ?? ''
    const file = join(folder, 'installed', name)
    writeFileSync(file, readFileSync(file).subarray(0, -9))
    expect(catalog.status()).toMatchObject({ version: 900, note: expect.stringContaining('901') })
  })

  it('is followed by a site that stays open', async () => {
    const session = await SiteSession.create(
      join(folder, 'site.fieldseal'),
      Secret.of(passphrase),
      newSite({ ntpServers: [], neededProtocols: [] }),
      { ...sessionOptions, resources },
    )
    try {
      const before = session.catalogEdition().version
      importElsewhere(900)
      expect(before).toBeLessThan(900)
      expect(session.catalogEdition().version).toBe(900)
      expect(session.exportInput().catalog.version).toBe(900)
    } finally {
      session.close()
    }
  })
})
