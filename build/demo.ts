import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { walkVisit } from '../electron/cli/commands/visit.ts'
import { exitCode } from '../electron/cli/exit-code.ts'
import { sessionOptions } from '../electron/cli/site.ts'
import { Terminal } from '../electron/cli/terminal.ts'
import { SiteSession } from '../electron/engine/session.ts'
import { verifyPack } from '../electron/evidence/verify/verify-pack.ts'
import { outcomes } from '../electron/model/outcome.ts'
import { Secret } from '../electron/model/secret.ts'
import { startPracticeSite } from '../electron/practice/practice-site.ts'
import { exitCode as appExitCode, root } from './command.ts'

/** Public on purpose: the demo site holds nothing but simulated devices. */
const passphrase = 'a site that is only practice'

/**
 * The main job on simulated devices: discover, assess, fix, seal, verify; then the app on that site, where a display exists.
 * `--headless` never opens the app; `--json` prints one summary document as the last line.
 */
const { values } = parseArgs({
  options: {
    headless: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    devices: { type: 'string', default: '24' },
    seed: { type: 'string', default: 'fieldseal' },
  },
})
const started = performance.now()
const terminal = new Terminal({ json: values.json })
const folder = mkdtempSync(join(tmpdir(), 'fieldseal-demo-'))
mkdirSync(folder, { recursive: true })
const practice = await startPracticeSite({ devices: Number(values.devices), seed: values.seed, ports: 'auto' })
terminal.line(`Practice site of ${practice.devices.length} devices: ${practice.scope.join(' ')}`)

const session = await SiteSession.create(
  join(folder, 'practice-site.fieldseal'),
  Secret.of(passphrase),
  {
    name: 'Practice site',
    customer: 'Nobody: simulated devices',
    contract: null,
    technician: 'Demo technician',
    company: 'Demo installer',
    checklist: 'baseline',
    settings: practice.settings,
    practice: true,
  },
  // These devices are in this computer.
  { ...sessionOptions, snmpWaitMs: 100 },
)
const site = session.file
const walked = await walkVisit(session, {
  scope: { targets: practice.scope, interfaces: practice.interfaces, excluded: [] },
  largeConfirmed: false,
  pace: 'fast',
  apply: true,
  out: join(folder, 'practice-site.asice'),
  terminal,
  signal: new AbortController().signal,
  // What a technician would bring along: the logins of devices that somebody already gave a password of their own.
  discovered: () => {
    for (const { address, port, username, password } of practice.knownLogins) {
      session.logins.addAt(address, port, { username, password: Secret.of(password) })
    }
  },
})
session.close()

const report = await verifyPack(readFileSync(walked.pack.path), {
  rootsPem: [readFileSync(walked.pack.rootPath, 'utf8')],
  tsaRootsPem: [],
  requireTimestamp: false,
  now: new Date(),
})
const seconds = Math.round((performance.now() - started) / 100) / 10
const { devices, before, after, pack } = walked
terminal.line()
terminal.table(
  ['', 'As found', 'As left'],
  outcomes.map((outcome) => [outcome, String(before[outcome]), String(after[outcome])]),
)
terminal.line(`${devices} devices. Pack ${pack.path}: ${report.valid ? 'verifies' : 'DOES NOT VERIFY'}. ${seconds} s.`)
for (const { code, message } of report.reasons) terminal.line(`  ${code}  ${message}`)
if (!values.headless && hasDisplay()) {
  terminal.note(`The app opens this site. Its passphrase: ${passphrase}`)
  await appExitCode(process.execPath, [join(root, 'build', 'app.ts'), '--site', site])
}
await practice.close()
terminal.document({ site, pack: pack.path, root: pack.rootPath, devices, before, after, seconds })
process.exitCode = report.valid ? exitCode.done : exitCode.unverified

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined
}
