import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Change } from '../../electron/model/site.ts'
import { createDatabase, openDatabase } from '../../electron/store/database.ts'
import { migrate, newestVersion } from '../../electron/store/migrations.ts'
import { Queries } from '../../electron/store/queries.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import {
  codeOf,
  device,
  finding,
  now,
  openDescriptors,
  quickKeys,
  siteRecord,
  temporaryFolder,
} from './site-fixture.ts'

// Key derivation and thousands of small files take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder: string
let file: string
let keys: ReturnType<typeof quickKeys>
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'south.fieldseal')
  keys = quickKeys()
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

function filled(): SiteFile {
  const site = SiteFile.create(file, keys, siteRecord)
  const visit = site.startVisit(now)
  site.saveDevices(Array.from({ length: 12 }, (_, index) => device(`d${index}`)))
  for (const { id } of site.devices()) {
    site.saveReadings(visit.id, id, 'as-found', {
      'discovery.mode': { end: 'value', value: 'discoverable', readAt: now },
    })
    site.saveFindings(visit.id, id, 'as-found', [finding(id, 'TIM-01'), finding(id, 'ACC-01')])
    site.secrets.put(`event/${id}`, 1, Buffer.from(`sealed ${id}`))
  }
  site.appendLog(visit.id, '{"type":"visit.start"}')
  return site
}

/** Everything that a site file says. */
function everything(site: SiteFile): unknown {
  const visits = site.visits()
  return {
    site: site.site(),
    devices: site.devices(),
    conflicts: site.conflicts(),
    packs: site.packs(),
    secrets: site.secrets.list().map((id) => site.secrets.get(id)),
    visits: visits.map((visit) => ({
      visit,
      found: site.findings(visit.id, 'as-found'),
      log: site.logLines(visit.id),
      changes: site.changes(visit.id),
      readings: site.devices().map(({ id }) => site.readings(visit.id, id, 'as-found')),
    })),
    attempts: site.devices().flatMap(({ id }) => site.attempts(id)),
    pin: site.pins.pin('127.77.0.9', 443),
  }
}

describe('what is stored', () => {
  it('comes back after closing, as it was', () => {
    const site = filled()
    const before = everything(site)
    site.close()
    const again = SiteFile.open(file, keys.databaseKey)
    expect(everything(again)).toEqual(before)
    again.close()
  })

  it('keeps text of a device as data', () => {
    const site = filled()
    expect(site.device('d3')?.marks['http.title']).toBe("Robert'); DROP TABLE devices;--")
    expect(site.findings(site.visits()[0]?.id ?? '', 'as-found', 'd3')[0]?.observed).toBe('none\u0000\u202e"')
    site.close()
  })

  it('adds and replaces devices without touching the others', () => {
    const site = filled()
    site.saveDevices([device('d2', 'Q6135'), device('new')])
    expect(site.devices()).toHaveLength(13)
    expect(site.devices()[2]?.identity.model).toBe('Q6135')
    site.close()
  })

  it('saves all devices of a call or none', () => {
    const site = filled()
    const broken = { ...device('late'), id: null as unknown as string }
    expect(() => site.saveDevices([device('d0', 'changed'), broken])).toThrow()
    expect(site.device('d0')?.identity.model).toBe('P3245-LV')
    site.close()
  })

  it('saves all of a transaction or nothing, and of an inner one that failed only that is missing', () => {
    const site = filled()
    const visit = site.currentVisit() ?? site.startVisit(now)
    const lines = site.logLines(visit.id)
    const failing = () => {
      site.saveDevices([device('inner')])
      site.appendLog(visit.id, 'inner')
      throw new Error('no')
    }
    expect(() => site.transaction(failing)).toThrow('no')
    const kept = site.transaction(() => {
      site.appendLog(visit.id, 'outer')
      expect(() => site.transaction(failing)).toThrow('no')
      return site.lastLogLine(visit.id)
    })
    expect(kept).toBe('outer')
    expect(() =>
      site.transaction(() => {
        site.transaction(() => site.appendLog(visit.id, 'inner'))
        throw new Error('no')
      }),
    ).toThrow('no')
    site.close()
    const again = SiteFile.open(file, keys.databaseKey)
    expect(again.logLines(visit.id)).toEqual([...lines, 'outer'])
    expect(again.device('inner')).toBe(null)
    again.close()
  })

  it('numbers visits, refuses two at a time and ends them', () => {
    const site = SiteFile.create(file, keys, siteRecord)
    expect(site.currentVisit()).toBeNull()
    const first = site.startVisit(now)
    expect(() => site.startVisit(now)).toThrow(/has not ended/)
    site.endVisit(first.id, now)
    expect(site.currentVisit()).toBeNull()
    expect(site.startVisit(now).number).toBe(2)
    expect(site.visits().map(({ endedAt }) => endedAt)).toEqual([now, null])
    site.close()
  })

  it('keeps attempts, pins, conflicts, changes and packs', () => {
    const site = filled()
    const visit = site.currentVisit()
    if (visit === null) throw new Error('no visit')
    const attempt = {
      deviceId: 'd1',
      visitId: visit.id,
      login: 'onvif',
      username: 'root',
      credentialTag: 'ab',
      at: now,
    } as const
    const id = site.recordAttempt({ ...attempt, outcome: 'pending' })
    expect(site.attempts('d1')).toEqual([{ ...attempt, id, outcome: 'pending' }])
    site.updateAttempt(id, 'refused')
    expect(site.attempts('d1')[0]?.outcome).toBe('refused')
    expect(site.pins.pin('::1', 443)).toBeNull()
    site.pins.savePin('::1', 443, 'aa')
    site.pins.savePin('::1', 443, 'bb')
    expect(site.pins.pin('::1', 443)).toBe('bb')
    site.saveConflicts([{ kind: 'duplicate-mac', value: 'x', addresses: ['127.77.0.1'] }])
    site.saveConflicts([{ kind: 'duplicate-serial', value: 'y', addresses: [] }])
    expect(site.conflicts().map(({ value }) => value)).toEqual(['y'])
    const change = { id: 'c1', visitId: visit.id, deviceId: 'd1', fix: 'x', state: 'planned' } as unknown as Change
    site.saveChange(change)
    site.saveChange({ ...change, state: 'fixed' })
    expect(site.changes(visit.id).map(({ state }) => state)).toEqual(['fixed'])
    const pack = {
      packId: 'p1',
      sequence: 1,
      visitId: visit.id,
      variant: 'insurer',
      path: 'x',
      rootPath: 'y',
      signatureSha256: '',
      rootFingerprint: '',
      sealedAt: now,
      sizeBytes: 5,
    } as const
    site.savePack(pack)
    expect(site.packs()).toEqual([pack])
    expect(site.updateSite({ scope: null }).scope).toBeNull()
    expect(site.site().scope).toBeNull()
    site.close()
  })

  it('keeps the lines of the log in their order', () => {
    const site = SiteFile.create(file, keys, siteRecord)
    const visit = site.startVisit(now)
    expect(site.lastLogLine(visit.id)).toBeNull()
    for (let index = 0; index < 12; index += 1) site.appendLog(visit.id, `line ${index}`)
    expect(site.lastLogLine(visit.id)).toBe('line 11')
    expect(site.logLines(visit.id)).toEqual(Array.from({ length: 12 }, (_, index) => `line ${index}`))
    site.close()
  })
})

describe('opening', () => {
  it('finds the salt in the first 16 bytes, open or not', () => {
    const site = SiteFile.create(file, keys, siteRecord)
    expect(SiteFile.readSalt(file)).toEqual(keys.salt)
    site.close()
    expect(SiteFile.readSalt(file)).toEqual(keys.salt)
    expect(fs.readFileSync(file).subarray(0, 16)).toEqual(keys.salt)
  })

  it('says wrong passphrase, and leaves no handle', () => {
    filled().close()
    expect(codeOf(() => SiteFile.open(file, quickKeys().databaseKey))).toBe('store/wrong-passphrase')
    expect(openDescriptors(folder)).toEqual([])
    SiteFile.open(file, keys.databaseKey).close()
  })

  it.each([
    ['missing', () => fs.rmSync(file), 'store/missing'],
    ['empty', () => fs.writeFileSync(file, ''), 'store/not-a-site'],
    ['some text', () => fs.writeFileSync(file, 'x'.repeat(9000)), 'store/not-a-site'],
    [
      'a plain SQLite file',
      () => fs.writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(9000)])),
      'store/not-a-site',
    ],
    [
      'a folder',
      () => {
        fs.rmSync(file)
        fs.mkdirSync(file)
      },
      'store/not-a-site',
    ],
    ['cut off', () => fs.truncateSync(file, 2000), 'store/damaged'],
  ])('names a file that is %s', (_, spoil, code) => {
    filled().close()
    spoil()
    expect(codeOf(() => SiteFile.open(file, keys.databaseKey))).toBe(code)
    expect(openDescriptors(folder)).toEqual([])
  })

  it('never replaces a file, and leaves nothing behind when it cannot create one', () => {
    fs.writeFileSync(file, 'precious')
    expect(codeOf(() => SiteFile.create(file, keys, siteRecord))).toBe('store/exists')
    expect(fs.readFileSync(file, 'utf8')).toBe('precious')
    expect(codeOf(() => SiteFile.create(path.join(folder, 'no', 'x.fieldseal'), keys, siteRecord))).toBe(
      'store/missing',
    )
    expect(fs.readdirSync(folder)).toEqual(['south.fieldseal'])
  })

  it('never gives wrong data for one flipped byte anywhere in the file', () => {
    const site = filled()
    const truth = JSON.stringify(everything(site))
    site.close()
    const whole = fs.readFileSync(file)
    const pages = whole.length / 4096
    const within = [
      0, 1, 15, 16, 17, 18, 19, 20, 23, 24, 60, 99, 100, 101, 108, 2048, 4063, 4064, 4075, 4079, 4080, 4095,
    ]
    const seen = new Map<string, number>()
    for (let page = 0; page < pages; page += 1) {
      for (const offset of within) {
        const spoilt = Buffer.from(whole)
        spoilt[page * 4096 + offset] = (spoilt[page * 4096 + offset] ?? 0) ^ (1 << ((page + offset) % 8))
        fs.writeFileSync(file, spoilt)
        fs.rmSync(`${file}-wal`, { force: true })
        const end = codeOf(() => {
          const opened = SiteFile.open(file, keys.databaseKey)
          try {
            expect(JSON.stringify(everything(opened))).toBe(truth)
          } finally {
            opened.close()
          }
        })
        seen.set(end, (seen.get(end) ?? 0) + 1)
        if (page === 0) expect(['store/wrong-passphrase', 'store/damaged'], `offset ${offset}`).toContain(end)
      }
    }
    expect([...seen.keys()].sort()).toEqual(expect.arrayContaining(['store/damaged', 'store/wrong-passphrase']))
    // The pages of empty tables and of indexes that this reading does not need may be spoilt unseen, without harm.
    expect(seen.get('store/damaged')).toBeGreaterThan(within.length * 5)
    expect(openDescriptors(folder)).toEqual([])
  })

  it('shows no text of the site in any file, while open or closed', () => {
    const site = filled()
    const texts = [siteRecord.name, 'DROP TABLE', 'sealed d3', 'CREATE TABLE']
    const check = () => {
      for (const name of fs.readdirSync(folder)) {
        const bytes = fs.readFileSync(path.join(folder, name))
        for (const text of texts) expect(bytes.includes(text), `${text} in ${name}`).toBe(false)
      }
    }
    check()
    expect(fs.readdirSync(folder)).toContain('south.fieldseal-wal')
    site.close()
    check()
  })
})

describe('one opener at a time', () => {
  it('refuses a second opener in this process, and the first one keeps its lock', async () => {
    const site = filled()
    expect(codeOf(() => SiteFile.open(file, keys.databaseKey))).toBe('store/in-use')
    expect(codeOf(() => SiteFile.open(path.join(folder, '.', 'south.fieldseal'), keys.databaseKey))).toBe(
      'store/in-use',
    )
    SiteFile.readSalt(file)
    expect(await openElsewhere()).toBe('store/in-use')
    site.appendLog(site.visits()[0]?.id ?? '', 'still works')
    site.close()
    expect(await openElsewhere()).toBe('open')
  })

  it('gives the lock back when the other process dies', async () => {
    filled().close()
    const holder = child('hold')
    expect(await firstLine(holder)).toBe('open')
    expect(codeOf(() => SiteFile.open(file, keys.databaseKey))).toBe('store/in-use')
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    SiteFile.open(file, keys.databaseKey).close()
  })

  const child = (mode: 'hold' | 'once'): ChildProcess =>
    spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'opener.ts'), mode, file, keys.databaseKey.toString('hex')],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )

  async function openElsewhere(): Promise<string> {
    return await firstLine(child('once'))
  }

  async function firstLine(process: ChildProcess): Promise<string> {
    const [data] = (await once(process.stdout ?? process, 'data')) as [Buffer]
    return data.toString().trim()
  }
})

describe('trouble while writing', () => {
  it('says that the disk is full, and keeps what was there', () => {
    filled().close()
    const { db, close } = openDatabase(file, keys.databaseKey)
    db.pragma('max_page_count = 1')
    const queries = new Queries(file, db)
    const long = 'x'.repeat(20_000)
    const end = codeOf(() => queries.run('INSERT INTO devices (id, record) VALUES (?, ?)', 'late', long))
    expect(end).toBe('store/disk-full')
    close()
    const site = SiteFile.open(file, keys.databaseKey)
    expect(site.devices()).toHaveLength(12)
    site.close()
  })

  it('loses at most the newest writes when the rest of a crash is damaged, and never gives wrong ones', () => {
    const site = SiteFile.create(file, keys, siteRecord)
    const visit = site.startVisit(now)
    const lines = Array.from({ length: 6 }, (_, index) => `line ${index}`)
    for (const line of lines) site.appendLog(visit.id, line)
    const crashed = path.join(folder, 'crashed.fieldseal')
    const [main, wal] = [fs.readFileSync(file), fs.readFileSync(`${file}-wal`)]
    site.close()
    let lost = 0
    for (let offset = 0; offset < wal.length; offset += 211) {
      const spoilt = Buffer.from(wal)
      spoilt[offset] = (spoilt[offset] ?? 0) ^ 0x10
      fs.writeFileSync(crashed, main)
      fs.writeFileSync(`${crashed}-wal`, spoilt)
      const end = codeOf(() => {
        const opened = SiteFile.open(crashed, keys.databaseKey)
        try {
          const found = opened.logLines(visit.id)
          expect(found).toEqual(lines.slice(0, found.length))
          lost += found.length < lines.length ? 1 : 0
        } finally {
          opened.close()
        }
      })
      expect(['no error', 'store/damaged', 'store/wrong-passphrase']).toContain(end)
    }
    expect(lost).toBeGreaterThan(0)
  })
})

describe('formats', () => {
  const versionOne = (): void =>
    createDatabase(file, keys.databaseKey, keys.salt, (db) => {
      migrate(db, 'fixture', 1)
      db.prepare('INSERT INTO site (id, record) VALUES (1, ?)').run(JSON.stringify(siteRecord))
      db.prepare('INSERT INTO devices (id, record) VALUES (?, ?)').run('d1', JSON.stringify(device('d1')))
      db.prepare('INSERT INTO secrets (id, version, blob) VALUES (?, ?, ?)').run('s', 3, Buffer.from('sealed'))
    })

  it('brings format 1 to the newest one and keeps everything in it', () => {
    versionOne()
    const site = SiteFile.open(file, keys.databaseKey)
    expect(site.site()).toEqual(siteRecord)
    expect(site.devices()).toEqual([device('d1')])
    expect(site.secrets.get('s')).toEqual({ version: 3, blob: Buffer.from('sealed') })
    expect(site.attempts('d1')).toEqual([])
    site.close()
    const { db, close } = openDatabase(file, keys.databaseKey)
    expect(db.pragma('user_version', { simple: true })).toBe(newestVersion)
    close()
  })

  it('brings an empty database to the newest format', () => {
    createDatabase(file, keys.databaseKey, keys.salt, (db) => {
      db.exec('CREATE TABLE x (y); DROP TABLE x')
      migrate(db, 'fixture')
      expect(db.pragma('user_version', { simple: true })).toBe(newestVersion)
    })
  })

  it('does not take a database without a site for one', () => {
    createDatabase(file, keys.databaseKey, keys.salt, (db) => db.exec('CREATE TABLE x (y); PRAGMA user_version = 1'))
    expect(codeOf(() => SiteFile.open(file, keys.databaseKey))).toBe('store/not-a-site')
    expect(openDescriptors(folder)).toEqual([])
  })

  it('refuses a newer format and leaves it alone', () => {
    versionOne()
    const { db, close } = openDatabase(file, keys.databaseKey)
    db.pragma(`user_version = ${newestVersion + 1}`)
    close()
    expect(codeOf(() => SiteFile.open(file, keys.databaseKey))).toBe('store/too-new')
    const again = openDatabase(file, keys.databaseKey)
    expect(again.db.pragma('user_version', { simple: true })).toBe(newestVersion + 1)
    again.close()
    expect(openDescriptors(folder)).toEqual([])
  })
})
