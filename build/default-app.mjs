// What a bare Electron starts when it holds no application: opens the folder or file named on the command line.
import { existsSync, readFileSync } from 'node:fs'
import Module from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

/** Electron's own order: switches and modules to load first, then the application; what follows belongs to it. */
function readArguments(given) {
  const preload = []
  for (let index = 0; index < given.length; index++) {
    const word = given[index]
    if (word === '-r' || word === '--require') preload.push(given[++index])
    else if (word === '-v' || word === '--version') return { preload, version: true, target: null }
    else if (!word.startsWith('-')) return { preload, version: false, target: resolve(word) }
  }
  return { preload, version: false, target: null }
}

const { preload, version, target } = readArguments(process.argv.slice(1))
if (version) {
  process.stdout.write(`v${process.versions.electron}\n`)
  process.exit(0)
}
Module._preloadModules(preload)
if (target === null) {
  process.stderr.write('Name the folder of an application\n')
  process.exit(2)
}

const manifestFile = join(target, 'package.json')
const manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : null
const main = manifest === null ? target : resolve(target, manifest.main ?? 'index.js')
if (manifest?.version) app.setVersion(manifest.version)
if (manifest?.productName ?? manifest?.name) app.name = manifest.productName ?? manifest.name
app.setAppPath(manifest === null ? dirname(target) : target)
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })

try {
  // Awaited here, so that Electron becomes ready only after the application had its say; ESM and CommonJS mains alike.
  await import(pathToFileURL(main).href)
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`)
  process.exit(1)
}
