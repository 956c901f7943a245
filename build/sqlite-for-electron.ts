import { createHash } from 'node:crypto'
import { copyFile, cp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cacheFolder } from './cache.ts'
import { runQuietly } from './command.ts'
import type { ElectronRuntime } from './electron-runtime.ts'
import { exists, makeOnce } from './make-once.ts'

/** Text of a source file that changes, and what takes its place. */
interface Edit {
  readonly file: string
  readonly from: string | RegExp
  readonly to: string
}

/**
 * Makes the SQLite module ask for Node-API 8 instead of 10.
 *
 * All that it uses of the newer one is a persistent reference to a string. Here such a reference holds an object that
 * holds the string, which every Node-API since 3 can do. Optimization across files is off: it costs a minute and gains little.
 */
const edits: readonly Edit[] = [
  { file: 'binding.gyp', from: 'NAPI_VERSION=10', to: 'NAPI_VERSION=8' },
  { file: 'binding.gyp', from: /, '-flto'|'-flto', /g, to: '' },
  { file: 'deps/common.gypi', from: "'-O3'", to: "'-O2'" },
  { file: 'src/util/helpers.cpp', from: /^/, to: '#include "kept-string.hpp"\n' },
  ...['src/util/helpers.cpp', 'src/util/bind-map.cpp', 'src/util/constants.cpp'].map((file) => ({
    file,
    from: /Napi::Reference<Napi::String>/g,
    to: 'KeptString',
  })),
  {
    file: 'src/util/constants.cpp',
    from: /Napi::Persistent\((InternalizedFromLatin1\(env, str\))\)/g,
    to: 'KeptString($1)',
  },
  {
    file: 'src/util/bind-map.cpp',
    from: /Napi::Persistent\((InternalizedFromUtf8\(env, name, -1\))\)/,
    to: 'KeptString($1)',
  },
  { file: 'src/util/bind-map.cpp', from: /Napi::Persistent\((pair->name\.Value\(\))\)/, to: 'KeptString($1)' },
]

const keptString = `#pragma once
#include <napi.h>

class KeptString {
 public:
  KeptString() = default;
  explicit KeptString(Napi::String text) {
    Napi::Object holder = Napi::Object::New(text.Env());
    holder.Set("text", text);
    holder_ = Napi::Persistent(holder);
  }
  KeptString(KeptString&&) = default;
  KeptString& operator=(KeptString&&) = default;
  Napi::String Value() const { return holder_.Value().Get("text").As<Napi::String>(); }

 private:
  Napi::ObjectReference holder_;
};
`

const require = createRequire(import.meta.url)
/** What the package calls its compiled file for this platform. */
export const sqliteFileName = `${process.platform}-${process.arch}.node`
const packageName = 'better-sqlite3-multiple-ciphers'

/**
 * The file of the SQLite module that this Electron can load, or null when the one inside the package will do.
 *
 * The package's own file needs Node-API 10, which the fallback Electron has not. Compiling takes a minute or two, once per
 * version; the application finds the result through `FIELDSEAL_SQLITE_BINDING` while it runs from a checkout.
 *
 * @throws when a compiler, make, Python or the headers of Node are missing.
 */
export async function sqliteForElectron(runtime: ElectronRuntime, say: (line: string) => void): Promise<string | null> {
  if (runtime.kind === 'official') return null
  const manifest = require.resolve(`${packageName}/package.json`)
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const patch = JSON.stringify([edits.map(({ file, from, to }) => [file, String(from), to]), keptString])
  const key = createHash('sha256').update(patch).update(sqliteFileName).digest('hex').slice(0, 12)
  const folder = await makeOnce(join(cacheFolder(), `sqlite-${version}-napi8-${key}`), async (work) => {
    say(`Compiling the SQLite module for Electron ${runtime.version} (a minute or two, once)`)
    await compile(dirname(manifest), work)
  })
  return join(folder, sqliteFileName)
}

async function compile(source: string, work: string): Promise<void> {
  const headers = await nodeHeaders()
  const copy = join(work, 'node_modules', packageName)
  const kept = ['binding.gyp', 'deps', 'lib', 'src', 'package.json']
  for (const name of kept) await cp(join(source, name), join(copy, name), { recursive: true })
  const addonApi = dirname(require.resolve('node-addon-api/package.json', { paths: [source] }))
  await cp(addonApi, join(work, 'node_modules', 'node-addon-api'), { recursive: true })
  await writeFile(join(copy, 'src', 'util', 'kept-string.hpp'), keptString)
  for (const edit of edits) await apply(edit, copy)

  const gyp = join(dirname(require.resolve('node-gyp/package.json')), 'bin', 'node-gyp.js')
  const options = ['--release', '--force_build=1', `--nodedir=${headers}`, '--jobs=max']
  await runQuietly(process.execPath, [gyp, 'rebuild', ...options], { cwd: copy })
  await copyFile(join(copy, 'build', 'Release', 'better_sqlite3.node'), join(work, sqliteFileName))
  await rm(join(work, 'node_modules'), { recursive: true })
}

async function apply({ file, from, to }: Edit, folder: string): Promise<void> {
  const path = join(folder, file)
  const before = await readFile(path, 'utf8')
  const after = before.replace(from, to)
  if (after === before) throw new Error(`${packageName} has changed: nothing to replace for ${String(from)} in ${file}`)
  await writeFile(path, after)
}

/** A folder with `include/node`: of the Node that npm installed here, else of the Node that runs us. */
export async function nodeHeaders(): Promise<string> {
  const places = [dirname(dirname(process.execPath)), '/usr', '/usr/local']
  try {
    const node = dirname(require.resolve('node/package.json'))
    places.unshift(dirname(require.resolve(`node-${process.platform}-${process.arch}/package.json`, { paths: [node] })))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
  }
  for (const place of places) if (await exists(join(place, 'include', 'node', 'node_api.h'))) return place
  throw new Error('The headers of Node are missing, without which native modules cannot be compiled: run npm ci again')
}

if (import.meta.main) {
  const { electronRuntime } = await import('./electron-runtime.ts')
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const binding = await sqliteForElectron(await electronRuntime(say), say)
  process.stdout.write(`${binding ?? 'The file inside the package will do'}\n`)
}
