import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openFirmwareCatalog } from '../../electron/catalog/firmware-catalog.ts'
import { familyFile, type Manifest, manifestFile, type VersionScheme } from '../../electron/catalog/product.ts'
import { schemes } from '../../electron/catalog/version-schemes.ts'
import { noIdentity } from '../../electron/model/device.ts'

const shipped = join(import.meta.dirname, '../../firmware-catalog')
const bounds = { coldMs: 300, judgeMs: 200 } as const
const fleet = 1_000

type Device = Parameters<ReturnType<typeof openFirmwareCatalog>['assess']>[0]

/** Cold load with every hash verified, and a fleet judged: the shipped catalog, and 10,000 records within 10 times of both. */
export async function catalogBench(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'catalog-bench-'))
  try {
    report('shipped catalog', shipped, 1)
    report('10,000 records', largeCatalog(scratch), 10)
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function report(title: string, folder: string, times: number): void {
  const manifest = readManifest(folder)
  // First of all, so that nothing of it is warm.
  const cold = timed(() => {
    const catalog = openFirmwareCatalog(folder)
    catalog.verify()
    // The first device of each maker makes the catalog read everything it has.
    for (const { names } of manifest.vendors) {
      catalog.assess({ ...noIdentity, manufacturer: names[0] ?? null, model: 'any', firmware: '1.0' })
    }
    return catalog
  })
  const plain = timed(() => parsePlainly(folder, manifest))
  const devices = fleetOf(folder, manifest)
  const judged = timed(() => devices.map((device) => cold.value.assess(device)))
  const holes = judged.value.reduce((sum, answer) => sum + answer.vulnerabilities.length, 0)
  say(
    `${title}: ${manifest.products} records, ${manifest.vulnerabilities} vulnerabilities, ${manifest.vendors.length} makers`,
  )
  say(`  load and verify, cold   ${line(cold.ms, bounds.coldMs * times)}`)
  say(`  ${fleet} devices judged     ${line(judged.ms, bounds.judgeMs * times)}, ${holes} answers`)
  say(`  JSON.parse of the same  ${plain.ms.toFixed(1)} ms; the load is ${(cold.ms / plain.ms).toFixed(1)} times that`)
}

const line = (ms: number, bound: number): string =>
  `${ms.toFixed(1)} ms (${ms <= bound ? 'ok' : 'over'}, bound ${bound} ms)`

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

function timed<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const start = performance.now()
  const value = work()
  return { ms: performance.now() - start, value }
}

const readManifest = (folder: string): Manifest =>
  manifestFile.parse(JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8')))

/** What any reader of the data has to do at least: read the bytes of index and manifest, and parse them. */
function parsePlainly(folder: string, { index }: Manifest): unknown[] {
  return ['catalog.json', index?.path ?? 'index.json'].map((path) =>
    JSON.parse(readFileSync(join(folder, path), 'utf8')),
  )
}

type Families = Readonly<Record<string, unknown>>
const readIndex = (folder: string): Families => JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Families

/** Devices of all makers, every fourth without a maker's name, each with a version of its maker's form. */
function fleetOf(folder: string, { vendors }: Manifest): Device[] {
  const index = readIndex(folder)
  const known = vendors.flatMap(({ names, files }) =>
    files.flatMap(({ path }) => {
      const family = familyFile.parse(index[path])
      return family.products.flatMap(({ models, examples, scheme }) =>
        [...examples, ...models]
          .slice(0, 1)
          .map((model) => ({ manufacturer: names[0] ?? null, model, scheme: scheme ?? family.scheme })),
      )
    }),
  )
  return Array.from({ length: fleet }, (_, number) => {
    const { manufacturer, model, scheme } = known[(number * 7919) % known.length] ?? {
      manufacturer: null,
      model: null,
      scheme: 'dotted' as VersionScheme,
    }
    const { examples } = schemes[scheme]
    const firmware = examples[number % examples.length] ?? '1.0'
    return { ...noIdentity, manufacturer: number % 4 === 0 ? null : manufacturer, model, firmware }
  })
}

/** The shipped records again and again under other names, until there are 10,000. */
function largeCatalog(scratch: string): string {
  const manifest = readManifest(shipped)
  const index = readIndex(shipped)
  const copies = Math.ceil(10_000 / manifest.products)
  const contents: Record<string, unknown> = {}
  const vendors = manifest.vendors.map((vendor) => ({
    ...vendor,
    files: vendor.files.flatMap((file) =>
      Array.from({ length: copies }, (_, copy) => copied(scratch, file, index, copy, contents)),
    ),
  }))
  const files = vendors.flatMap((vendor) => vendor.files)
  const indexText = JSON.stringify(contents)
  writeFileSync(join(scratch, 'index.json'), indexText)
  const counted = {
    products: files.reduce((sum, { products }) => sum + products, 0),
    vulnerabilities: files.reduce((sum, { vulnerabilities }) => sum + vulnerabilities, 0),
  }
  const large = { ...manifest, ...counted, index: { path: 'index.json' as const, sha256: sha256(indexText) }, vendors }
  writeFileSync(join(scratch, 'catalog.json'), JSON.stringify(large))
  return scratch
}

type ListedFile = Manifest['vendors'][number]['files'][number]

function copied(
  scratch: string,
  file: ListedFile,
  index: Families,
  copy: number,
  contents: Record<string, unknown>,
): ListedFile {
  const path = file.path.replace(/\.yaml$/, `-${copy}.yaml`)
  const family = familyFile.parse(index[file.path])
  const products = family.products.map((product) => ({
    ...product,
    id: `${product.id}-${copy}`,
    models: product.models.map((model) => (copy === 0 ? model : `${model} C${copy}`)),
    modelPattern:
      copy === 0 || product.modelPattern === null ? product.modelPattern : `${product.modelPattern}.* C${copy}$`,
    examples: product.examples.map((model) => (copy === 0 ? model : `${model} C${copy}`)),
  }))
  contents[path] = { ...family, products }
  const text = JSON.stringify(contents[path])
  mkdirSync(dirname(join(scratch, path)), { recursive: true })
  writeFileSync(join(scratch, path), text)
  return { ...file, path, sha256: sha256(text) }
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
