import { type ChaosVisitReport, chaosVisit } from '../engine/chaos-visit.ts'

const usual = { seeds: 20, devices: 60 }

/** Visits while everything goes wrong on both sides, one for each seed. `npm run bench -- chaos [SEEDS] [DEVICES] [FIRST]` */
export async function chaosBench(): Promise<void> {
  const [seeds = usual.seeds, devices = usual.devices, first = 1] = process.argv.slice(3).map(Number)
  say(`${seeds} visits over ${devices} devices, with trouble at the devices and at the laptop`)
  say(
    '  seed     time  mishaps  interruptions  changes fixed/others  lost  locked  untrue  unexplained  open  cut off  bugs',
  )
  const reports: ChaosVisitReport[] = []
  for (let seed = first; seed < first + seeds; seed += 1) {
    const report = await chaosVisit({ seed: `chaos ${seed}`, devices, steps: 8, longestMs: 3_000 })
    reports.push(report)
    say(row(String(seed), report))
    for (const sentence of sentences(report)) say(`           ${sentence}`)
  }
  const bad = reports.filter((report) => sentences(report).length > 0)
  say(`  ${reports.length - bad.length} of ${reports.length} visits without a loss`)
}

function row(seed: string, report: ChaosVisitReport): string {
  const total = (counts: Readonly<Partial<Record<string, number>>>) =>
    Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0)
  const { fixed = 0 } = report.changes
  const cells: readonly (readonly [string | number, number])[] = [
    [seed, 6],
    [`${report.seconds.toFixed(0)} s`, 9],
    [total(report.mishaps), 9],
    [report.interruptions.length, 15],
    [`${fixed}/${total(report.changes) - fixed}`, 22],
    [report.lost.length, 6],
    [report.lockouts.length, 8],
    [report.untrue.length, 8],
    [report.unexplained.length, 13],
    [report.open.length, 6],
    [report.cutOff.length, 9],
    [report.bugs.length, 6],
  ]
  return cells.map(([cell, width]) => String(cell).padStart(width)).join('')
}

const sentences = ({ lost, lockouts, untrue, unexplained, open, bugs }: ChaosVisitReport): string[] => [
  ...lost.map((text) => `lost password: ${text}`),
  ...lockouts.map((text) => `locked out: ${text}`),
  ...untrue.map((text) => `untrue: ${text}`),
  ...unexplained.map((text) => `unexplained: ${text}`),
  ...open.map((text) => `open: ${text}`),
  ...bugs.map((text) => `bug: ${text}`),
]

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
