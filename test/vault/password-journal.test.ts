import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RecordCipher, recordsStart, salvage } from '../../electron/vault/journal-format.ts'
import { PasswordJournal, passwordJournalOf } from '../../electron/vault/password-journal.ts'
import { codeOf, openDescriptors, quickKeys, temporaryFolder } from '../store/site-fixture.ts'

// Key derivation and thousands of small files take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder: string
let file: string
const keys = quickKeys()
beforeEach(() => {
  folder = temporaryFolder()
  file = passwordJournalOf(path.join(folder, 'x.fieldseal'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Writes these records and returns the file with the end of each. */
function written(...texts: string[]): { whole: Buffer; ends: number[] } {
  const journal = PasswordJournal.create(file, keys)
  const ends = texts.map((text) => {
    journal.append(Buffer.from(text))
    return fs.statSync(file).size
  })
  journal.close()
  return { whole: fs.readFileSync(file), ends }
}

/** The records of a file with these bytes, then closed. */
function read(bytes: Buffer): string[] {
  fs.writeFileSync(file, bytes)
  const journal = PasswordJournal.open(file, keys.wrapKey)
  try {
    return Array.from({ length: journal.count }, (_, sequence) => journal.payload(sequence).toString())
  } finally {
    journal.close()
  }
}

const trouble = (bytes: Buffer): string => codeOf(() => read(bytes))

it('gives back what was appended, in this run and the next', () => {
  const journal = PasswordJournal.create(file, keys)
  journal.append(Buffer.from('one'))
  journal.append(Buffer.alloc(0))
  expect([journal.payload(0).toString(), journal.payload(1).toString()]).toEqual(['one', ''])
  const tag = journal.tagAfter(2)
  journal.close()
  const again = PasswordJournal.open(file, keys.wrapKey)
  expect(again.count).toBe(2)
  expect(again.tagAfter(2)).toEqual(tag)
  expect(again.tagAfter(3)).toBeNull()
  again.append(Buffer.from('three'))
  again.close()
  expect(read(fs.readFileSync(file))).toEqual(['one', '', 'three'])
})

it('never takes a name that SQLite deletes', () => {
  for (const ending of ['-journal', '-wal', '-shm']) {
    expect(() => PasswordJournal.create(`${path.join(folder, 'x.fieldseal')}${ending}`, keys)).toThrow(/SQLite/)
  }
})

it('is readable by its owner alone', () => {
  written('one')
  if (process.platform !== 'win32') expect(fs.statSync(file).mode & 0o077).toBe(0)
})

describe('a crash while appending', () => {
  it('costs only the record that was being written, at every byte of it', () => {
    const { whole, ends } = written('first', 'second', 'third')
    for (let length = recordsStart; length <= whole.length; length += 1) {
      const complete = ends.filter((end) => end <= length).length
      expect(read(whole.subarray(0, length)), `cut at ${length}`).toEqual(
        ['first', 'second', 'third'].slice(0, complete),
      )
      expect(fs.statSync(file).size).toBe([recordsStart, ...ends][complete])
    }
  })

  it('may leave room that was never filled', () => {
    const { whole, ends } = written('first', 'second')
    const [first = 0, second = 0] = ends
    for (let filled = first; filled < second - 16; filled += 1) {
      const bytes = Buffer.concat([whole.subarray(0, filled), Buffer.alloc(second - filled)])
      expect(read(bytes), `filled to ${filled}`).toEqual(['first'])
    }
    expect(read(Buffer.concat([whole, Buffer.alloc(4096)]))).toEqual(['first', 'second'])
  })

  it('is no excuse for zeros before a record that is there', () => {
    const { whole, ends } = written('first', 'second')
    const hole = Buffer.from(whole).fill(0, recordsStart, ends[0])
    expect(trouble(hole)).toBe('vault/journal-damaged')
    expect(trouble(Buffer.concat([hole, Buffer.alloc(64)]))).toBe('vault/journal-damaged')
  })

  it('goes on after the cut', () => {
    const { whole } = written('first', 'second')
    fs.writeFileSync(file, whole.subarray(0, whole.length - 3))
    const journal = PasswordJournal.open(file, keys.wrapKey)
    journal.append(Buffer.from('instead'))
    journal.close()
    expect(read(fs.readFileSync(file))).toEqual(['first', 'instead'])
  })
})

describe('tampering', () => {
  it('is noticed for every flipped byte before the last record', () => {
    const { whole, ends } = written('first', 'second', 'third')
    for (let offset = 0; offset < (ends[1] ?? 0); offset += 1) {
      const spoilt = Buffer.from(whole)
      spoilt[offset] = (spoilt[offset] ?? 0) ^ (1 << (offset % 8))
      expect(trouble(spoilt), `byte ${offset}`).toBe('vault/journal-damaged')
      expect(fs.statSync(file).size, 'a damaged journal is left as it is').toBe(whole.length)
    }
    expect(openDescriptors(folder)).toEqual([])
  })

  it('is noticed for every flipped byte of the last record', () => {
    const { whole, ends } = written('first', 'second')
    for (let offset = ends[0] ?? 0; offset < whole.length; offset += 1) {
      const spoilt = Buffer.from(whole)
      spoilt[offset] = (spoilt[offset] ?? 0) ^ 0x80
      expect(trouble(spoilt), `byte ${offset}`).toBe('vault/journal-damaged')
    }
  })

  it('is noticed when a record is removed, swapped, doubled or brought from another journal', () => {
    const { whole, ends } = written('aaaa', 'bbbb', 'cccc')
    const [a = 0, b = 0, c = 0] = ends
    const head = whole.subarray(0, recordsStart)
    const [first, second, third] = [whole.subarray(recordsStart, a), whole.subarray(a, b), whole.subarray(b, c)]
    fs.rmSync(file)
    const foreign = written('aaaa', 'bbbb', 'cccc').whole
    for (const [name, parts] of Object.entries({
      'the first removed': [head, second, third],
      'the middle removed': [head, first, third],
      swapped: [head, second, first, third],
      doubled: [head, first, first, second],
      'doubled at the end': [head, first, second, third, third],
      'from another journal': [head, first, foreign.subarray(a, b), third],
      'under another header': [foreign.subarray(0, recordsStart), first, second, third],
      'rubbish behind': [whole, randomBytes(200)],
    })) {
      expect(trouble(Buffer.concat(parts)), name).toBe('vault/journal-damaged')
    }
    expect(read(whole)).toEqual(['aaaa', 'bbbb', 'cccc'])
  })

  it('does not open under another key, nor without its header', () => {
    const { whole } = written('one')
    expect(codeOf(() => PasswordJournal.open(file, quickKeys().wrapKey))).toBe('vault/journal-damaged')
    for (const length of [0, 10, recordsStart - 1])
      expect(trouble(whole.subarray(0, length))).toBe('vault/journal-damaged')
  })
})

describe('two writers', () => {
  it('are refused in one process', () => {
    const journal = PasswordJournal.create(file, keys)
    expect(codeOf(() => PasswordJournal.open(file, keys.wrapKey))).toBe('vault/in-use')
    expect(codeOf(() => PasswordJournal.create(file, keys))).toBe('vault/in-use')
    journal.close()
    PasswordJournal.open(file, keys.wrapKey).close()
  })

  it('are noticed before anything is overwritten', () => {
    const journal = PasswordJournal.create(file, keys)
    journal.append(Buffer.from('mine'))
    fs.appendFileSync(file, 'theirs')
    const before = fs.readFileSync(file)
    expect(codeOf(() => journal.append(Buffer.from('more')))).toBe('vault/journal-unwritable')
    expect(codeOf(() => journal.append(Buffer.from('more')))).toBe('vault/journal-unwritable')
    journal.close()
    expect(fs.readFileSync(file)).toEqual(before)
  })
})

it('salvages every record but the one that a flipped byte hit', () => {
  const journalKey = randomBytes(32)
  const cipher = new RecordCipher(journalKey)
  const records = ['first', 'second', 'third'].map((text, index) =>
    cipher.encode(index, randomBytes(16), Buffer.from(text)),
  )
  const whole = Buffer.concat([Buffer.alloc(recordsStart), ...records])
  const firstEnd = recordsStart + (records[0]?.length ?? 0)
  const secondEnd = firstEnd + (records[1]?.length ?? 0)
  for (let offset = firstEnd; offset < secondEnd; offset += 1) {
    const spoilt = Buffer.from(whole)
    spoilt[offset] = (spoilt[offset] ?? 0) ^ 1
    expect(
      [...salvage(spoilt, cipher)].map(({ payload }) => payload.toString()),
      `byte ${offset}`,
    ).toEqual(['first', 'third'])
  }
  expect([
    ...salvage(Buffer.concat([whole.subarray(0, firstEnd), randomBytes(77), whole.subarray(firstEnd)]), cipher),
  ]).toHaveLength(3)
})
