import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../build/command.ts'
import { importCircles, loadedWith } from '../build/import-circles.ts'
import { forbiddenImports, importsOf, mayImport } from '../build/import-table.ts'

/** Paths from the top of the checkout, with forward slashes. */
function filesUnder(...folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .map((path) => path.replaceAll('\\', '/'))
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const sources = filesUnder('electron', 'renderer').filter((path) => /\.(ts|tsx|mts|cts|js|mjs|cjs)$/.test(path))

describe('the import table', () => {
  it('holds for every file of electron/ and renderer/', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.flatMap((path) => forbiddenImports(path, read(path)))).toEqual([])
  })

  it('names every room of electron/', () => {
    const rooms = readdirSync(join(root, 'electron'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `electron/${entry.name}`)
    expect(rooms.filter((room) => mayImport[room] === undefined)).toEqual([])
  })

  it.each([
    ['a check that asks a driver', 'electron/checks/ntp-configured.ts', '../drivers/driver.ts'],
    ['a check that asks a device itself', 'electron/checks/ntp-configured.ts', '../protocols/network.ts'],
    ['a check that reads the disk', 'electron/checks/ntp-configured.ts', 'node:fs/promises'],
    ['a model that knows the engine', 'electron/model/finding.ts', '../engine/session.ts'],
    ['a fix that knows its check', 'electron/fixes/ntp-configured.ts', '../checks/ntp-configured.ts'],
    ['a vendor that builds on another', 'electron/drivers/axis/driver.ts', '../dahua/driver.ts'],
    ['a verifier that needs the rest of evidence', 'electron/evidence/verify/verify-pack.ts', '../pack.ts'],
    ['a verifier that reads files', 'electron/evidence/verify/verify-pack.ts', 'node:fs'],
    [
      'a practice device with the code of the clients',
      'electron/practice/practice-site.ts',
      '../protocols/onvif/soap.ts',
    ],
    ['an engine that knows the command line', 'electron/engine/session.ts', '../cli/main.ts'],
    ['a command line that knows the window', 'electron/cli/main.ts', '../app/main.ts'],
    ['a socket outside protocols', 'electron/engine/session.ts', 'node:net'],
    ['an HTTP request outside protocols', 'electron/discovery/http.ts', 'axios'],
    ['a window outside app', 'electron/engine/session.ts', 'electron'],
    ['a part of Electron outside app', 'electron/engine/session.ts', 'electron/main'],
    [
      'a screen that imports the model',
      'renderer/screens/devices/devices-screen.tsx',
      '../../../electron/model/device.ts',
    ],
    ['a screen with Node', 'renderer/screens/devices/devices-screen.tsx', 'node:path'],
    ['a database outside store', 'electron/vault/vault.ts', 'better-sqlite3-multiple-ciphers'],
    ['a way out of the rooms', 'electron/engine/session.ts', '../../test/helper.ts'],
  ])('refuses %s', (_, file, imports) => {
    expect(forbiddenImports(file, `import { x } from '${imports}'\n`)).toMatchObject([{ file, imports }])
  })

  it.each([
    ['electron/checks/ntp-configured.ts', '../model/verdict.ts'],
    ['electron/drivers/axis/driver.ts', '../onvif/capabilities.ts'],
    ['electron/drivers/axis/driver.ts', '../driver.ts'],
    ['electron/evidence/pack.ts', './verify/limits.ts'],
    ['electron/protocols/network.ts', 'node:net'],
    ['electron/app/main.ts', 'electron'],
    ['electron/app/engine-host.ts', '../engine/session.ts'],
    ['renderer/api/use-query.ts', '../../electron/contract/channels.ts'],
  ])('lets %s import %s', (file, imports) => {
    expect(forbiddenImports(file, `import { x } from '${imports}'\n`)).toEqual([])
  })

  it('sees every way to write an import, and none in a comment', () => {
    const source = [
      "import a from 'one'",
      "import type { B } from 'two'",
      "export * from 'three'",
      "const four = await import('four')",
      "import 'five'",
      "type Six = import('six').Six",
      "const seven = require('seven')",
      "import {\n  x,\n} from 'eight'",
      "// import 'never'",
      "/** import 'never' */",
    ].join('\n')
    expect(importsOf(source)).toEqual(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'])
  })

  it('leaves no request to a device to the fetch of the platform, which knows no scope', () => {
    const callers = sources.filter((path) => path.startsWith('electron/') && /(?<![.\w])fetch\(/.test(read(path)))
    expect(callers).toEqual([])
  })
})

describe('the packages of others', () => {
  interface Manifest {
    readonly dependencies: Readonly<Record<string, string>>
    readonly devDependencies: Readonly<Record<string, string>>
    readonly optionalDependencies: Readonly<Record<string, string>>
  }
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Manifest
  const declared = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })

  it('are each used by a file of the product, of its build or of its tests', () => {
    const users = filesUnder('electron', 'renderer', 'build', 'test').filter((path) => /\.(tsx?|mjs|json)$/.test(path))
    const code = users.map(read).join('\n')
    // Types are used where what they describe is.
    const used = (name: string) => {
      const described = name.replace(/^@types\/(?!node$)/, '')
      return [`'${described}'`, `'${described}/`, `/${described}/`].some((words) => code.includes(words))
    }
    expect(declared.filter((name) => !used(name) && name !== '@types/node')).toEqual([])
  })
})

describe('the order in which files load', () => {
  it('has no circle', () => {
    const code = new Map(sources.map((path) => [path, read(path)]))
    expect(importCircles(code)).toEqual([])
  })

  it('is seen through every way to import a value, and not disturbed by types', () => {
    const code = new Map([
      ['a/one.ts', "import { type X, two } from './two.ts'"],
      ['a/two.ts', "export { three } from '../b/three.ts'"],
      ['b/three.ts', "import * as all from '../a/one.ts'\nimport type { Four } from './four.ts'"],
      ['b/four.ts', "import { type Three } from './three.ts'\nimport { three } from './three.ts'"],
    ])
    expect(importCircles(code)).toEqual([['a/one.ts', 'a/two.ts', 'b/three.ts']])
  })

  it.each(['@peculiar/x509', 'pkijs', 'pdf-lib', 'pdfkit', 'kdbxweb'])(
    'leaves %s until it is needed: a site opens no sooner than the engine process has loaded',
    (library) => {
      const code = new Map(sources.map((path) => [path, read(path)]))
      const atTheStart = [...loadedWith('electron/app/engine-host.ts', code)]
      expect(atTheStart).toContain('electron/engine/session.ts')
      const imports = new RegExp(`^import (?!type\\b)[^'"]*from '${library}'`, 'm')
      expect(atTheStart.filter((path) => imports.test(code.get(path) ?? ''))).toEqual([])
      expect([...code.values()].some((source) => imports.test(source))).toBe(true)
    },
  )
})

describe('the files', () => {
  /** Long on purpose, each with its reason. */
  const mayBeLong: Readonly<Record<string, string>> = {}

  it('stay under 400 lines, so that each has one job', () => {
    const long = sources.filter((path) => read(path).split('\n').length > 400)
    expect(long.filter((path) => mayBeLong[path] === undefined)).toEqual([])
    expect(Object.keys(mayBeLong).filter((path) => !long.includes(path))).toEqual([])
  })

  it('have names in kebab-case', () => {
    const odd = sources.filter((path) => !/^[a-z0-9/.-]+$/.test(path))
    expect(odd).toEqual([])
  })

  it('lie in the folders that the top level has, and nothing else lies there', () => {
    const ignored = read('.gitignore')
      .split('\n')
      .filter((line) => /^[\w.-]+\/$/.test(line))
      .map((line) => line.slice(0, -1))
    const found = readdirSync(root).filter((name) => !name.startsWith('.') && !ignored.includes(name))
    expect(found.toSorted()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'build',
        'checklists',
        'electron',
        'firmware-catalog',
        'package-lock.json',
        'package.json',
        'renderer',
        'test',
        'tsconfig.json',
      ].toSorted(),
    )
  })
})

describe('the tests', () => {
  const tests = filesUnder('test').filter((path) => /\.(ts|tsx)$/.test(path))
  const holdsTests = (path: string) => /^\s*(?:it|test)(?:\.\w+)?(?:\.each)?\s*[(<`]/m.test(read(path))

  it('all lie in files that the runner finds', () => {
    const misnamed = tests.filter((path) => holdsTests(path) && !/\.test\.tsx?$/.test(path))
    expect(misnamed).toEqual([])
  })

  it('are there in every file that is named as a test', () => {
    const empty = tests.filter((path) => /\.test\.tsx?$/.test(path) && !holdsTests(path))
    expect(empty).toEqual([])
  })

  it('are none of them switched off or alone', () => {
    const pattern = /\b(?:it|test|describe)\.(?:only|skip|todo|fails)\b/
    expect(tests.filter((path) => path !== 'test/architecture.test.ts' && pattern.test(read(path)))).toEqual([])
  })
})
