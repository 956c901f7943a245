import { KeyStoreUnavailable } from '../../evidence/errors.ts'
import type { SystemStore, SystemStoreStatus } from '../../evidence/system-store.ts'
import type { KeyStoreAnswer, KeyStoreQuestion } from './messages.ts'

type Waiting = (answer: KeyStoreAnswer) => void

/** The key store of the operating system as the engine process reaches it: every call is one question to main. */
export class MainKeyStore implements SystemStore {
  readonly #ask: (id: number, question: KeyStoreQuestion) => void
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  constructor(ask: (id: number, question: KeyStoreQuestion) => void) {
    this.#ask = ask
  }

  async status(): Promise<SystemStoreStatus> {
    const answer = await this.#question({ what: 'status' })
    if (answer.kind === 'status') return answer.status
    throw unexpected(answer)
  }

  async seal(secret: Uint8Array): Promise<Uint8Array> {
    return await this.#bytes({ what: 'seal', bytes: secret })
  }

  async open(sealed: Uint8Array): Promise<Buffer> {
    return await this.#bytes({ what: 'open', bytes: sealed })
  }

  /** What main answered to the question of this number. */
  answered(id: number, answer: KeyStoreAnswer): void {
    this.#waiting.get(id)?.(answer)
    this.#waiting.delete(id)
  }

  async #bytes(question: KeyStoreQuestion): Promise<Buffer> {
    const answer = await this.#question(question)
    if (answer.kind === 'bytes') return Buffer.from(answer.bytes)
    throw unexpected(answer)
  }

  #question(question: KeyStoreQuestion): Promise<KeyStoreAnswer> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      this.#ask(id, question)
    })
  }
}

const unexpected = (answer: KeyStoreAnswer): Error =>
  answer.kind === 'refused' ? new KeyStoreUnavailable(answer.reason) : new Error(`main answered ${answer.kind}`)
