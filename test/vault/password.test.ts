import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generatePassword, safeAlphabet } from '../../electron/vault/password.ts'

const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]

describe('a generated password', () => {
  it('has 20 characters of the safe alphabet, one of each class, and plain ends', () => {
    for (let index = 0; index < 500; index += 1) {
      const text = generatePassword().reveal()
      expect(text).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9._-]{18}[a-zA-Z0-9]$/)
      expect([...text].every((letter) => safeAlphabet.includes(letter))).toBe(true)
      expect(text).not.toMatch(/[lIO01]/)
      for (const kind of kinds) expect(text).toMatch(kind)
    }
  })

  it('keeps to the length and the alphabet of any device, and to one of each of its classes', () => {
    const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 128 }), fc.subarray(printable), (length, chosen) => {
        const alphabet = `${chosen.join('')}abcdefghij`
        const text = generatePassword({ length, alphabet }).reveal()
        const usable = [...alphabet].filter((letter) => /[a-zA-Z0-9._-]/.test(letter)).join('')
        expect(text).toHaveLength(length)
        expect([...text].every((letter) => usable.includes(letter))).toBe(true)
        for (const kind of kinds) expect(kind.test(text)).toBe(kind.test(usable))
      }),
      { numRuns: 200 },
    )
  })

  it('leaves out what breaks the parsers of devices, even if the device says that it can store it', () => {
    const everything = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('')
    const text = Array.from({ length: 50 }, () =>
      generatePassword({ alphabet: `${everything} ä\u202e`, length: 128 }).reveal(),
    ).join('')
    expect(text).not.toMatch(/[&<>"'%+;:/\\ `$#?@,=*()[\]{}|^~!ä\u202e]/)
  })

  it('uses every character equally often', () => {
    const counts = new Map<string, number>()
    const length = 102
    const rounds = 300
    for (let index = 0; index < rounds; index += 1) {
      for (const letter of generatePassword({ length }).reveal().slice(1, -1))
        counts.set(letter, (counts.get(letter) ?? 0) + 1)
    }
    const expected = (rounds * (length - 2)) / safeAlphabet.length
    const chiSquare = [...safeAlphabet].reduce(
      (sum, letter) => sum + ((counts.get(letter) ?? 0) - expected) ** 2 / expected,
      0,
    )
    // 59 degrees of freedom: above 130 once in ten million runs.
    expect(safeAlphabet).toHaveLength(60)
    expect(chiSquare).toBeLessThan(130)
  })

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => generatePassword({ length: 12 }).reveal())).size).toBe(1000)
  })

  it('is not made from rules that would make it weak', () => {
    for (const rules of [
      { length: 7 },
      { length: 129 },
      { length: 9.5 },
      { alphabet: 'aaaa' },
      { alphabet: '' },
      { alphabet: '!"%&/()=' },
    ]) {
      expect(() => generatePassword(rules)).toThrow()
    }
  })
})
