import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { devicesAtOnce } from '../../electron/engine/device/each-device.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { PracticeSite } from '../../electron/practice/practice-site.ts'

const count = 250
const latencyMs = 20
/** Devices that are assessed alone, for the longest of them. Of every kind there are some. */
const alone = 40
const most = 2
const root = join(import.meta.dirname, '../..')

type Site = Pick<PracticeSite, 'scope' | 'interfaces' | 'knownLogins' | 'settings'>

/** Many devices assessed read-only, each answer late: bounded by the slowest device, not by the sum. */
export async function assessBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldseal-bench-'))
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'assess/site-process.ts'), String(count), String(latencyMs)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  try {
    const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
    if (line.done === true)
      return say('Skipped: the practice site did not start; it needs the usual ports on loopback.')
    await measure(JSON.parse(line.value) as Site, folder)
  } finally {
    child.stdin.end()
    if (child.exitCode === null) await once(child, 'exit')
    rmSync(folder, { recursive: true })
  }
}

async function measure(site: Site, folder: string): Promise<void> {
  const { signal } = new AbortController()
  const on = () => undefined
  const session = await open(site, join(folder, 'all.fieldseal'))
  try {
    const { devices } = await session.discover({ pace: 'normal', signal, on })
    logins(session, site)
    const cpu = process.cpuUsage()
    const all = await timed(() => session.assess({ devices: null, pace: 'fast', signal, on }))
    const { user, system } = process.cpuUsage(cpu)
    const findings = session.findings().asLeft
    const unread = new Set(findings.filter(({ outcome }) => outcome === 'error').map(({ deviceId }) => deviceId))
    const single = await longestAlone(site, join(folder, 'alone.fieldseal'))
    const rounds = Math.ceil(devices.length / devicesAtOnce.fast)
    const bound = most * single * rounds
    say(
      `${devices.length} devices assessed read-only, ${latencyMs} ms before every HTTP answer, ${devicesAtOnce.fast} at once`,
    )
    say(
      `  all           ${seconds(all)}  CPU ${((user + system) / 1e6).toFixed(1)} s, ${findings.length} findings, ` +
        `${unread.size} devices with something unread`,
    )
    say(`  longest alone ${seconds(single)}  of ${alone}`)
    say(
      `  ${(all / (single * rounds)).toFixed(2)} times longest x ${rounds} rounds ` +
        `(${all <= bound ? 'ok' : 'over'}, goal ${most}); one after the other it would be about ${rounds * devicesAtOnce.fast} singles`,
    )
  } finally {
    session.close()
  }
}

/** In a site file of its own: what one visit tried, it does not try again. */
async function longestAlone(site: Site, file: string): Promise<number> {
  const { signal } = new AbortController()
  const on = () => undefined
  const session = await open(site, file)
  try {
    const { devices } = await session.discover({ pace: 'normal', signal, on })
    logins(session, site)
    let longest = 0
    const step = Math.max(1, Math.floor(devices.length / alone))
    for (const device of devices.filter((_, index) => index % step === 0).slice(0, alone)) {
      longest = Math.max(longest, await timed(() => session.assess({ devices: [device.id], signal, on })))
    }
    return longest
  } finally {
    session.close()
  }
}

async function open({ scope, interfaces, settings }: Site, file: string): Promise<SiteSession> {
  const session = await SiteSession.create(
    file,
    Secret.of('bench makes no master'),
    {
      name: 'Bench',
      customer: null,
      contract: null,
      technician: 'Bench',
      company: 'Bench',
      checklist: 'baseline',
      settings,
      practice: true,
    },
    {
      resources: {
        checklists: join(root, 'checklists'),
        firmwareCatalog: join(root, 'firmware-catalog'),
        installedCatalog: null,
      },
      toolVersion: '0.0.0-bench',
    },
  )
  session.confirmScope({ targets: scope, interfaces, excluded: [] })
  return session
}

function logins(session: SiteSession, { knownLogins }: Site): void {
  for (const { address, port, username, password } of knownLogins) {
    session.logins.addAt(address, port, { username, password: Secret.of(password) })
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2).padStart(6)} s`
const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
