import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../build/command.ts'
import { importsOf } from '../../build/import-table.ts'
import {
  addNotices,
  noticesOf,
  onlyWithNotices,
  thirdPartiesOfApp,
  thirdPartiesOfModules,
} from '../../build/third-party.ts'
import { verifierPage } from '../../build/verifier-page.ts'

const parties = thirdPartiesOfApp()
const named = parties.map(({ name }) => name)

describe('what the licences of others demand to be said', () => {
  it('covers every package that the product imports, and what these need in turn', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>
      readonly devDependencies: Readonly<Record<string, string>>
    }
    const files = ['electron', 'renderer'].flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => join(root, room, name)),
    )
    const imported = new Set(files.flatMap((file) => importsOf(readFileSync(file, 'utf8'))))
    const used = Object.keys(manifest.devDependencies).filter(
      (name) => name !== 'electron' && [...imported].some((path) => path === name || path.startsWith(`${name}/`)),
    )
    expect(used.length).toBeGreaterThan(20)
    expect(named).toEqual(expect.arrayContaining([...used, ...Object.keys(manifest.dependencies), 'pkcs11js']))
    expect(named).toEqual(expect.arrayContaining(['fontkit', '@floating-ui/dom', '@peculiar/asn1-schema']))
  })

  it('brings for each its licence, and under it the very words with who holds the copyright', () => {
    const notices = noticesOf(parties)
    for (const { name, version, licence, text } of parties) {
      expect(notices).toContain(`${name} ${version} (`)
      expect(notices).toContain(licence.replaceAll(/[()]/g, ''))
      expect(notices).toContain(text)
      expect(text, name).toMatch(/copyright|public domain/i)
      expect(text.length, name).toBeGreaterThan(60)
    }
  })

  it('names what is compiled into the database, too', () => {
    const database = parties.find(({ name }) => name.startsWith('SQLite3 Multiple Ciphers'))
    expect(database?.version).toMatch(/^\d+\.\d+\.\d+$/)
    for (const holder of ['Ulrich Telle', 'Frank Denis', 'Olivier Gay']) expect(database?.text).toContain(holder)
  })

  it('goes with the page that checks packs, for all that is in it', async () => {
    const page = await verifierPage()
    const notices = /<details class="notices">[\s\S]*?<pre>([\s\S]*?)<\/pre>/.exec(page)?.[1] ?? ''
    for (const name of ['pako', 'zod', '@noble/hashes', 'pdf-lib', 'tslib'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'))
    expect(notices).toContain('Permission is hereby granted, free of charge')
    expect(notices).not.toMatch(/[<>]/)
  })
})

describe('a package that nobody agreed to', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fieldseal-third-party-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function packageOf(manifest: Readonly<Record<string, string>>): string {
    const place = join(folder, 'node_modules', manifest.name ?? '')
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'package.json'), JSON.stringify(manifest))
    return join(place, 'index.js')
  }

  it.each([
    [
      'with a licence that asks for more',
      { name: 'strict', version: '1.0.0', license: 'GPL-3.0-only' },
      'GPL-3.0-only',
    ],
    ['with no licence at all', { name: 'silent', version: '1.0.0' }, 'none'],
    ['whose words are nowhere', { name: 'wordless', version: '1.0.0', license: 'Apache-2.0' }, 'no text'],
  ])('ends the build: %s', (_, manifest, why) => {
    const id = packageOf(manifest)
    expect(() => thirdPartiesOfModules([id])).toThrow(why)
  })

  it('is on the list when main bundles it, and ends the build of another bundle', () => {
    const id = packageOf({ name: 'unheard-of', version: '1.0.0', license: 'MIT', author: 'Somebody' })
    const bundle = (...ids: readonly string[]) => ({ getModuleIds: () => ids.values() })
    expect(() => onlyWithNotices.generateBundle.call(bundle(id))).toThrow('unheard-of 1.0.0 (MIT)')
    const emitted: { readonly source: string }[] = []
    addNotices.generateBundle.call({ ...bundle(id), emitFile: (file) => emitted.push(file) })
    expect(emitted).toMatchObject([{ source: expect.stringMatching(/^unheard-of 1\.0\.0 \(MIT\)$/m) }])
    const known = join(root, 'node_modules', 'zod', 'index.js')
    onlyWithNotices.generateBundle.call(bundle(known, `\0${known}?commonjs`, join(root, 'electron', 'app', 'main.ts')))
  })
})
