import type { Credential } from '../../model/secret.ts'
import { credentialTag, LoginMemory } from '../../protocols/http/login-memory.ts'
import type { WebTarget } from './web-target.ts'

/** What one step of a visit knows of one web server. Lives in the memo of the connection. */
export class WebMemory {
  readonly logins = new LoginMemory()
  /** The words of an answer that spoke of a lock: nothing more is sent in this step. */
  lockedBecause: string | null = null
  readonly #refused = new Set<string>()

  static of(memo: Map<string, unknown>, { address, port }: WebTarget): WebMemory {
    const key = `web.memory ${address} ${port}`
    const known = memo.get(key)
    if (known instanceof WebMemory) return known
    const fresh = new WebMemory()
    memo.set(key, fresh)
    return fresh
  }

  /** True for a login that this server refused in this step and has not taken since. */
  wasRefused(credential: Credential): boolean {
    return this.#refused.has(credentialTag(credential))
  }

  refused(credential: Credential): void {
    this.#refused.add(credentialTag(credential))
  }

  accepted(credential: Credential): void {
    this.#refused.delete(credentialTag(credential))
  }
}
