import { createPublicKey, verify } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as Pkcs11 from 'pkcs11js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany, issueCertificate } from '../../electron/evidence/company.ts'
import { requestCertificate } from '../../electron/evidence/key-request.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import { install, type TechnicianIdentity, technicianSigner } from '../../electron/evidence/technician.ts'
import { derSignature, type OpenToken, openToken } from '../../electron/evidence/token.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { Secret } from '../../electron/model/secret.ts'
import { zipOf } from './support/craft-zip.ts'
import { run, scratch } from './support/openssl.ts'
import { sampleInput, sealedAt } from './support/sample-visit.ts'
import { SoftHsm } from './support/soft-hsm.ts'

const folder = scratch()
let hsm: SoftHsm
let token: OpenToken
let keyId: string
beforeAll(async () => {
  hsm = await SoftHsm.start()
  token = openToken(hsm.module, hsm.label, hsm.pin())
  keyId = token.createKey('J. Doe').keyId
})
afterAll(() => {
  token.close()
  hsm.close()
  folder.remove()
})

describe('a key on a token', () => {
  it('signs so that anybody can verify it, every time', async () => {
    const holder = token.key(keyId)
    const key = createPublicKey({ key: Buffer.from(holder.publicKey), format: 'der', type: 'spki' })
    for (let round = 0; round < 40; round += 1) {
      const bytes = Buffer.from(`round ${round}`)
      expect(verify('sha256', bytes, key, await holder.sign(bytes))).toBe(true)
    }
  })

  it('cannot be taken out of it', () => {
    token.close()
    const library = createRequire(import.meta.url)(process.env.FIELDSEAL_PKCS11 ?? '') as typeof Pkcs11
    const api = new library.PKCS11()
    api.load(hsm.module)
    api.C_Initialize()
    try {
      const [slot] = api.C_GetSlotList(true)
      const session = api.C_OpenSession(slot ?? Buffer.alloc(0), library.CKF_SERIAL_SESSION)
      api.C_Login(session, library.CKU_USER, hsm.pinText)
      api.C_FindObjectsInit(session, [{ type: library.CKA_CLASS, value: library.CKO_PRIVATE_KEY }])
      const [key] = api.C_FindObjects(session, 1)
      const take = () => api.C_GetAttributeValue(session, key ?? Buffer.alloc(0), [{ type: library.CKA_VALUE }])
      expect(take).toThrow('CKR_ATTRIBUTE_SENSITIVE')
    } finally {
      api.C_Finalize()
      api.close()
      token = openToken(hsm.module, null, hsm.pin())
    }
  })

  it('makes a request that openssl accepts', async () => {
    const names = { company: 'Acme Installers', technician: 'J. Doe', laptop: 'laptop-07' }
    writeFileSync(join(folder.path, 'req.pem'), await requestCertificate(names, token.key(keyId)))
    const { status, output } = run('openssl', 'req -in req.pem -noout -verify -subject'.split(' '), folder.path)
    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining('CN = J. Doe on laptop-07') })
  })

  it('seals a pack that says so, under the root of the company', async () => {
    const names = { company: 'Acme Installers', technician: 'J. Doe', laptop: 'laptop-07' }
    const now = new Date('2026-11-01T08:00:00Z')
    const company = await createCompany(names.company, now)
    const requestPem = await requestCertificate(names, token.key(keyId))
    const { installation } = await issueCertificate(company, requestPem, { now })
    const publicKey = Buffer.from(token.key(keyId).publicKey).toString('base64')
    const identity: TechnicianIdentity = {
      names,
      key: { kind: 'token', module: hsm.module, tokenSerial: token.serial, keyId, publicKey },
      installation: null,
    }
    const signer = technicianSigner(install(identity, installation), token.key(keyId), 'token')
    const pack = await buildPack(sampleInput(), signer)
    const report = await verifyPack(zipOf(pack.files.insurer), { rootsPem: [installation.rootPem], now: sealedAt })
    expect(report).toMatchObject({ valid: true, signer: 'O=Acme Installers, CN=J. Doe on laptop-07' })
    const context = pack.files.insurer.find(([name]) => name === 'pack.json')?.[1].toString()
    expect(context).toContain('"keyTier": "token"')
  })

  it('is not given to a wrong PIN, which is not repeated in the error', () => {
    token.close()
    try {
      const attempt = () => openToken(hsm.module, null, Secret.of('999999'))
      expect(attempt).toThrow(expect.objectContaining({ code: 'evidence/token-unavailable' }))
      expect(attempt).not.toThrow(/999999/)
    } finally {
      token = openToken(hsm.module, null, hsm.pin())
    }
  })

  it('is said to be missing when no such token or key is there', () => {
    expect(() => token.key('00ff')).toThrow('does not hold the key')
    token.close()
    try {
      expect(() => openToken(hsm.module, 'another token', hsm.pin())).toThrow('No such token')
      expect(() => openToken(join(folder.path, 'none.so'), null, hsm.pin())).toThrow('could not be loaded')
    } finally {
      token = openToken(hsm.module, null, hsm.pin())
    }
  })

  it.each([
    ['small numbers', `${'00'.repeat(31)}01${'00'.repeat(31)}7f`, '300602010102017f'],
    [
      'numbers that would read as negative',
      `80${'00'.repeat(31)}ff${'11'.repeat(31)}`,
      `30460221008${'0'.repeat(63)}022100ff${'11'.repeat(31)}`,
    ],
  ])('turns %s into the form of signatures', (_what, raw, der) => {
    expect(derSignature(Buffer.from(raw, 'hex')).toString('hex')).toBe(der)
  })
})
