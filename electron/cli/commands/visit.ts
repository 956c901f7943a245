import { resolve } from 'node:path'
import { z } from 'zod'
import type { SiteSession } from '../../engine/session.ts'
import type { OutcomeCounts } from '../../model/outcome.ts'
import type { PackRecord } from '../../model/pack-record.ts'
import type { Pace, Scope } from '../../model/site.ts'
import { exitCodeOf } from '../exit-code.ts'
import { packJson } from '../shapes.ts'
import { interruptible, openSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { showFindings } from './assess.ts'
import {
  defineCommand,
  flag,
  mayMiss,
  paceOf,
  scopeOf,
  scopeOptions,
  siteOptions,
  wholeNumber,
  word,
} from './command.ts'
import { progressOn } from './discover.ts'
import { applyPlan, showPlan } from './fix.ts'

/** The whole line in one go: discover, assess, fix when asked to, seal. */
export const visit = defineCommand({
  summary: 'the whole line in one go: discover, assess, fix (with --apply), seal',
  options: z.strictObject({
    ...siteOptions,
    ...scopeOptions,
    apply: flag('apply the offered fixes'),
    allowClear: flag('let new passwords cross the network readable where a device offers no HTTPS'),
    out: word('<file>', 'the pack'),
    chaos: word('<seed>', 'practice: visit simulated devices while everything goes wrong, and say what came of it'),
    devices: mayMiss(
      wholeNumber({ least: 1, most: 1_000 }, { takes: '<n>', help: 'how many simulated devices, with --chaos' }),
    ),
  }),
  async run({ options, terminal }) {
    // Loaded when it is asked for: simulated devices are no part of a real visit.
    if (options.chaos !== undefined) return await (await import('../chaos/run-chaos.ts')).runChaos(options, terminal)
    if (options.out === undefined) throw new UsageError('A visit needs --out.', 'Name the pack that it ends in.')
    const pace = paceOf(options)
    if (pace === null) throw new UsageError('No such pace.', 'Use gentle, normal or fast.')
    const session = await openSite(options, terminal, 'may-make')
    try {
      const walked = await walkVisit(session, {
        scope: scopeOf(options),
        largeConfirmed: options.large === true,
        pace,
        apply: options.apply === true,
        allowClear: options.allowClear === true,
        out: resolve(options.out),
        terminal,
        signal: interruptible(terminal),
      })
      terminal.document({
        site: session.file,
        ...packJson(walked.pack),
        devices: walked.devices,
        catalog: session.catalogEdition(),
        before: walked.before,
        after: walked.after,
      })
      return exitCodeOf(walked.after)
    } finally {
      session.close()
    }
  },
})

export interface VisitWalk {
  readonly scope: Scope | null
  readonly largeConfirmed: boolean
  readonly pace: Pace
  readonly apply: boolean
  readonly allowClear?: boolean
  readonly out: string
  readonly terminal: Terminal
  readonly signal: AbortSignal
  /** Called when the inventory stands, before the first login. */
  readonly discovered?: () => void
}

/** A whole visit: discover, assess, apply where that is wanted, and seal. @throws what the steps of `SiteSession` throw */
export async function walkVisit(
  session: SiteSession,
  { scope, largeConfirmed, pace, apply, allowClear = false, out, terminal, signal, discovered }: VisitWalk,
): Promise<{ devices: number; before: OutcomeCounts; after: OutcomeCounts; pack: PackRecord }> {
  const on = terminal.progress.bind(terminal)
  if (scope !== null) session.confirmScope(scope, { largeConfirmed })
  const { devices, conflicts } = await session.discover({ pace, signal, on: progressOn(terminal) })
  terminal.line(`Discovered ${devices.length} devices, ${conflicts.length} conflicts.`)
  discovered?.()
  await session.assess({ devices: null, pace, signal, on })
  showFindings(session, terminal)
  if (apply) {
    const plan = await session.plan({ devices: null, checks: null, allowClear, signal, on })
    showPlan(session, plan, terminal)
    const changes = await applyPlan(session, plan, terminal, signal)
    const fixed = changes.filter(({ state }) => state === 'fixed').length
    terminal.line(`${fixed} of ${changes.length} changes proven.`)
  }
  const { before, after } = session.counts()
  const pack = await session.seal({ variant: 'insurer', out, nonce: null, signal, on })
  terminal.line(`Sealed ${pack.path}; root ${pack.rootPath}`)
  return { devices: session.devices().length, before, after, pack }
}
