import { spawnSync } from 'node:child_process'
import { paceLimits } from '../../electron/discovery/pace.ts'
import { siteNetwork, whyNoNamespaces } from './discovery/namespaces.ts'
import { openStage, type Stage, type Truth } from './discovery/stage.ts'
import type { Outcome } from './discovery/visit-process.ts'

const rounds = 5
const goals = { ratio: 1.3, firstMs: 300 } as const

/**
 * Discovery on routed addresses of which most are silent, as on a real network: the fast pace against a plain sweep of one second and
 * against nmap, in one run; then growing sites; then the packet rates of the gentler paces.
 */
export async function discoveryBench(): Promise<void> {
  const why = whyNoNamespaces()
  if (why !== null) return say(`Skipped: this bench needs network namespaces, and ${why}.`)
  await against()
  await growing()
  await rates()
}

async function against(): Promise<void> {
  const scope = `${siteNetwork}.0.0/24`
  await withStage(100, 24, async (stage) => {
    const ours: Outcome[] = []
    const sweeps: Outcome[] = []
    for (let round = 0; round < rounds; round += 1) {
      sweeps.push(await stage.run({ kind: 'sweep', scope, pace: 'fast' }))
      ours.push(await stage.run({ kind: 'discover', scope, pace: 'fast' }))
    }
    say(`100 devices and 154 silent addresses on a routed /24, median of ${rounds} in one run`)
    for (const [name, outcomes] of [
      ['plain sweep, 1 s', sweeps],
      ['fast discovery', ours],
    ] as const) {
      const of = (pick: (outcome: Outcome) => number) => median(outcomes.map(pick))
      say(
        `  ${name.padEnd(18)}${ms(of(({ wallMs }) => wallMs))}  first device ${ms(of(({ firstMs }) => firstMs ?? 0))}` +
          `  packets ${of(({ packets }) => packets)}  CPU ${of(({ cpuSeconds }) => cpuSeconds).toFixed(2)} s` +
          `  found ${of(({ devices }) => devices.length)}`,
      )
    }
    const found = ours.map(({ devices }) => compare(devices, stage.truth))
    const worst = (pick: (score: Score) => number) => Math.min(...found.map(pick))
    say(
      `  identified in every round: vendor ${worst(({ vendor }) => vendor)}, model ${worst(({ model }) => model)},` +
        ` firmware ${worst(({ firmware }) => firmware)}, class ${worst(({ kind }) => kind)} of 100;` +
        ` false devices ${Math.max(...found.map(({ strangers }) => strangers))}`,
    )
    for (const miss of new Set(found.flatMap(({ missed }) => missed))) say(`    missed ${miss}`)
    const ratio = median(ours.map(({ wallMs }) => wallMs)) / median(sweeps.map(({ wallMs }) => wallMs))
    const first = median(ours.map(({ firstMs }) => firstMs ?? Number.POSITIVE_INFINITY))
    say(`  ratio ${ratio.toFixed(2)} ${verdict(ratio <= goals.ratio, `goal ${goals.ratio}`)}`)
    say(`  first device ${ms(first)} ${verdict(first <= goals.firstMs, `goal ${goals.firstMs} ms`)}`)
    nmap(stage, scope)
  })
}

function nmap({ visitNamespace }: Stage, scope: string): void {
  for (const [name, args] of [
    ['nmap -sS, 4 ports', ['-sS', '-p', '80,443,554,161']],
    ['nmap -sU, port 161', ['-sU', '-p', '161']],
  ] as const) {
    const started = performance.now()
    const run = spawnSync('ip', ['netns', 'exec', visitNamespace, 'nmap', '-n', '-T4', '--open', ...args, scope], {
      encoding: 'utf8',
    })
    const wall = performance.now() - started
    if (run.status !== 0) {
      say('  nmap is not installed here')
      return
    }
    const [, up = '?'] = /\((\d+) hosts? up\)/.exec(run.stdout) ?? []
    say(`  ${name.padEnd(18)}${ms(wall)}  found ${up}, identified none`)
  }
}

async function growing(): Promise<void> {
  say('Growing sites on a routed /20 (4,094 addresses), fast discovery')
  const rows: { readonly count: number; readonly outcome: Outcome }[] = []
  for (const count of [250, 500, 1_000]) {
    await withStage(count, 20, async (stage) => {
      const outcome = await stage.run({ kind: 'discover', scope: `${siteNetwork}.0.0/20`, pace: 'fast' })
      const { vendor, model, firmware, kind, strangers } = compare(outcome.devices, stage.truth)
      rows.push({ count, outcome })
      say(
        `  ${String(count).padStart(5)} devices ${ms(outcome.wallMs)}  CPU ${outcome.cpuSeconds.toFixed(2)} s` +
          `  memory ${outcome.peakMegabytes.toFixed(0)} MB  packets ${outcome.packets}` +
          `  vendor ${vendor} model ${model} firmware ${firmware} class ${kind} false ${strangers}`,
      )
    })
  }
  const [first, last] = [rows.at(0), rows.at(-1)]
  if (first === undefined || last === undefined) return
  const times = last.count / first.count
  const grown = (pick: (outcome: Outcome) => number) => pick(last.outcome) / pick(first.outcome)
  const [wall, memory] = [grown(({ wallMs }) => wallMs), grown(({ peakMegabytes }) => peakMegabytes)]
  say(
    `  ${times} times the devices: ${wall.toFixed(2)} times the time, ${memory.toFixed(2)} times the memory ` +
      verdict(wall <= times && memory <= times, 'goal no faster than linear'),
  )
}

/** What each pace promises: new questions per second, counted by the kernel over the busiest second. */
async function rates(): Promise<void> {
  say('New questions (datagrams and connections) in the busiest second, 40 devices on a routed /25')
  await withStage(40, 25, async (stage) => {
    for (const pace of ['gentle', 'normal', 'fast'] as const) {
      const { packetsPerSecond } = paceLimits[pace]
      // The gentle pace would take minutes for all of it, and presses no less on a part.
      const outcome = await stage.run({
        kind: 'discover',
        scope: `${siteNetwork}.0.0/${pace === 'gentle' ? 28 : 25}`,
        pace,
      })
      // A second of the clock may begin in one tick of the pace and end in another.
      const most = packetsPerSecond * 1.1
      say(
        `  ${pace.padEnd(7)} ${String(outcome.mostPerSecond).padStart(5)} in a second ` +
          `${verdict(outcome.mostPerSecond <= most, `promised ${packetsPerSecond}`)}; ${ms(outcome.wallMs)}`,
      )
    }
  })
}

async function withStage(count: number, prefix: number, work: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage(count, prefix)
  try {
    await work(stage)
  } finally {
    await stage.close()
  }
}

interface Score {
  readonly vendor: number
  readonly model: number
  readonly firmware: number
  readonly kind: number
  /** Devices at addresses where none stands. */
  readonly strangers: number
  readonly missed: readonly string[]
}

function compare(found: Outcome['devices'], truth: readonly Truth[]): Score {
  const at = new Map(found.map((device) => [device.address, device]))
  const missed: string[] = []
  const count = (what: string, right: (device: Outcome['devices'][number], true_: Truth) => boolean) =>
    truth.filter((known) => {
      const device = at.get(known.address)
      const is = device !== undefined && right(device, known)
      if (!is) missed.push(`${what} of ${known.vendor} ${known.model} ${known.firmware}`)
      return is
    }).length
  return {
    vendor: count('vendor', ({ vendor }, known) => word(vendor) === word(known.vendor)),
    model: count('model', ({ model }, known) => plain(model) === plain(known.model)),
    firmware: count('firmware', ({ firmware, build }, known) =>
      [firmware, `${firmware}${build}`].some((said) => plain(said) === plain(known.firmware).replace('build', '')),
    ),
    kind: count('class', (device, known) => device.class === known.class),
    strangers: found.filter(({ address }) => !truth.some((known) => known.address === address)).length,
    missed,
  }
}

const plain = (text: string | null): string => (text ?? '').toLowerCase().replace(/^axis\b|[^a-z0-9.]/g, '')
const word = (text: string | null): string => (text ?? '').toLowerCase().split(/\s/)[0] ?? ''
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const ms = (value: number): string => `${value.toFixed(0).padStart(6)} ms`
const verdict = (reached: boolean, goal: string): string => `(${reached ? 'ok' : 'over'}, ${goal})`
const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
