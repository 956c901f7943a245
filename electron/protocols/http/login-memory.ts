import { createHmac, randomBytes } from 'node:crypto'
import type { Credential, Secret } from '../../model/secret.ts'
import { type Challenge, chooseDigest, DigestSession } from './digest.ts'

/** Tags of credentials are good for comparing within this process and for nothing else. */
const tagKey = randomBytes(32)

/** It is asked for before each request: kept as long as the password itself is. */
const tags = new WeakMap<Secret, { readonly username: string; readonly tag: string }>()

/** A short name for a credential that tells nothing about it. */
export function credentialTag({ username, password }: Credential): string {
  const known = tags.get(password)
  if (known?.username === username) return known.tag
  const tag = createHmac('sha256', tagKey).update(username).update('\0').update(password.bytes()).digest('base64url')
  tags.set(password, { username, tag })
  return tag
}

/**
 * What one endpoint showed of its login so far: how strong its best Digest offer was, and the nonce on which a credential was
 * accepted. Kept for one step of a visit, so that a weaker offer is noticed and a proven login costs one request.
 */
export class LoginMemory {
  #strongest = 0
  #proven: { readonly tag: string; readonly session: DigestSession } | null = null

  get strongestDigest(): number {
    return this.#strongest
  }

  /**
   * Answers the strongest Digest offer, and keeps how strong it was. Null when the device offers no Digest at all.
   * @throws {ProtocolViolation} {CredentialWithheld} as `chooseDigest` does
   */
  sessionFor(challenges: readonly Challenge[]): DigestSession | null {
    const offer = chooseDigest(challenges, this.#strongest)
    if (offer === null) return null
    this.#strongest = Math.max(this.#strongest, offer.strength)
    return new DigestSession(offer)
  }

  /** The nonce that this very credential was accepted on, or null. */
  proven(credential: Credential): DigestSession | null {
    return this.#proven?.tag === credentialTag(credential) ? this.#proven.session : null
  }

  keepProven(credential: Credential, session: DigestSession): void {
    this.#proven = { tag: credentialTag(credential), session }
  }

  /** The same knowledge of the device, without the login. */
  withoutSession(): LoginMemory {
    const memory = new LoginMemory()
    memory.#strongest = this.#strongest
    return memory
  }

  forget(): void {
    this.#proven = null
  }
}
