import { cp, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cacheFolder } from './cache.ts'
import { runQuietly } from './command.ts'
import { makeOnce } from './make-once.ts'
import { nodeHeaders } from './sqlite-for-electron.ts'

const require = createRequire(import.meta.url)

/**
 * The folder of the PKCS#11 module with its native part compiled, for `FIELDSEAL_PKCS11`.
 *
 * The package comes as source and its install script is not run. It uses Node-API alone, so one compiled file serves Node and
 * Electron. Compiling takes about ten seconds, once per version, and needs no network.
 *
 * @throws when the optional package is not installed, or a compiler, make, Python or the headers of Node are missing.
 */
export async function nativePkcs11(say: (line: string) => void): Promise<string> {
  const manifest = require.resolve('pkcs11js/package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  return await makeOnce(
    join(cacheFolder(), `pkcs11js-${version}-${process.platform}-${process.arch}`),
    async (work) => {
      say('Compiling the PKCS#11 module (some seconds, once)')
      const parts = ['binding.gyp', 'includes', 'src', 'index.js', 'package.json', 'LICENSE']
      for (const part of parts) await cp(join(dirname(manifest), part), join(work, part), { recursive: true })
      const gyp = join(dirname(require.resolve('node-gyp/package.json')), 'bin', 'node-gyp.js')
      const options = ['--release', `--nodedir=${await nodeHeaders()}`, '--jobs=max']
      await runQuietly(process.execPath, [gyp, 'rebuild', ...options], { cwd: work })
    },
  )
}

if (import.meta.main) {
  const folder = await nativePkcs11((line) => process.stderr.write(`${line}\n`))
  process.stdout.write(`${folder}\n`)
}
