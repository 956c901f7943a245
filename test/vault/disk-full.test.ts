import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SiteFile } from '../../electron/store/site-file.ts'
import { codeOf, now, openDescriptors, quickKeys, siteRecord, temporaryFolder } from '../store/site-fixture.ts'
import { account, shown, VaultBench } from './vault-fixture.ts'

afterEach(() => vi.restoreAllMocks())

const systemError = (code: string, syscall: string) =>
  Object.assign(new Error(`${code}: injected, ${syscall}`), { code, syscall })
/** The next calls of one function of `fs` fail as the system makes them fail; the others go through. */
function failing(name: 'writeSync' | 'fsyncSync' | 'ftruncateSync', code: string, times = 1, skip = 0): void {
  const real = fs[name] as (...values: unknown[]) => unknown
  let call = 0
  vi.spyOn(fs, name as 'writeSync').mockImplementation((...values: unknown[]) => {
    call += 1
    if (call <= skip || call > skip + times) return real(...values) as number
    throw systemError(code, name.replace('Sync', ''))
  })
}

describe('when the journal cannot be written', () => {
  it.each([
    ['writeSync', 'ENOSPC'],
    ['writeSync', 'EROFS'],
    ['writeSync', 'EIO'],
    ['fsyncSync', 'EIO'],
    ['fsyncSync', 'ENOSPC'],
  ] as const)('%s failing with %s: no change begins, and the vault is as before', (name, code) => {
    const bench = new VaultBench()
    bench.change('one')
    const before = fs.readFileSync(bench.journal)
    failing(name, code)
    expect(codeOf(() => bench.begin('two', 'one'))).toBe('vault/journal-unwritable')
    vi.restoreAllMocks()
    expect(bench.vault.unresolved()).toEqual([])
    expect(shown(bench.vault.candidates(account))).toEqual(['one committed'])
    if (name === 'writeSync') {
      // The rest of the record was taken back, so the journal goes on at once.
      expect(fs.readFileSync(bench.journal)).toEqual(before)
    } else {
      // After a failed fsync nobody knows what is on the disk: shut until it was opened, and so proven, again.
      expect(codeOf(() => bench.begin('three', 'one'))).toBe('vault/journal-unwritable')
      bench.open()
      // The record may have reached the disk all the same: then it is a candidate, which is safe, and it is resolved first.
      bench.vault.resume(account)?.abandon('never sent')
    }
    bench.change('four', 'one')
    expect(shown(bench.vault.candidates(account))[0]).toBe('four committed')
    bench.remove()
  })

  it('takes a half written record back, and cuts it at the next opening if even that fails', () => {
    const bench = new VaultBench()
    bench.change('one')
    const { size } = fs.statSync(bench.journal)
    const { writeSync } = fs
    let first = true
    vi.spyOn(fs, 'writeSync').mockImplementation(((
      descriptor: number,
      bytes: Buffer,
      offset: number,
      length: number,
      position: number,
    ) => {
      if (!first) throw systemError('ENOSPC', 'write')
      first = false
      return writeSync(descriptor, bytes, offset, Math.floor(length / 2), position)
    }) as typeof fs.writeSync)
    failing('ftruncateSync', 'EIO')
    expect(codeOf(() => bench.begin('two', 'one'))).toBe('vault/journal-unwritable')
    vi.restoreAllMocks()
    expect(fs.statSync(bench.journal).size).toBeGreaterThan(size)
    expect(codeOf(() => bench.begin('two', 'one'))).toBe('vault/journal-unwritable')
    bench.open()
    expect(fs.statSync(bench.journal).size).toBe(size)
    bench.change('three', 'one')
    bench.remove()
  })

  it('takes the intent back when only the site file is full, and loses nothing', () => {
    const bench = new VaultBench()
    bench.change('one')
    const { putAll } = bench.site.secrets
    const full = vi.spyOn(bench.site.secrets, 'putAll').mockImplementation(() => {
      throw Object.assign(new Error('database or disk is full'), {
        code: 'store/disk-full',
        remedy: 'Free some space.',
      })
    })
    expect(codeOf(() => bench.begin('two', 'one'))).toBe('store/disk-full')
    expect(bench.vault.unresolved()).toEqual([])
    expect(shown(bench.vault.candidates(account))).toEqual(['two superseded', 'one committed'])
    full.mockImplementation(putAll)
    bench.change('three', 'one')
    bench.open()
    expect(shown(bench.vault.candidates(account))).toEqual(['three committed', 'two superseded', 'one superseded'])
    bench.remove()
  })

  it('tells of a proof that only the journal could take, and has it after a restart', () => {
    const bench = new VaultBench()
    const change = bench.begin('two', 'one')
    change.markSent()
    change.markVerified()
    vi.spyOn(bench.site.secrets, 'putAll').mockImplementation(() => {
      throw Object.assign(new Error('full'), { code: 'store/disk-full', remedy: 'Free some space.' })
    })
    expect(codeOf(() => change.commit())).toBe('store/disk-full')
    expect(change.settled).toBe(true)
    vi.restoreAllMocks()
    bench.open()
    expect(shown(bench.vault.candidates(account))).toEqual(['two committed', 'one superseded'])
    bench.remove()
  })

  it('creates no vault, and leaves no half one', () => {
    const folder = temporaryFolder()
    failing('fsyncSync', 'ENOSPC', 1, 1)
    expect(() => new VaultBench(folder)).toThrow(expect.objectContaining({ code: 'vault/journal-unwritable' }))
    expect(fs.readdirSync(folder).filter((name) => name.includes('-vault'))).toEqual([])
    fs.rmSync(folder, { recursive: true, force: true })
  })
})

/**
 * A disk of 640 KiB that is really full. Only root may mount one; elsewhere the same run goes over injected faults, so that
 * it is never left out.
 */
function smallDisk(): { folder: string; real: boolean; fill: () => void; free: () => void; remove: () => void } {
  const folder = temporaryFolder()
  const ballast = path.join(folder, 'ballast')
  const mounted = mount(folder)
  return {
    folder,
    real: mounted,
    fill: () => {
      if (!mounted) return failing('writeSync', 'ENOSPC', Number.POSITIVE_INFINITY)
      const descriptor = fs.openSync(ballast, 'a')
      for (const size of [65_536, 4_096, 1]) {
        try {
          for (;;) fs.writeSync(descriptor, Buffer.alloc(size, 1))
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        }
      }
      fs.closeSync(descriptor)
    },
    free: () => {
      vi.restoreAllMocks()
      fs.rmSync(ballast, { force: true })
    },
    remove: () => {
      if (mounted) execFileSync('umount', ['-l', folder])
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mount(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=640k', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch (error) {
    // A container without the right to mount: the injected faults take over.
    if (!(error instanceof Error)) throw error
    return false
  }
}

describe('on a disk that is full', () => {
  it('sends nothing, loses nothing, and goes on when there is room again', () => {
    const disk = smallDisk()
    try {
      const bench = new VaultBench(disk.folder)
      bench.change('one')
      disk.fill()
      // The blocks that both files have already may still take some records.
      let sent = 'one'
      let refusal = ''
      for (let index = 0; index < 2_000 && refusal === ''; index += 1) {
        refusal = codeOf(() => {
          const change = bench.begin(`full ${index}`, sent)
          change.markSent()
          sent = `full ${index}`
          change.markVerified()
          change.commit()
        })
        if (refusal === 'no error') refusal = ''
      }
      expect(['vault/journal-unwritable', 'store/disk-full']).toContain(refusal)
      expect(bench.vault.candidates(account).map(({ password }) => password.reveal())).toContain(sent)
      disk.free()
      bench.open()
      expect(bench.vault.candidates(account).map(({ password }) => password.reveal())).toContain(sent)
      bench.vault.resume(account)?.abandon('proven in this test')
      bench.change('after', sent)
      expect(shown(bench.vault.candidates(account))[0]).toBe('after committed')
      bench.close()
    } finally {
      disk.free()
      disk.remove()
    }
  })

  it('says so while the site file is written, and the file stays whole', ({ skip }) => {
    const disk = smallDisk()
    try {
      if (!disk.real) skip('no right to mount a small disk; test/store proves SQLITE_FULL with a page limit')
      const file = path.join(disk.folder, 'x.fieldseal')
      const keys = quickKeys()
      const site = SiteFile.create(file, keys, siteRecord)
      const visit = site.startVisit(now)
      let lines = 0
      const end = codeOf(() => {
        for (; lines < 4_000; lines += 1) site.appendLog(visit.id, 'x'.repeat(2_000))
      })
      expect(end).toBe('store/disk-full')
      expect(site.logLines(visit.id)).toHaveLength(lines)
      const second = path.join(disk.folder, 'second.fieldseal')
      expect(codeOf(() => SiteFile.create(second, keys, siteRecord))).toBe('store/disk-full')
      site.close()
      const again = SiteFile.open(file, keys.databaseKey)
      expect(again.logLines(visit.id)).toHaveLength(lines)
      again.close()
      expect(openDescriptors(disk.folder)).toEqual([])
      // The full disk has no room to merge the WAL, so it stays; of the second site nothing does.
      expect(['x.fieldseal', 'x.fieldseal-wal']).toEqual(expect.arrayContaining(fs.readdirSync(disk.folder)))
    } finally {
      disk.free()
      disk.remove()
    }
  })
})
