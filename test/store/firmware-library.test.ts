import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { practiceFirmware } from '../../electron/practice/firmware.ts'
import { FirmwareLibrary } from '../../electron/store/firmware-library.ts'

let folder: string
let library: FirmwareLibrary
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-library-'))
  library = new FirmwareLibrary(join(folder, 'library'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, bytes: Buffer | string): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const who = { sourceNote: 'from the site of the maker', addedBy: 'T. Tester' }
const said = { vendor: 'Axis', models: ['P3265-V'], version: '12.11.77', ...who }
const stored = () => readdirSync(join(folder, 'library')).sort()
const storedFile = (sha256: string) => join(folder, 'library', `${sha256}.firmware`)

async function drain(id: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of library.read(id)) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

describe('a file that is added', () => {
  it('is kept with its hash, its size, and who said what of it', async () => {
    const bytes = Buffer.from('any bytes of a maker that has no header')
    const file = await library.add(put('P3265-V_12_11_77.bin', bytes), said)
    expect(file).toMatchObject({
      sizeBytes: bytes.length,
      fileName: 'P3265-V_12_11_77.bin',
      vendor: 'Axis',
      models: ['P3265-V'],
      version: '12.11.77',
      basis: { vendor: 'person', models: 'person', version: 'person' },
      read: null,
      addedBy: 'T. Tester',
    })
    expect(file.id).toBe(file.sha256.slice(0, 16))
    expect(new FirmwareLibrary(join(folder, 'library')).list()).toEqual([file])
    expect(await drain(file.id)).toEqual(bytes)
    expect(stored()).toEqual([`${file.sha256}.firmware`, 'library.json'].sort())
  })

  it('needs no word of a person where it says itself what it is', async () => {
    const bytes = practiceFirmware({ vendor: 'AXIS', models: ['P3265-V', 'P3265-LV'], version: '13.1.0' }, 900)
    const file = await library.add(put('any.bin', bytes), who)
    expect(file).toMatchObject({
      vendor: 'AXIS',
      models: ['P3265-V', 'P3265-LV'],
      version: '13.1.0',
      basis: { vendor: 'file', models: 'file', version: 'file' },
      read: { format: 'practice' },
    })
  })

  it('is recognised by the header of its maker, which says nothing of the model', async () => {
    const clear = Buffer.alloc(64)
    clear.writeUInt32LE(0x484b5753, 0)
    clear.writeUInt32LE(2, 20)
    const key = Buffer.from('bacdbcfed6caddd3bab9a3abbfcbb5be', 'hex')
    const dav = Buffer.from(clear.map((byte, index) => byte ^ (key[index % 16] ?? 0)))
    // The first bytes that packages of this maker are known by.
    expect(dav.subarray(0, 4).toString('hex')).toBe('e99af7b6')
    const file = await library.add(put('digicap.dav', dav), { ...who, models: ['DS-2CD2142FWD-I'], version: 'V5.5.0' })
    expect(file).toMatchObject({
      vendor: 'Hikvision',
      basis: { vendor: 'file', models: 'person', version: 'person' },
      read: { format: 'hikvision-dav', models: null, version: null, evidence: expect.stringContaining('camera') },
    })
    const bin = put('DH_IPC.bin', Buffer.concat([Buffer.from('DH\x03\x04'), Buffer.alloc(40)]))
    const other = await library.add(bin, { ...who, models: ['IPC-HDW5831R-ZE'], version: '2.800.0000000.16.R' })
    expect(other).toMatchObject({ vendor: 'Dahua', basis: { vendor: 'file' } })
  })

  it('may not be called what it says that it is not', async () => {
    const path = put('any.bin', practiceFirmware({ vendor: 'AXIS', models: ['P3265-V'], version: '13.1.0' }, 900))
    for (const wrong of [{ vendor: 'Dahua' }, { version: '13.1.1' }, { models: ['Q6045-E'] }]) {
      await expect(library.add(path, { ...who, ...wrong })).rejects.toMatchObject({ code: 'firmware/contradiction' })
    }
    expect(library.list()).toEqual([])
  })

  it.each([
    ['a web page', '<!DOCTYPE html><html>404</html>'],
    ['an empty file', ''],
    ['a document', '%PDF-1.7'],
    ['a program', 'MZ\x90\x00'],
  ])('is refused when it is %s', async (_, text) => {
    await expect(library.add(put('firmware.bin', text), said)).rejects.toMatchObject({ code: 'firmware/not-firmware' })
    expect(stored()).toEqual([])
  })

  it('is refused when nobody says what it is for, when it is there already, when it is no file, and when it is too large', async () => {
    const path = put('one.bin', 'some bytes')
    await expect(library.add(path, who)).rejects.toMatchObject({ code: 'firmware/unidentified' })
    await library.add(path, said)
    await expect(library.add(path, said)).rejects.toMatchObject({ code: 'firmware/known' })
    await expect(library.add(folder, said)).rejects.toMatchObject({ code: 'firmware/unreadable' })
    await expect(library.add(join(folder, 'missing'), said)).rejects.toMatchObject({ code: 'firmware/unreadable' })
    expect(stored()).toHaveLength(2)
  })

  it('has a name that draws nothing but letters', async () => {
    const file = await library.add(put('evil\u202egnp.bin', 'bytes'), { ...said, sourceNote: 'line\nline' })
    expect(file.fileName).toBe('evil[U+202E]gnp.bin')
    expect(file.sourceNote).toBe('line␊line')
  })
})

describe('a stored file', () => {
  it('that was altered is never read to its end', async () => {
    const file = await library.add(put('big.bin', Buffer.alloc(900_000, 7)), said)
    const descriptor = openSync(storedFile(file.sha256), 'r+')
    writeSync(descriptor, Buffer.of(8), 0, 1, 450_000)
    closeSync(descriptor)
    await expect(library.check(file.id)).rejects.toMatchObject({ code: 'firmware/altered' })
    let seen = 0
    const reading = (async () => {
      for await (const piece of library.read(file.id)) seen += (piece as Buffer).length
    })()
    await expect(reading).rejects.toMatchObject({ code: 'firmware/altered' })
    expect(seen).toBeLessThan(900_000)
  })

  it('that is cut, longer or gone is altered too', async () => {
    const file = await library.add(put('one.bin', Buffer.alloc(5_000, 7)), said)
    truncateSync(storedFile(file.sha256), 4_999)
    await expect(library.check(file.id)).rejects.toMatchObject({ code: 'firmware/altered' })
    writeFileSync(storedFile(file.sha256), Buffer.alloc(5_001, 7))
    await expect(library.check(file.id)).rejects.toMatchObject({ code: 'firmware/altered' })
    rmSync(storedFile(file.sha256))
    await expect(library.check(file.id)).rejects.toMatchObject({ code: 'firmware/altered' })
  })

  it('goes when it is removed', async () => {
    const file = await library.add(put('one.bin', 'bytes'), said)
    library.remove(file.id)
    expect(library.list()).toEqual([])
    expect(stored()).toEqual(['library.json'])
    expect(() => library.remove(file.id)).toThrowError(expect.objectContaining({ code: 'firmware/unknown' }))
  })
})

describe('the list', () => {
  it('that is damaged is an error and is not written over', async () => {
    const file = await library.add(put('one.bin', 'bytes'), said)
    const index = join(folder, 'library', 'library.json')
    for (const wrong of ['{"format":1,"files":[{"id":"../../etc"}]}', 'not json', '{"format":2,"files":[]}']) {
      writeFileSync(index, wrong)
      expect(() => library.list()).toThrowError(expect.objectContaining({ code: 'firmware/library-damaged' }))
      await expect(library.add(put('two.bin', 'other bytes'), said)).rejects.toMatchObject({
        code: 'firmware/library-damaged',
      })
      expect(readFileSync(index, 'utf8')).toBe(wrong)
    }
    expect(stored()).toContain(`${file.sha256}.firmware`)
  })

  it('is changed by one at a time, and not held for ever by one that died', async () => {
    const lock = join(folder, 'library', 'library.lock')
    writeFileSync(lock, '')
    const path = put('one.bin', 'bytes')
    await expect(library.add(path, said)).rejects.toMatchObject({ code: 'firmware/library-busy' })
    const old = new Date(Date.now() - 60_000)
    utimesSync(lock, old, old)
    await library.add(path, said)
    expect(library.list()).toHaveLength(1)
    expect(stored()).not.toContain('library.lock')
  })
})
