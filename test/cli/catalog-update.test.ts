import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleOfFolder } from '../../build/catalog-bundle.ts'
import { root as checkout } from '../../build/command.ts'
import type { Manifest } from '../../electron/catalog/product.ts'
import { newKey } from '../catalog/bundle/sample-catalog.ts'
import { runCli } from './run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'fieldseal-cli-catalog-'))
afterAll(() => rmSync(folder, { recursive: true }))

const signer = newKey()
const shippedVersion = (
  JSON.parse(readFileSync(join(checkout, 'firmware-catalog', 'catalog.json'), 'utf8')) as Manifest
).catalogVersion
const camera = ['DS-2CD2142FWD-I', 'V5.4.1 build 160525', '--vendor', 'Hikvision']

/** A bundle of the catalog of this checkout under another version, released that many days ago. */
function bundleFile(version: number, daysAgo: number, change: (bytes: Buffer) => Buffer = (bytes) => bytes): string {
  const files = mkdtempSync(join(folder, 'files-'))
  cpSync(join(checkout, 'firmware-catalog'), files, { recursive: true })
  const manifest = JSON.parse(readFileSync(join(files, 'catalog.json'), 'utf8')) as Manifest
  const dateReleased = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
  writeFileSync(join(files, 'catalog.json'), JSON.stringify({ ...manifest, catalogVersion: version, dateReleased }))
  const file = join(files, 'new.fieldseal-catalog')
  writeFileSync(file, change(bundleOfFolder(files, signer.secret)))
  return file
}

function changed(bytes: Buffer): Buffer {
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9)
  return bytes
}

describe('the command line as it is released', () => {
  const env = { FIELDSEAL_DATA: join(folder, 'released') }

  it('refuses a catalog that no pinned key vouches for, and goes on with the shipped one', async () => {
    const file = bundleFile(shippedVersion + 1, 1)
    const trusting = {
      ...env,
      FIELDSEAL_CATALOG_KEY: JSON.stringify(signer.key),
      FIELDSEAL_CATALOG_KEYS: JSON.stringify([signer.key]),
    }
    const end = await runCli(['catalog', 'update', file, '--json'], trusting)
    expect(end.code).toBe(5)
    expect(end.json()).toMatchObject({
      problem: { code: 'catalog/bundle-unknown-key', remedy: expect.stringMatching(/\w/) },
    })
    expect(end.stderr).toContain(`In use stays the firmware catalog No. ${shippedVersion}`)
    const status = await runCli(['catalog', 'status', '--json'], env)
    expect(status.json()).toMatchObject({ version: shippedVersion, source: 'shipped', note: null })
  })

  it('refuses a file that is none with the way out, and wants a file at all', async () => {
    const end = await runCli(['catalog', 'update', join(folder, 'none'), '--json'], env)
    expect(end.code).toBe(5)
    expect(end.json()).toMatchObject({ problem: { code: 'catalog/bundle-unreadable' } })
    expect((await runCli(['catalog', 'update'], env)).code).toBe(2)
  })
})

/** The same program as a maintainer releases it: another key pinned in its source, nothing else. */
describe('the command line with a key pinned in it', () => {
  const data = join(folder, 'data')
  const program = join(folder, 'program')
  const run = (...args: string[]) =>
    runCli(['catalog', ...args], { FIELDSEAL_DATA: data }, join(program, 'electron', 'cli', 'main.ts'))

  beforeAll(() => {
    for (const part of ['electron', 'checklists', 'firmware-catalog', 'package.json']) {
      cpSync(join(checkout, part), join(program, part), { recursive: true })
    }
    symlinkSync(join(checkout, 'node_modules'), join(program, 'node_modules'), 'junction')
    const pins = join(program, 'electron', 'catalog', 'bundle', 'pinned-keys.ts')
    const source = readFileSync(pins, 'utf8')
    const pinned = source.replace(/(readonly CatalogKey\[\] = )\[[\s\S]*\]/, `$1${JSON.stringify([signer.key])}`)
    expect(pinned).not.toBe(source)
    writeFileSync(pins, pinned)
  })

  it('takes a signed newer catalog into use, and warns of its age on every answer that rests on it', async () => {
    const end = await run('update', bundleFile(shippedVersion + 3, 120), '--json')
    expect(end.stderr).toContain('Catalog is 120 days old')
    expect(end.code).toBe(0)
    expect(end.json()).toMatchObject({
      version: shippedVersion + 3,
      source: 'imported',
      replaces: shippedVersion,
      signedBy: signer.key.id,
      ageDays: 120,
      old: true,
    })
    const status = await run('status')
    expect(status.stdout).toContain(`No. ${shippedVersion + 3}`)
    expect(status.stdout).toContain('120 days old')
    expect(status.stderr).toContain('WARNING: Catalog is 120 days old')
    expect((await run('check', ...camera, '--json')).json()).toMatchObject({ catalogVersion: shippedVersion + 3 })
  })

  it.each([
    ['an older one', () => bundleFile(shippedVersion + 2, 1), 'catalog/bundle-older'],
    ['the same one again', () => bundleFile(shippedVersion + 3, 1), 'catalog/bundle-older'],
    ['a changed one', () => bundleFile(shippedVersion + 4, 1, changed), 'catalog/bundle-altered'],
    [
      'a cut one',
      () => bundleFile(shippedVersion + 4, 1, (bytes) => bytes.subarray(0, -9)),
      'catalog/bundle-truncated',
    ],
  ])('refuses %s, and the one in use still judges', async (_, file, code) => {
    const before = readdirSync(join(data, 'firmware-catalog'))
    const end = await run('update', file(), '--json')
    expect(end.code).toBe(5)
    expect(end.json()).toMatchObject({ problem: { code } })
    expect(readdirSync(join(data, 'firmware-catalog'))).toEqual(before)
    expect((await run('check', ...camera, '--json')).json()).toMatchObject({ catalogVersion: shippedVersion + 3 })
  })
})
