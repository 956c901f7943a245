import { inspect } from 'node:util'

/**
 * Bytes that must not be seen: a password, a key. Shows as `[secret]` in JSON, templates, logs and the inspector;
 * `reveal()` is the one, greppable, way to the text. Wipe it when its work is done.
 */
export class Secret {
  readonly #bytes: Buffer
  private constructor(bytes: Buffer) {
    this.#bytes = bytes
  }
  static of(text: string): Secret {
    return new Secret(Buffer.from(text, 'utf8'))
  }
  /** Takes the buffer over: `wipe()` clears it. */
  static fromBytes(bytes: Buffer): Secret {
    return new Secret(bytes)
  }
  reveal(): string {
    return this.#bytes.toString('utf8')
  }
  bytes(): Buffer {
    return this.#bytes
  }
  equals(other: Secret): boolean {
    return this.#bytes.equals(other.#bytes)
  }
  wipe(): void {
    this.#bytes.fill(0)
  }
  toJSON(): string {
    return '[secret]'
  }
  toString(): string {
    return '[secret]'
  }
  [inspect.custom](): string {
    return '[secret]'
  }
}

/** A login with name and password: ONVIF, web, RTSP. */
export interface Credential {
  readonly username: string
  readonly password: Secret
}

/** SNMPv3 user with authPriv. @see RFC 3414 */
export interface UsmCredential {
  readonly user: string
  readonly authProtocol: 'md5' | 'sha' | 'sha224' | 'sha256' | 'sha384' | 'sha512'
  readonly authKey: Secret
  readonly privProtocol: 'des' | 'aes' | 'aes256b' | 'aes256r'
  readonly privKey: Secret
}
