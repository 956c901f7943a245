import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { signBundle } from '../../../build/catalog-bundle.ts'
import { bundleLimits, bundleMagic } from '../../../electron/catalog/bundle/bundle-manifest.ts'
import { readBundle } from '../../../electron/catalog/bundle/read-bundle.ts'
import { about, codeOf, newKey, sampleBundle, sampleFiles, sha256 } from './sample-catalog.ts'

const signer = newKey()
const stranger = newKey()
const keys = [newKey().key, signer.key]
const files = sampleFiles(8)
const bundle = sampleBundle(8, signer)
const read = (bytes: Buffer) => codeOf(() => readBundle(bytes, keys))
const listed = [...files].map(([path, bytes]) => ({ path, sizeBytes: bytes.length, sha256: sha256(bytes) }))
/** Signed by the right key, whatever it says. */
const signed = (more: object, bodies: readonly Buffer[] = [...files.values()]) =>
  signBundle({ ...about(files), keyId: signer.key.id, files: listed, ...more }, bodies, signer.secret)

describe('a catalog bundle', () => {
  it('gives its files and what was signed about them', () => {
    const { manifest, signedBy, files: found } = readBundle(bundle, keys)
    expect(manifest).toMatchObject({ catalogVersion: 8, dateReleased: '2026-11-01', kevVersion: expect.any(String) })
    expect(signedBy).toEqual(signer.key)
    expect([...found]).toEqual([...files])
  })

  it('is refused after a change of any one byte', () => {
    const taken: number[] = []
    for (let at = 0; at < bundle.length; at += 1) {
      const changed = Buffer.from(bundle)
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at)
      if (read(changed) === 'taken') taken.push(at)
    }
    expect(bundle.length).toBeGreaterThan(1_000)
    expect(taken).toEqual([])
  })

  it('is refused after any change of a digit of its signature, also of bits that base64 does not use', () => {
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const last = bundleMagic.length + 17 + 85
    const original = bundle.toString('latin1', last, last + 1)
    const others = [...digits].filter((digit) => digit !== original)
    const codes = others.map((digit) => {
      const changed = Buffer.from(bundle)
      changed.write(digit, last, 'latin1')
      return read(changed)
    })
    expect(bundle.toString('latin1', last + 1, last + 4)).toBe('==\n')
    expect(new Set(codes)).toEqual(new Set(['catalog/bundle-wrongly-signed']))
  })

  it('is refused as truncated at every length of its head, and at many of its files', () => {
    const { headBytes } = readBundle(bundle, keys)
    const codes = new Set<string>()
    for (let length = 0; length < bundle.length; length += length < headBytes + 10 ? 1 : 13) {
      codes.add(read(bundle.subarray(0, length)))
    }
    codes.add(read(bundle.subarray(0, -1)))
    expect([...codes]).toEqual(['catalog/bundle-truncated'])
  })

  it('is refused when it goes on after its last file', () => {
    expect(read(Buffer.concat([bundle, Buffer.from('\n')]))).toBe('catalog/bundle-altered')
    expect(read(Buffer.concat([bundle, bundle]))).toBe('catalog/bundle-altered')
  })

  it('is refused with files in another order, or with a byte moved from one to the next', () => {
    expect(read(signed({}, [...files.values()].reverse()))).toBe('catalog/bundle-altered')
    const moved = listed.map((file, at) => ({
      ...file,
      sizeBytes: file.sizeBytes + (at === 0 ? 1 : at === 1 ? -1 : 0),
    }))
    expect(read(signed({ files: moved }))).toBe('catalog/bundle-altered')
  })

  it('is refused when it holds a file twice', () => {
    const [first = Buffer.alloc(0)] = files.values()
    expect(read(signed({ files: [...listed, listed[0]] }, [...files.values(), first]))).toBe('catalog/bundle-altered')
  })
})

describe('the signature of a catalog bundle', () => {
  it('counts only by a key that is trusted', () => {
    expect(read(sampleBundle(8, stranger))).toBe('catalog/bundle-unknown-key')
    expect(codeOf(() => readBundle(bundle, []))).toBe('catalog/bundle-unknown-key')
  })

  it('by a stranger is refused under the name of a trusted key', () => {
    const lying = sampleBundle(8, stranger).toString('latin1').replaceAll(stranger.key.id, signer.key.id)
    expect(read(Buffer.from(lying, 'latin1'))).toBe('catalog/bundle-wrongly-signed')
  })

  it('is refused when what was signed names another key', () => {
    expect(read(signed({ keyId: stranger.key.id }))).toBe('catalog/bundle-wrongly-signed')
  })

  it('of one catalog does not fit another', () => {
    const other = sampleBundle(9, signer)
    const signatureEnd = bundleMagic.length + 17 + 88
    const spliced = Buffer.concat([bundle.subarray(0, signatureEnd), other.subarray(signatureEnd)])
    expect(read(spliced)).toBe('catalog/bundle-wrongly-signed')
  })

  it('is checked before anything of the manifest is read', () => {
    const head = bundle.toString('latin1', 0, bundleMagic.length + 17 + 89)
    expect(read(Buffer.from(`${head}{"not": "JSON\n`))).toBe('catalog/bundle-wrongly-signed')
  })

  it('is what stock tools find under the second line', () => {
    const [, second = '', third = ''] = bundle.toString('latin1').split('\n')
    expect(second).toMatch(/^[0-9a-f]{16} [\w+/]{86}==$/)
    expect(JSON.parse(third)).toMatchObject({ keyId: signer.key.id, files: listed })
  })
})

describe('a bomb in the place of a catalog', () => {
  it('is refused by its size before anything is read', () => {
    const huge = Buffer.alloc(bundleLimits.bundleBytes + 1)
    bundle.copy(huge)
    expect(read(huge)).toBe('catalog/bundle-too-large')
  })

  it('is refused when its manifest does not end', () => {
    const head = bundle.subarray(0, bundleMagic.length + 17 + 89)
    expect(read(Buffer.concat([head, Buffer.alloc(bundleLimits.manifestBytes + 1, '[')]))).toBe(
      'catalog/bundle-too-large',
    )
    expect(read(Buffer.concat([Buffer.from(bundleMagic), Buffer.alloc(200, 'a')]))).toBe('catalog/bundle-unreadable')
  })

  it.each([
    ['one file of ten gigabytes', [{ ...listed[0], sizeBytes: 10 * 2 ** 30 }]],
    ['one file above the size of a file', [{ ...listed[0], sizeBytes: bundleLimits.fileBytes + 1 }]],
    [
      'many files that are too much together',
      Array.from({ length: 5 }, (_, at) => ({
        path: `a/${at}.yaml`,
        sizeBytes: bundleLimits.fileBytes,
        sha256: sha256(bundle),
      })),
    ],
  ])('is refused when it declares %s, although the right key signed it', (_, declared) => {
    expect(read(signed({ files: declared }))).toBe('catalog/bundle-too-large')
  })

  it('is refused when it lists more files than a catalog can have', () => {
    const many = Array.from({ length: bundleLimits.files + 1 }, (_, at) => ({
      path: `a/${at}.yaml`,
      sizeBytes: 0,
      sha256: sha256(bundle),
    }))
    expect(read(signed({ files: many }, []))).toBe('catalog/bundle-unusable')
  })

  it('gets nothing unpacked: packed files are no catalogs', () => {
    expect(read(gzipSync(Buffer.alloc(20_000_000)))).toBe('catalog/bundle-unreadable')
    expect(read(gzipSync(bundle))).toBe('catalog/bundle-unreadable')
    expect(read(Buffer.from('PK\u0003\u0004'.padEnd(500, '\0'), 'latin1'))).toBe('catalog/bundle-unreadable')
  })
})

describe('a manifest that this product does not read', () => {
  it.each([
    ['a member that it does not know', { requires: 'more' }],
    ['a version that is no number', { catalogVersion: '8' }],
    ['a version below one', { catalogVersion: 0 }],
    ['a version that cannot be counted exactly', { catalogVersion: 2 ** 60 }],
    ['a negative size', { files: [{ ...listed[0], sizeBytes: -1 }] }],
    ['a path that leaves the catalog', { files: [{ ...listed[0], path: '../catalog.json' }] }],
    ['no files', { files: [] }],
    ['a next key under a false id', { nextKeys: [{ ...stranger.key, id: signer.key.id }] }],
  ])('is refused: %s', (_, more) => {
    expect(read(signed(more))).toBe('catalog/bundle-unusable')
  })

  it('is refused by the number of its form', () => {
    const later = Buffer.concat([Buffer.from('fieldseal-catalog 2\n'), bundle.subarray(bundleMagic.length)])
    expect(read(later)).toBe('catalog/bundle-unusable')
  })
})
