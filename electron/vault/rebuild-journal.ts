import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { eventId, eventPayload, headOf, headRow, readHead } from './event-ledger.ts'
import { decodeHeaders, RecordCipher, salvage, unwrapJournalKey } from './journal-format.ts'
import type { SiteKeys } from './keys.ts'
import { PasswordJournal } from './password-journal.ts'
import type { SealedTable } from './sealed-table.ts'
import { NotAuthentic } from './sealing.ts'

/**
 * Writes a new journal from the site file, after taking over every event that only the old journal holds. The old one is kept
 * beside it as `.damaged-<time>`. Can be repeated after a crash at any point.
 */
export function rebuildJournal(
  file: string,
  keys: Pick<SiteKeys, 'salt' | 'wrapKey'>,
  table: SealedTable,
  now: string,
): PasswordJournal {
  const { count } = readHead(table)
  const payloads = Array.from({ length: count }, (_, sequence) => eventPayload(table, sequence))
  if (fs.existsSync(file)) {
    const known = new Set(payloads.map(digest))
    const foreign = salvaged(fs.readFileSync(file), keys.wrapKey).filter((payload) => !known.has(digest(payload)))
    payloads.push(...foreign)
    // Into the site file first: from here on the old journal is no longer the only place. No journal has this tag yet, so
    // that a crash before the last line asks for a rebuild again.
    table.putAll([
      ...foreign.map((payload, index) => table.sealed(eventId(count + index), payload)),
      headRow(table, { count: payloads.length, tag: 'rebuilding' }),
    ])
    fs.renameSync(file, `${file}.damaged-${now.replaceAll(/[^0-9TZ]/g, '')}`)
  }
  const journal = PasswordJournal.create(file, keys, payloads)
  for (const payload of payloads) payload.fill(0)
  try {
    table.putAll([headRow(table, headOf(journal))])
  } catch (error) {
    journal.close()
    throw error
  }
  return journal
}

function salvaged(file: Buffer, wrapKey: Buffer): Buffer[] {
  for (const header of decodeHeaders(file)) {
    try {
      const cipher = new RecordCipher(unwrapJournalKey(header, wrapKey))
      return [...salvage(file, cipher)].map(({ payload }) => payload)
    } catch (error) {
      if (!(error instanceof NotAuthentic)) throw error
      // The other copy of the header may hold.
    }
  }
  return []
}

const digest = (payload: Buffer): string => createHash('sha256').update(payload).digest('hex')
