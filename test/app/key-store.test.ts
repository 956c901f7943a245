import { describe, expect, it } from 'vitest'
import { answerKeyStore } from '../../electron/app/answer-key-store.ts'
import { MainKeyStore } from '../../electron/app/host/main-key-store.ts'
import { storeStatus } from '../../electron/app/store-status.ts'
import { FakeStore } from '../evidence/support/fake-store.ts'

describe('the key store of this computer', () => {
  it('is offered on Windows, on macOS, and on Linux with a keyring or KWallet', () => {
    expect(storeStatus({ platform: 'win32', available: true, backend: null })).toMatchObject({ offered: true })
    expect(storeStatus({ platform: 'darwin', available: true, backend: null })).toMatchObject({ offered: true })
    for (const backend of ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']) {
      expect(storeStatus({ platform: 'linux', available: true, backend })).toMatchObject({ offered: true })
    }
  })

  it('is refused where Electron would only hide the text, whatever it says of itself', () => {
    const status = storeStatus({ platform: 'linux', available: true, backend: 'basic_text' })
    expect(status).toMatchObject({ offered: false, reason: expect.stringContaining('keeps nothing secret') })
    for (const backend of ['unknown', 'something new', null]) {
      expect(storeStatus({ platform: 'linux', available: true, backend })).toMatchObject({ offered: false })
    }
  })

  it('is refused while it is locked', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      const facts = { platform, available: false, backend: 'gnome_libsecret' }
      expect(storeStatus(facts)).toEqual({ offered: false, reason: expect.stringContaining('locked') })
    }
  })

  it('answers the engine process question by question, trouble included', async () => {
    const store = new FakeStore()
    const far: MainKeyStore = new MainKeyStore(async (id, question) => {
      // What crosses to another process is a copy.
      const answer = await answerKeyStore(store, structuredClone(question))
      far.answered(id, structuredClone(answer))
    })
    expect(await far.status()).toEqual({ offered: true, name: 'a store for tests' })
    const secret = Buffer.from('0123456789abcdef0123456789abcdef')
    const [one, two] = await Promise.all([far.seal(secret), far.seal(Buffer.alloc(32, 1))])
    expect(await far.open(one)).toEqual(secret)
    expect(await far.open(two)).toEqual(Buffer.alloc(32, 1))
    await expect(far.open(Buffer.alloc(60))).rejects.toMatchObject({
      code: 'evidence/key-store-unavailable',
      message: 'Another computer sealed this.',
    })
  })

  it('keeps nothing of a secret that passed through', async () => {
    const bytes = new Uint8Array(32).fill(7)
    await answerKeyStore(new FakeStore(), { what: 'seal', bytes })
    expect([...bytes]).toEqual(Array(32).fill(0))
  })
})
