import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BundleManifest, bundleMagic, catalogFile } from '../electron/catalog/bundle/bundle-manifest.ts'
import { type CatalogKey, keyIdOf } from '../electron/catalog/bundle/catalog-key.ts'
import { listedFiles, manifestFile } from '../electron/catalog/product.ts'

/** The public half of an Ed25519 key, as the product pins it. */
export function catalogKeyOf(key: KeyObject): CatalogKey {
  const { crv, x } = createPublicKey(key).export({ format: 'jwk' })
  if (crv !== 'Ed25519' || x === undefined) throw new Error('the key is no Ed25519 key')
  const publicKey = Buffer.from(x, 'base64url').toString('base64')
  return { id: keyIdOf(publicKey), publicKey }
}

/** A bundle of a folder of catalog files, signed. What is wrong in the folder is not found here. */
export function bundleOfFolder(folder: string, key: KeyObject, nextKeys: readonly CatalogKey[] = []): Buffer {
  const manifest = manifestFile.parse(JSON.parse(readFileSync(join(folder, catalogFile), 'utf8')))
  const { catalogVersion, dateReleased, kevVersion, products: count } = manifest
  const paths = [catalogFile, ...listedFiles(manifest).map(({ path }) => path)]
  const files = new Map(paths.map((path) => [path, readFileSync(join(folder, path))]))
  return writeBundle({ catalogVersion, dateReleased, kevVersion, count, nextKeys: [...nextKeys] }, files, key)
}

/** The bytes of a bundle, whatever the files hold. @see electron/catalog/bundle/read-bundle.ts */
export function writeBundle(
  about: Omit<BundleManifest, 'keyId' | 'files'>,
  files: ReadonlyMap<string, Buffer>,
  key: KeyObject,
): Buffer {
  const listed = [...files].map(([path, bytes]) => ({
    path,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  return signBundle({ ...about, keyId: catalogKeyOf(key).id, files: listed }, [...files.values()], key)
}

/** Signs a manifest, whatever it says, and puts the files behind it. */
export function signBundle(manifest: object, files: readonly Buffer[], key: KeyObject): Buffer {
  const signed = Buffer.from(JSON.stringify(manifest))
  const signature = sign(null, signed, key).toString('base64')
  const head = `${bundleMagic}${catalogKeyOf(key).id} ${signature}\n`
  return Buffer.concat([Buffer.from(head), signed, Buffer.from('\n'), ...files])
}
