import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChaosReport } from '../../electron/cli/chaos/chaos-report.ts'
import { chaosVisit } from '../../electron/cli/chaos/chaos-visit.ts'
import { personalities } from '../../electron/practice/personalities.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { SeededRandom } from '../../electron/practice/random.ts'
import { LaptopClock } from './laptop-clock.ts'
import { LoopDisk } from './loop-disk.ts'
import { NetworkCard } from './network-card.ts'
import { ProcessKiller } from './process-killer.ts'
import { passphrase, sessionOptions } from './site-fixture.ts'

export interface BrokenVisitOptions {
  readonly seed: string
  readonly devices: number
  readonly longestMs: number
  /** First two numbers of the loopback network; the first free one unless told. */
  readonly network?: string
  readonly on?: (step: string) => void
}

/** One visit over every kind of simulated device, with a laptop on which everything breaks that can be broken here. */
export async function brokenVisit({ seed, devices, network, ...options }: BrokenVisitOptions): Promise<ChaosReport> {
  const lineUp = personalities.flatMap(({ id, products }) => products.map(({ model }) => ({ personality: id, model })))
  const practice = await startPracticeSite({
    devices,
    seed,
    lineUp: new SeededRandom(`${seed} line-up`).shuffled(lineUp),
    // Behind forwarded ports a device shows less of itself than it is held against: no way back to them where a network was named.
    ...(network === undefined ? {} : { network, ports: 'standard' as const }),
  })
  const disk = LoopDisk.mount(96)
  const folder = disk?.folder ?? mkdtempSync(join(tmpdir(), 'fieldseal-chaos-'))
  const clock = new LaptopClock()
  const card = new NetworkCard()
  const killer = new ProcessKiller()
  clock.turn()
  card.install()
  killer.install()
  try {
    return await chaosVisit({
      ...options,
      seed,
      practice,
      passphrase,
      file: join(folder, 'site.fieldseal'),
      session: sessionOptions,
      laptop: { clock, disk, card, killer },
    })
  } finally {
    killer.restore()
    card.restore()
    clock.restore()
    await practice.close()
    disk?.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}
