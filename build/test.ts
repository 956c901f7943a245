import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { exitCode, root } from './command.ts'
import { exists } from './make-once.ts'

/**
 * Everything that must hold, in one run: prepares the machine, then types, lint, unit and protocol tests, desktop tests.
 *
 * `--quick` leaves out the preparation and the desktop. A stage that fails does not stop the others. The last line says
 * how many passed and failed (types and lint count as one each), those above it what failed, and the exit code is 0 only when nothing failed.
 *
 * A test that passed only at its second try is named too: that is a defect to mend, of the test or of what it tests.
 */
interface Tally {
  readonly passed: number
  /** What failed and why, a few lines for each. */
  readonly failed: readonly string[]
  /** What failed, and passed when it was tried again. */
  readonly unsteady: readonly string[]
  readonly skipped: readonly string[]
}

interface Stage {
  readonly name: string
  readonly run: () => Promise<Tally>
}

const require = createRequire(import.meta.url)
const quick = process.argv.includes('--quick')
const reports = mkdtempSync(join(tmpdir(), 'fieldseal-test-'))
const stages: readonly Stage[] = [
  { name: 'types', run: () => whole('types', [join(root, 'build', 'types.ts')]) },
  {
    name: 'lint',
    run: () => whole('lint', [inPackage('@biomejs/biome', 'bin', 'biome'), 'check', '--config-path=build']),
  },
  { name: 'unit and protocol tests', run: () => vitest('safety', 'unit', 'pure', 'renderer') },
  ...(quick ? [] : [{ name: 'desktop tests', run: () => vitest('desktop') }]),
]

const times: string[] = []
let passed = 0
const failed: string[] = []
const unsteady: string[] = []
const skipped: string[] = []
if (!quick) await timed('machine', prepareMachine)
for (const { name, run } of stages) {
  const tally = await timed(name, run)
  passed += tally.passed
  failed.push(...tally.failed)
  unsteady.push(...tally.unsteady)
  skipped.push(...tally.skipped)
}
rmSync(reports, { recursive: true })

const lines = [
  '',
  ...times,
  ...skipped.map((name) => `Skipped: ${name}`),
  ...unsteady.map((name) => `Passed at the second try: ${name}`),
  ...failed.map((name) => `Failed: ${name}`),
  `${passed} passed, ${failed.length} failed`,
]
process.stdout.write(`${lines.join('\n')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`\n== ${name}\n`)
  const start = performance.now()
  const end = await work()
  times.push(`${name.padEnd(24)} ${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s`)
  return end
}

/** A stage that holds as a whole or not at all. */
async function whole(name: string, args: readonly string[]): Promise<Tally> {
  const good = (await exitCode(process.execPath, args)) === 0
  return { passed: good ? 1 : 0, failed: good ? [] : [name], unsteady: [], skipped: [] }
}

async function vitest(...projects: readonly string[]): Promise<Tally> {
  const report = join(reports, `${projects.join('-')}.json`)
  const code = await exitCode(process.execPath, [
    inPackage('vitest', 'vitest.mjs'),
    'run',
    '--config=build/vitest.config.ts',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  // Without a report not even the runner started, which must not read as nothing having failed.
  if (!(await exists(report)))
    return { passed: 0, failed: [`${projects.join(', ')}: the tests did not run`], unsteady: [], skipped: [] }
  return tallyOf(JSON.parse(readFileSync(report, 'utf8')) as Report, code)
}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[] | null
    }[]
  }[]
}

function tallyOf({ testResults }: Report, code: number | NodeJS.Signals): Tally {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: relative(root, name) })),
  )
  const named = ({ file, fullName, failureMessages }: (typeof tests)[number]) =>
    `${file}: ${fullName}${excerpt(failureMessages?.[0] ?? '')}`
  const failed = [
    ...tests.filter(({ status }) => status === 'failed').map(named),
    // A file that could not be loaded has no tests to fail.
    ...testResults
      .filter(
        ({ status, assertionResults }) =>
          status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
      )
      .map(({ name, message }) => `${relative(root, name)}${excerpt(message)}`),
  ]
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    unsteady: tests.filter((test) => test.status === 'passed' && (test.failureMessages ?? []).length > 0).map(named),
    failed: failed.length === 0 && code !== 0 ? [`the tests ended with ${code}`] : failed,
    skipped: tests.filter(({ status }) => !['passed', 'failed'].includes(status)).map(({ fullName }) => fullName),
  }
}

/** The first lines of a message, indented: whoever reads only the end of a long run sees why it failed. */
function excerpt(message: string): string {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines
    .slice(0, 6)
    .map((line) => `\n    ${line.slice(0, 200)}`)
    .join('')
}

/** Installs what the tests need where that may be done; elsewhere says what is missing, and the tests go on without. */
async function prepareMachine(): Promise<void> {
  if (process.platform === 'linux' && (await inPath('dpkg-query')) && (await inPath('apt-get'))) {
    await exitCode('sh', [join(root, 'build', 'setup-debian.sh')])
  }
  const needed = ['openssl', 'snmpd', 'snmpget', 'pdfsig', 'sha256sum', 'unzip', 'softhsm2-util', 'faketime']
  if (process.platform === 'linux') needed.push('Xvfb')
  for (const program of needed) {
    if (!(await inPath(program)))
      process.stdout.write(`Missing on this machine: ${program}; tests that need it will fail\n`)
  }
}

async function inPath(program: string): Promise<boolean> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program]
  for (const folder of folders) {
    for (const name of names) if (await exists(join(folder, name))) return true
  }
  return false
}

function inPackage(name: string, ...path: readonly string[]): string {
  return join(dirname(require.resolve(`${name}/package.json`)), ...path)
}
