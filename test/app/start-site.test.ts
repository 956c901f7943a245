import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSite } from '../../electron/app/start-site.ts'
import { readUnlockSegment, unlockRoute } from '../../electron/contract/unlock-route.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-start-'))
  file = join(folder, 'Hafen Ä.fieldseal')
  writeFileSync(file, '')
  mkdirSync(join(folder, 'folder.fieldseal'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the site that the app is started with', () => {
  it('is the file after --site, or the last word', () => {
    expect(startSite(['.', '--site', file])).toEqual({ file, name: 'Hafen Ä' })
    expect(startSite(['.', file])).toEqual({ file, name: 'Hafen Ä' })
  })

  it('is none when there is nothing of that kind', () => {
    expect(startSite([])).toBeNull()
    expect(startSite(['.', '--site'])).toBeNull()
    expect(startSite(['.', '--site', '/etc/passwd'])).toBeNull()
    expect(startSite(['.', join(folder, 'missing.fieldseal')])).toBeNull()
    expect(startSite(['.', join(folder, 'folder.fieldseal')])).toBeNull()
    expect(startSite(['.', '--inspect=x.fieldseal'])).toBeNull()
  })
})

describe('the route to its passphrase', () => {
  it('brings file and name through whole, as one segment', () => {
    const site = { file: 'C:\\Sites\\Hafen #1?\u{1F512}/x.fieldseal', name: 'Größe & 100 %' }
    const [, , segment, ...rest] = unlockRoute(site).split('/')
    expect(rest).toEqual([])
    expect(segment).toMatch(/^[\w-]+$/)
    expect(readUnlockSegment(segment ?? '')).toEqual(site)
  })

  it.each(['', 'x', '%%%', btoa('{}'), btoa('["a"]'), btoa('[1,2]')])(
    'reads nothing out of foreign text: %s',
    (segment) => {
      expect(readUnlockSegment(segment)).toBeNull()
    },
  )
})
