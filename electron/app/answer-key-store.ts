import { KeyStoreUnavailable } from '../evidence/errors.ts'
import type { SystemStore } from '../evidence/system-store.ts'
import type { KeyStoreAnswer, KeyStoreQuestion } from './host/messages.ts'

/** Main's answer to one question of the engine process. Expected trouble is an answer too; a bug throws. */
export async function answerKeyStore(store: SystemStore, question: KeyStoreQuestion): Promise<KeyStoreAnswer> {
  try {
    if (question.what === 'status') return { kind: 'status', status: await store.status() }
    return { kind: 'bytes', bytes: await store[question.what](question.bytes) }
  } catch (error) {
    if (!(error instanceof KeyStoreUnavailable)) throw error
    return { kind: 'refused', reason: error.message }
  } finally {
    if (question.what === 'seal') question.bytes.fill(0)
  }
}
