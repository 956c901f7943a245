import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RecentSites } from '../../electron/app/recent-sites.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-recent-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const site = (name: string) => ({ name, file: `/sites/${name}.fieldseal`, openedAt: '2026-01-01T00:00:00Z' })

it('lists the newest first, each file once, and at most ten', () => {
  const recent = new RecentSites(join(folder, 'deep', 'recent.json'))
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'a']) recent.remember(site(name))
  expect(recent.list().map(({ name }) => name)).toEqual(['a', 'k', 'j', 'i', 'h', 'g', 'f', 'e', 'd', 'c'])
})

it.each(['', '{', '[{"file":1}]', '"text"'])('takes an unreadable list for an empty one: %s', (content) => {
  writeFileSync(join(folder, 'recent.json'), content)
  expect(new RecentSites(join(folder, 'recent.json')).list()).toEqual([])
})
