import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeOnce } from '../../build/make-once.ts'

describe('makeOnce', () => {
  let cache: string
  let folder: string
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'fieldseal-make-once-'))
    folder = join(cache, 'runtime')
  })
  afterEach(() => rmSync(cache, { recursive: true }))

  it('shows the folder only when it is complete', async () => {
    await makeOnce(folder, async (work) => {
      writeFileSync(join(work, 'part'), 'half')
      expect(existsSync(folder)).toBe(false)
      writeFileSync(join(work, 'part'), 'whole')
    })
    expect(readFileSync(join(folder, 'part'), 'utf8')).toBe('whole')
  })

  it('does the work once', async () => {
    const marks: string[] = []
    for (const mark of ['first', 'second']) await makeOnce(folder, async () => void marks.push(mark))
    expect(marks).toEqual(['first'])
  })

  it('leaves nothing behind when the work fails, and passes the failure on', async () => {
    const failing = makeOnce(folder, async (work) => {
      writeFileSync(join(work, 'part'), 'half')
      throw new Error('the download broke off')
    })
    await expect(failing).rejects.toThrow('the download broke off')
    expect(readdirSync(cache)).toEqual([])
  })

  it('lets two at once both end with one complete folder', async () => {
    const started: (() => void)[] = []
    const both = new Promise<void>((resolve) => {
      started.push(resolve)
    })
    let inside = 0
    const fill = (text: string) => async (work: string) => {
      inside += 1
      if (inside === 2) started[0]?.()
      await both
      writeFileSync(join(work, 'part'), text)
    }
    await Promise.all([makeOnce(folder, fill('one')), makeOnce(folder, fill('other'))])
    expect(['one', 'other']).toContain(readFileSync(join(folder, 'part'), 'utf8'))
    expect(readdirSync(cache)).toEqual(['runtime'])
  })
})
