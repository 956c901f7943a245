import { createHmac, timingSafeEqual } from 'node:crypto'
import type { KdfParameters } from './keys.ts'
import { keyBytes, NotAuthentic, nonceBytes, seal, subkey, tagBytes, unseal } from './sealing.ts'

/*
 * The password journal on disk. Numbers are little-endian.
 *
 *   header   "FSEALPW1" | u32 memory KiB | u32 passes | u32 lanes | salt 16 | wrapped journal key 60      (twice)
 *   record   u32 length of body | u32 sequence | tag of the record before 16 | check 8 | body             (any number)
 *   body     nonce 12 | ciphertext | tag 16, AES-256-GCM, bound to the 24 bytes before the check
 *
 * The chain: each record names the tag of the one before it, so none can be changed, left out or moved unseen. The check is
 * keyed as well: a length that was tampered with is told from a record that was cut off by a crash.
 */
const magic = Buffer.from('FSEALPW1', 'latin1')
const saltBytes = 16
const parameterBytes = magic.length + 12 + saltBytes
const headerBytes = parameterBytes + nonceBytes + keyBytes + tagBytes
const boundBytes = 24
const checkBytes = 8
export const recordHeadBytes = boundBytes + checkBytes
/** Two headers: one flipped bit must not cost the key of every record. */
export const recordsStart = 2 * headerBytes
/** No record of ours comes near; a larger length is damage. */
const largestBody = 64 * 1024
export const noTag = Buffer.alloc(tagBytes)

export interface JournalHeader {
  readonly kdf: KdfParameters
  readonly salt: Buffer
  readonly bytes: Buffer
}

/** Both copies: parameters and salt in the clear, and the key of the journal sealed under the one that the passphrase gives. */
export function encodeHeaders(kdf: KdfParameters, salt: Buffer, wrapKey: Buffer, journalKey: Buffer): Buffer {
  const parameters = Buffer.alloc(parameterBytes)
  magic.copy(parameters)
  for (const [index, value] of [kdf.memoryKiB, kdf.passes, kdf.lanes].entries()) {
    parameters.writeUInt32LE(value, magic.length + 4 * index)
  }
  salt.copy(parameters, magic.length + 12)
  const header = Buffer.concat([parameters, seal(wrapKey, parameters, journalKey)])
  return Buffer.concat([header, header])
}

/** The two copies, as far as they are there; a copy without the magic is left out. Nothing in them is proven yet. */
export function decodeHeaders(file: Buffer): JournalHeader[] {
  return [0, 1].flatMap((copy) => {
    const bytes = file.subarray(copy * headerBytes, (copy + 1) * headerBytes)
    if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return []
    const [memoryKiB, passes, lanes] = [0, 4, 8].map((offset) => bytes.readUInt32LE(magic.length + offset))
    if (memoryKiB === undefined || passes === undefined || lanes === undefined) return []
    return [
      {
        kdf: { memoryKiB, passes, lanes },
        salt: Buffer.from(bytes.subarray(magic.length + 12, parameterBytes)),
        bytes,
      },
    ]
  })
}

/** @throws {NotAuthentic} */
export function unwrapJournalKey({ bytes }: JournalHeader, wrapKey: Buffer): Buffer {
  return unseal(wrapKey, bytes.subarray(0, parameterBytes), bytes.subarray(parameterBytes))
}

export interface JournalRecord {
  readonly offset: number
  readonly end: number
  readonly sequence: number
  readonly tag: Buffer
}

/** Writes and reads records under one journal key. */
export class RecordCipher {
  readonly #key: Buffer
  readonly #checkKey: Buffer

  constructor(journalKey: Buffer) {
    this.#key = Buffer.from(journalKey)
    this.#checkKey = subkey(journalKey, Buffer.alloc(0), 'journal length check 1')
  }

  encode(sequence: number, previousTag: Buffer, payload: Buffer): Buffer {
    const bound = Buffer.alloc(boundBytes)
    bound.writeUInt32LE(nonceBytes + payload.length + tagBytes, 0)
    bound.writeUInt32LE(sequence, 4)
    previousTag.copy(bound, 8)
    const body = seal(this.#key, bound, payload)
    if (body.length > largestBody) throw new Error('a journal record must stay small')
    return Buffer.concat([bound, this.#check(bound), body])
  }

  /** Whether a record head of ours begins here, and what it says. Null when it does not. */
  head(file: Buffer, offset: number): (JournalRecord & { readonly previousTag: Buffer }) | null {
    const bound = file.subarray(offset, offset + boundBytes)
    const check = file.subarray(offset + boundBytes, offset + recordHeadBytes)
    if (check.length < checkBytes) return null
    const length = bound.readUInt32LE(0)
    if (length < nonceBytes + tagBytes || length > largestBody) return null
    if (!timingSafeEqual(check, this.#check(bound))) return null
    const end = offset + recordHeadBytes + length
    const tag = Buffer.from(file.subarray(end - tagBytes, end))
    return { offset, end, sequence: bound.readUInt32LE(4), previousTag: Buffer.from(bound.subarray(8)), tag }
  }

  /** The payload of the record that begins here. Wipe it after use. @throws {NotAuthentic} */
  payload(file: Buffer, { offset, end }: { readonly offset: number; readonly end: number }): Buffer {
    if (end > file.length) throw new NotAuthentic('the record is cut off')
    return unseal(this.#key, file.subarray(offset, offset + boundBytes), file.subarray(offset + recordHeadBytes, end))
  }

  wipe(): void {
    this.#key.fill(0)
    this.#checkKey.fill(0)
  }

  #check(bound: Buffer): Buffer {
    return createHmac('sha256', this.#checkKey).update(bound).digest().subarray(0, checkBytes)
  }
}

/**
 * Every record that still authenticates, wherever damage left it; for recovery, never for normal opening.
 * The chain is not asked for: a candidate too many does no harm, one too few may.
 */
export function* salvage(
  file: Buffer,
  cipher: RecordCipher,
): Generator<{ readonly payload: Buffer; readonly bytes: number }> {
  for (let offset = recordsStart; offset + recordHeadBytes < file.length; ) {
    const head = cipher.head(file, offset)
    if (head === null) {
      offset += 1
      continue
    }
    try {
      yield { payload: cipher.payload(file, head), bytes: head.end - offset }
      offset = head.end
    } catch (error) {
      if (!(error instanceof NotAuthentic)) throw error
      offset += recordHeadBytes
    }
  }
}
