import type { SecretRow } from '../model/secret-table.ts'
import { type AccountEvent, Accounts, type PasswordEntry } from './accounts.ts'
import { VaultError } from './errors.ts'
import { pack, unpack } from './framing.ts'
import type { PasswordJournal } from './password-journal.ts'
import type { SealedTable } from './sealed-table.ts'

interface Head {
  readonly count: number
  readonly tag: string
}

const headId = 'journal-head'
export const eventId = (sequence: number): string => `event/${String(sequence).padStart(9, '0')}`

/** How many events the site file holds, and the journal tag that stands for them. */
export function readHead(table: SealedTable): Head {
  const bytes = table.load(headId)
  return bytes === null ? { count: 0, tag: '' } : unpack<Head>(bytes).facts
}

export const headRow = (table: SealedTable, head: Head): SecretRow => table.sealed(headId, pack(head, []))

export function headOf(journal: PasswordJournal): Head {
  return { count: journal.count, tag: journal.tagAfter(journal.count)?.toString('hex') ?? '' }
}

/** The payload of an event of the site file. Wipe it after use. @throws {VaultError} `vault/damaged` when it is not there */
export function eventPayload(table: SealedTable, sequence: number): Buffer {
  const payload = table.load(eventId(sequence))
  if (payload === null) throw new VaultError('vault/damaged', `The site file lacks password event ${sequence + 1}.`)
  return payload
}

/**
 * The events of all accounts, kept twice: in the journal first, then in the site file. Each place alone holds everything.
 * Opening takes over what only the journal has (the app ended between the two) and refuses a journal that is older than the
 * site file or another one.
 */
export class EventLedger {
  readonly accounts = new Accounts()
  readonly #table: SealedTable
  readonly #journal: PasswordJournal
  #count = 0
  /** Rows that the journal has and the site file could not take yet. */
  readonly #waiting = new Map<string, SecretRow>()

  /** @throws {VaultError} `vault/journal-rolled-back`, `vault/damaged` @throws {StoreError} */
  constructor(table: SealedTable, journal: PasswordJournal) {
    this.#table = table
    this.#journal = journal
    const { count, tag } = readHead(table)
    if (count > journal.count) {
      throw new VaultError(
        'vault/journal-rolled-back',
        `The password journal ends at record ${journal.count}; the site file knows ${count}.`,
      )
    }
    if (count > 0 && journal.tagAfter(count)?.toString('hex') !== tag) {
      throw new VaultError(
        'vault/journal-rolled-back',
        'The password journal is not the one that this site file wrote.',
      )
    }
    for (let sequence = 0; sequence < journal.count; sequence += 1) {
      const payload = sequence < count ? eventPayload(table, sequence) : journal.payload(sequence)
      if (sequence >= count) this.#wait(sequence, payload)
      this.accounts.apply(sequence, unpack<AccountEvent>(payload).facts)
      payload.fill(0)
    }
    this.#count = journal.count
    if (this.#waiting.size > 0) this.#flush()
  }

  /**
   * On disk in both places when it returns. If it throws and the event is known to `accounts` all the same, the journal has it
   * and the site file takes it with the next one.
   * @throws {VaultError} `vault/journal-unwritable` @throws {StoreError}
   */
  record(event: AccountEvent, secrets: readonly Buffer[] = []): void {
    const payload = pack(event, secrets)
    try {
      this.#journal.append(payload)
      this.#wait(this.#count, payload)
    } finally {
      payload.fill(0)
    }
    this.accounts.apply(this.#count, event)
    this.#count += 1
    this.#flush()
  }

  /** A copy of the password that stands there. */
  password(where: Pick<PasswordEntry, 'sequence' | 'part'>): Buffer {
    const copy = this.passwordOrNull(where)
    if (copy === null) throw new Error(`event ${where.sequence} holds no secret ${where.part}`)
    return copy
  }

  /** As `password`; null where the event was recorded without that part. */
  passwordOrNull({ sequence, part }: Pick<PasswordEntry, 'sequence' | 'part'>): Buffer | null {
    const waiting = this.#waiting.get(eventId(sequence))
    const payload = waiting === undefined ? eventPayload(this.#table, sequence) : this.#table.open(waiting)
    const secret = unpack(payload).secrets[part]
    const copy = secret === undefined ? null : Buffer.from(secret)
    payload.fill(0)
    return copy
  }

  close(): void {
    this.#journal.close()
  }

  #wait(sequence: number, payload: Buffer): void {
    const row = this.#table.sealed(eventId(sequence), payload)
    this.#waiting.set(row.id, row)
  }

  #flush(): void {
    this.#table.putAll([...this.#waiting.values(), headRow(this.#table, headOf(this.#journal))])
    this.#waiting.clear()
  }
}
