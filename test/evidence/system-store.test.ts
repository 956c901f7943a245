import { createPublicKey, verify } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { openKey } from '../../electron/engine/seal/open-key.ts'
import { createCompany, issueCertificate } from '../../electron/evidence/company.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import { openStoreKey, type StoreKey } from '../../electron/evidence/system-store.ts'
import {
  createTechnician,
  type InstalledIdentity,
  install,
  moveToStore,
  parseTechnician,
  serializeTechnician,
} from '../../electron/evidence/technician.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { zipOf } from './support/craft-zip.ts'
import { FakeStore } from './support/fake-store.ts'
import { sampleInput, sealedAt } from './support/sample-visit.ts'

const now = new Date('2026-11-01T08:00:00Z')
const names = { company: 'Acme Installers', technician: 'J. Doe', laptop: 'laptop-07' }
const store = new FakeStore()
let identity: InstalledIdentity

const keyOf = ({ key }: InstalledIdentity): StoreKey => {
  if (key.kind !== 'os-store') throw new Error(`the key is ${key.kind}`)
  return key
}

beforeAll(async () => {
  const company = await createCompany(names.company, now)
  const made = await createTechnician(names, store)
  identity = install(made.identity, (await issueCertificate(company, made.requestPem, { now })).installation)
})

describe('a key in the key store of the operating system', () => {
  it('seals a pack that names this tier, in results, report and verdict', async () => {
    const { signer } = await openKey(identity, { pin: null, keyStore: store })
    const pack = await buildPack(sampleInput(), signer)
    const roots = { rootsPem: [identity.installation.rootPem], now: sealedAt }
    expect(await verifyPack(zipOf(pack.files.insurer), roots)).toMatchObject({ valid: true, keyTier: 'os-store' })
    const context = pack.files.insurer.find(([name]) => name === 'pack.json')?.[1].toString()
    expect(context).toContain('"keyTier": "os-store"')
  })

  it('never goes to the store itself, and stands nowhere in the identity file', async () => {
    const fresh = new FakeStore()
    const { identity: software } = await createTechnician(names)
    const { keyPem } = software.key as { readonly keyPem: string }
    const moved = await moveToStore(software, fresh)
    const body = Buffer.from(keyPem.replace(/-----.*-----|\s/g, ''), 'base64')
    const file = serializeTechnician(moved)
    expect(file.includes(keyPem.split('\n')[1] as string)).toBe(false)
    expect(fresh.given.map((given) => given.length)).toEqual([32])
    for (const part of [file, ...fresh.given]) expect(part.includes(body.subarray(-100))).toBe(false)
    expect(parseTechnician(file)).toEqual(moved)
  })

  it('is the same key after a move, so that the certificate stays good', async () => {
    const { identity: software } = await createTechnician(names)
    const moved = await moveToStore(software, store)
    const holder = await openStoreKey(moved.key as StoreKey, store)
    const bytes = Buffer.from('a message')
    const key = createPublicKey(String((software.key as { readonly keyPem: string }).keyPem))
    expect(verify('sha256', bytes, key, await holder.sign(bytes))).toBe(true)
    await expect(moveToStore(moved, store)).rejects.toMatchObject({ code: 'evidence/request-refused' })
  })

  it('is of no use on another computer, without one, or when the store is locked', async () => {
    const refused = expect.objectContaining({ code: 'evidence/key-store-unavailable' })
    await expect(openStoreKey(keyOf(identity), new FakeStore())).rejects.toEqual(refused)
    await expect(openStoreKey(keyOf(identity), null)).rejects.toThrow(/the window of Fieldseal can open/)
    store.state = { offered: false, reason: 'The keyring is locked.' }
    try {
      await expect(openStoreKey(keyOf(identity), store)).rejects.toThrow('The keyring is locked.')
      await expect(createTechnician(names, store)).rejects.toThrow('The keyring is locked.')
    } finally {
      store.state = { offered: true, name: 'a store for tests' }
    }
  })

  it('is refused when its file was changed to hold another key', async () => {
    const { identity: other } = await createTechnician(names, store)
    const swapped = { ...keyOf(identity), publicKey: (other.key as StoreKey).publicKey }
    await expect(openStoreKey(swapped, store)).rejects.toMatchObject({ code: 'evidence/key-store-unavailable' })
    const { encryptedKey, sealedWrap } = other.key as StoreKey
    await expect(openStoreKey({ ...keyOf(identity), encryptedKey, sealedWrap }, store)).rejects.toMatchObject({
      code: 'evidence/key-store-unavailable',
    })
  })

  it('is not given to a store that does not give back what it was given', async () => {
    const forgetful = new FakeStore()
    forgetful.open = async () => Buffer.alloc(32)
    await expect(createTechnician(names, forgetful)).rejects.toThrow(/does not keep what it is given/)
    const open = new FakeStore()
    open.seal = async (secret) => Buffer.concat([Buffer.from('v10'), secret])
    open.open = async (sealed) => Buffer.from(sealed.subarray(3))
    await expect(createTechnician(names, open)).rejects.toThrow(/does not keep what it is given/)
  })
})
