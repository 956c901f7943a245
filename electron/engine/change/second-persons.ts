import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { passphraseMinLength } from '../../contract/limits.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'

/** The yes of a second person could not be proven. */
export class SecondPersonRefused extends ExpectedError {
  override readonly name = 'SecondPersonRefused'
  readonly code = 'fix/second-person-refused'
  readonly remedy =
    'Let the second person enter their own name and passphrase. It cannot be the technician of this site.'
}

const blobId = 'second-persons'
const minLength = passphraseMinLength
const keyBytes = 32
/** N, r, p of RFC 7914: 64 MiB, about a quarter of a second. */
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const
const derive = promisify<Buffer, Buffer, number, object, Buffer>(scrypt)

const stored = z.array(z.object({ name: z.string(), salt: z.string(), key: z.string() }))
type Stored = z.output<typeof stored>

/**
 * People who may agree to a change that one person alone must not make. Each has a passphrase of their own, of which the vault
 * keeps only what proves it.
 * @see RFC 7914
 */
export class SecondPersons {
  readonly #vault: Vault
  readonly #log: () => EventLog
  readonly #technician: () => string

  constructor(parts: { readonly vault: Vault; readonly log: () => EventLog; readonly technician: () => string }) {
    this.#vault = parts.vault
    this.#log = parts.log
    this.#technician = parts.technician
  }

  names(): string[] {
    return this.#all().map(({ name }) => name)
  }

  /** Adds a person, or gives a known one a new passphrase. @throws {SecondPersonRefused} */
  async enroll(name: string, passphrase: Secret): Promise<void> {
    const wanted = name.trim()
    if (wanted === '' || isSame(wanted, this.#technician())) {
      throw new SecondPersonRefused('The second person must be somebody else than the technician of this site.')
    }
    if (passphrase.reveal().length < minLength) {
      throw new SecondPersonRefused(`The passphrase of the second person needs at least ${minLength} characters.`)
    }
    const salt = randomBytes(16)
    const key = await derive(passphrase.bytes(), salt, keyBytes, cost)
    const others = this.#all().filter((person) => !isSame(person.name, wanted))
    const all: Stored = [...others, { name: wanted, salt: salt.toString('base64'), key: key.toString('base64') }]
    this.#vault.putBlob(blobId, Buffer.from(JSON.stringify(all)))
    this.#log().append({ type: 'second-person.enrolled', name: wanted })
  }

  /** The name as it was enrolled, when the passphrase is theirs. Each try is logged. @throws {SecondPersonRefused} */
  async prove(name: string, passphrase: Secret): Promise<string> {
    const person = this.#all().find((one) => isSame(one.name, name.trim()))
    // A name that nobody has costs the same time as a wrong passphrase.
    const salt = person === undefined ? randomBytes(16) : Buffer.from(person.salt, 'base64')
    const key = await derive(passphrase.bytes(), salt, keyBytes, cost)
    const isRight = person !== undefined && timingSafeEqual(key, Buffer.from(person.key, 'base64'))
    this.#log().append({ type: 'second-person.asked', name: name.trim(), agreed: isRight })
    if (!isRight || isSame(person.name, this.#technician())) {
      throw new SecondPersonRefused('This name and passphrase are not those of a second person of this site.')
    }
    return person.name
  }

  #all(): Stored {
    const bytes = this.#vault.blob(blobId)
    return bytes === null ? [] : stored.parse(JSON.parse(bytes.toString('utf8')))
  }
}

const isSame = (left: string, right: string): boolean => left.trim().toLowerCase() === right.trim().toLowerCase()
