/**
 * Makes the catalog bundle that Fieldseal imports, out of firmware-catalog/, signed with a key of the maintainers.
 *
 *     node build/sign-catalog.ts --new-key KEYFILE
 *     node build/sign-catalog.ts --key KEYFILE --out FILE [--next-key PUBLICKEY] [--signature]
 *
 * The first makes a key pair and prints the line for electron/catalog/bundle/pinned-keys.ts. The second signs; the key may
 * also come as PEM text in FIELDSEAL_CATALOG_KEY. A key file is encrypted when FIELDSEAL_CATALOG_KEY_PASSPHRASE is set.
 * `--next-key` announces a key of catalogs to come. `--signature` also writes the signed head of the bundle to
 * catalog.signature beside the files, to ship with them. `--catalog FOLDER` signs another folder.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleExtension } from '../electron/catalog/bundle/bundle-manifest.ts'
import { type CatalogKey, keyIdOf } from '../electron/catalog/bundle/catalog-key.ts'
import { checkBundle } from '../electron/catalog/bundle/open-bundle.ts'
import { pinnedKeys } from '../electron/catalog/bundle/pinned-keys.ts'
import { readBundle } from '../electron/catalog/bundle/read-bundle.ts'
import { bundleOfFolder, catalogKeyOf } from './catalog-bundle.ts'
import { root } from './command.ts'

const usage =
  'usage: sign-catalog.ts --new-key KEYFILE | [--key KEYFILE] --out FILE [--next-key PUBLICKEY] [--signature]'
const passphrase = process.env.FIELDSEAL_CATALOG_KEY_PASSPHRASE

function makeKey(path: string): void {
  const file = resolve(path)
  // A private key in the checkout is one careless commit away from the public.
  if (file.startsWith(resolve(root) + sep)) fail(`${file} is inside the checkout: keep the key elsewhere`)
  if (existsSync(file)) fail(`${file} is there already: a key is never written over`)
  const { privateKey } = generateKeyPairSync('ed25519')
  const protection = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8', ...protection })
  writeFileSync(file, pem, { flag: 'wx', mode: 0o600 })
  const { id, publicKey } = catalogKeyOf(privateKey)
  process.stderr.write(`Wrote ${file}. For electron/catalog/bundle/pinned-keys.ts:\n`)
  process.stdout.write(`{ id: '${id}', publicKey: '${publicKey}' },\n`)
}

interface Release {
  readonly folder: string
  readonly out: string
  readonly nextKeys: readonly CatalogKey[]
  readonly withSignature: boolean
}

function signCatalog(key: KeyObject, { folder, out, nextKeys, withSignature }: Release): void {
  const own = catalogKeyOf(key)
  const bytes = bundleOfFolder(folder, key, nextKeys)
  const bundle = readBundle(bytes, [own])
  checkBundle(bundle, () => new Date())
  writeFileSync(out, bytes)
  if (withSignature) writeFileSync(join(folder, 'catalog.signature'), bytes.subarray(0, bundle.headBytes))
  const { catalogVersion, dateReleased, count } = bundle.manifest
  process.stdout.write(
    `${out}: catalog ${catalogVersion} of ${dateReleased}, ${count} products, signed with ${own.id}\n`,
  )
  if (!pinnedKeys.some(({ id }) => id === own.id)) {
    process.stderr.write(
      'This key is not pinned: Fieldseal takes the catalog only where another one announced the key.\n',
    )
  }
}

function keyOf(file: string | undefined): KeyObject {
  const pem = file === undefined ? process.env.FIELDSEAL_CATALOG_KEY : readFileSync(file, 'utf8')
  if (pem === undefined) return fail(usage)
  return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) })
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

const { values } = parseArgs({
  options: {
    'new-key': { type: 'string' },
    key: { type: 'string' },
    catalog: { type: 'string', default: join(root, 'firmware-catalog') },
    out: { type: 'string' },
    'next-key': { type: 'string', multiple: true, default: [] },
    signature: { type: 'boolean', default: false },
  },
})
if (values['new-key'] !== undefined) {
  makeKey(values['new-key'])
} else {
  if (values.out === undefined || !values.out.endsWith(bundleExtension)) {
    fail(`${usage}\nFILE ends in ${bundleExtension}`)
  }
  const nextKeys = values['next-key'].map((publicKey) => ({ id: keyIdOf(publicKey), publicKey }))
  const { catalog: folder, out, signature: withSignature } = values
  signCatalog(keyOf(values.key), { folder, out, nextKeys, withSignature })
}
