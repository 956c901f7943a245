import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BugLog } from '../../electron/app/log.ts'

const quiet = () => undefined
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('writes each bug as one line, whatever its message holds, and answers the id of that line', () => {
  const file = join(folder, 'logs', 'log')
  const id = new BugLog(file, quiet).write('engine', 'first\n{"id":"forged"}\u001b[31m')
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ id, where: 'engine', stack: 'first\n{"id":"forged"}\u001b[31m' })
  expect(lines[0]).not.toContain('\u001b')
})

it('starts a new file before the old one grows without end', () => {
  const file = join(folder, 'log')
  const log = new BugLog(file, quiet)
  for (let entry = 0; entry < 3; entry += 1) log.write('main', 'x'.repeat(700_000))
  expect(statSync(`${file}.old`).size).toBeGreaterThan(1024 * 1024)
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(1)
})
