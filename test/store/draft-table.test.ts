import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SiteFile } from '../../electron/store/site-file.ts'
import { quickKeys, siteRecord, temporaryFolder } from './site-fixture.ts'

let folder: string
let file: string
let site: SiteFile
const keys = quickKeys()
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'south.fieldseal')
  site = SiteFile.create(file, keys, siteRecord)
})
afterEach(() => {
  site.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

describe('what was begun and not saved', () => {
  it('is there when the site is opened again, the newest word of each form', () => {
    site.drafts.keep('attest /attest/PHY-01', '{"answer":"met"}')
    site.drafts.keep('attest /attest/PHY-01', '{"answer":"not-met"}')
    site.drafts.keepFile('attest /attest/PHY-01', 'a', new Uint8Array([1, 2, 3]))
    site.close()
    site = SiteFile.open(file, keys.databaseKey)
    expect(site.drafts.all()).toEqual({ 'attest /attest/PHY-01': '{"answer":"not-met"}' })
    expect([...(site.drafts.file('attest /attest/PHY-01', 'a') ?? [])]).toEqual([1, 2, 3])
  })

  it('goes with its files and leaves those of other forms', () => {
    for (const name of ['one', 'other']) {
      site.drafts.keep(name, '{}')
      site.drafts.keepFile(name, 'a', new Uint8Array([1]))
    }
    site.drafts.forget('one')
    expect(site.drafts.all()).toEqual({ other: '{}' })
    expect(site.drafts.file('one', 'a')).toBeNull()
    site.drafts.forgetFile('other', 'a')
    expect(site.drafts.file('other', 'a')).toBeNull()
  })

  it('cannot be read in the file without the passphrase', () => {
    site.drafts.keep('record people', 'a confidential note about door 4')
    site.close()
    expect(fs.readFileSync(file).includes('confidential note')).toBe(false)
    site = SiteFile.open(file, keys.databaseKey)
  })
})
