import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import {
  type ChaosReport,
  chaosHead,
  chaosRow,
  total,
  unshown,
  violations,
} from '../../electron/cli/chaos/chaos-report.ts'

/** A visit that takes longer than this hangs. */
const longestVisitMs = 15 * 60_000

/** How one visit ended: with its report, or without one. */
interface End {
  readonly seed: number
  readonly report: ChaosReport | null
  readonly cpuSeconds: number
  readonly wrong: readonly string[]
}

/**
 * Visits while everything goes wrong, one for each seed, a few at a time and each in a process with a network of its own.
 * `npm run bench -- chaos [--from SEED] [--seeds COUNT] [--devices COUNT] [--at-once COUNT]`. Ends with exit code 1 on a violation.
 */
export async function chaosBench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      from: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '20' },
      devices: { type: 'string', default: '60' },
      'at-once': { type: 'string', default: '3' },
      longest: { type: 'string', default: '3000' },
    },
  })
  const from = Number(values.from)
  const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => from + index)
  say(`${seeds.length} visits over ${values.devices} devices, with trouble at the devices and at the laptop`)
  // No visit outlives the bench, whoever ends it.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1))
  const waiting = [...seeds]
  const ends: End[] = []
  const started = performance.now()
  const worker = async (slot: number): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const end = await visitOf(seed, [values.devices, values.longest, `127.${80 + slot}`])
      ends.push(end)
      tell(end)
    }
  }
  await Promise.all(Array.from({ length: Number(values['at-once']) }, (_, slot) => worker(slot)))
  summarize(ends, (performance.now() - started) / 1_000)
}

function visitOf(seed: number, args: readonly string[]): Promise<End> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'chaos', 'seed-process.ts'), String(seed), ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let end: Pick<End, 'report' | 'cpuSeconds'> = { report: null, cpuSeconds: 0 }
  let last = 'begin'
  let problems = ''
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as Partial<End> & { readonly step?: string; readonly seconds?: number }
    if (said.report) end = { report: said.report, cpuSeconds: said.cpuSeconds ?? 0 }
    if (said.step === undefined) return
    last = said.step
    say(`  seed ${seed} ${String(said.seconds).padStart(4)} s  ${said.step}`)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    problems += chunk.toString()
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), longestVisitMs)
  const leave = () => child.kill('SIGKILL')
  process.once('exit', leave)
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(timer)
      process.removeListener('exit', leave)
      const { report } = end
      const unfinished = `seed ${seed} did not end (${last}, exit code ${code}): ${problems.slice(0, 2_000)}`
      resolve({ seed, ...end, wrong: report === null ? [unfinished] : [...violations(report), ...unshown(report)] })
    }),
  )
}

function tell({ seed, report, cpuSeconds, wrong }: End): void {
  if (report !== null) {
    say(chaosHead())
    say(chaosRow(report))
    say(`      ${cpuSeconds} s of one core. At the devices: ${list(report.mishaps)}.`)
    say(`      At the laptop: ${report.interruptions.join(', ')}. Changes: ${list(report.changes)}.`)
    for (const name of report.cutOff) say(`      cuts passwords off: ${name}`)
  }
  for (const sentence of wrong) say(`      seed ${seed}: ${sentence}`)
}

const list = (counts: Readonly<Partial<Record<string, number>>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

function summarize(ends: readonly End[], seconds: number): void {
  const sorted = ends.toSorted((left, right) => left.seed - right.seed)
  const reports = sorted.flatMap(({ report }) => (report === null ? [] : [report]))
  const good = ends.filter(({ wrong }) => wrong.length === 0).length
  const sum = (count: (report: ChaosReport) => number) => reports.reduce((all, report) => all + count(report), 0)
  say('')
  say(chaosHead())
  for (const report of reports) say(chaosRow(report))
  say(
    `${good} of ${ends.length} visits without a violation, in ${seconds.toFixed(0)} s: ` +
      `${sum(({ devices }) => devices)} devices, ${sum(({ mishaps }) => total(mishaps))} mishaps, ` +
      `${sum(({ interruptions }) => interruptions.length)} interruptions, ${sum(({ changes }) => total(changes))} changes; ` +
      `lost passwords ${sum(({ lost }) => lost.length)}, lock-outs ${sum(({ lockouts }) => lockouts.length)}, ` +
      `untrue ${sum(({ untrue }) => untrue.length)}, not explained ${sum(({ unexplained }) => unexplained.length)}.`,
  )
  for (const { seed, wrong } of sorted) for (const sentence of wrong) say(`  seed ${seed}: ${sentence}`)
  if (good < ends.length) process.exitCode = 1
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
