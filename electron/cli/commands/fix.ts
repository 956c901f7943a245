import type { Plan } from '../../engine/plan.ts'
import type { SiteSession } from '../../engine/session.ts'
import { endpointText } from '../../model/device.ts'
import type { Change } from '../../model/site.ts'
import { type ExitCode, exitCode, exitCodeOf } from '../exit-code.ts'
import { assessmentJson, changeJson } from '../shapes.ts'
import { interruptible, openSite, type SiteOptions } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { type CliCommand, collect, withSite } from './command.ts'

/** Plans the offered fixes, and applies them when asked to. */
export const fix: CliCommand = {
  define: (command) =>
    withSite(command)
      .description('plan the offered fixes, and apply them')
      .option('--plan', 'dry run: show what would be written, write nothing')
      .option('--apply', 'write it, read it back, prove it')
      .option('--allow-clear', 'let new passwords cross the network readable where a device offers no HTTPS')
      .option('--check <id>', 'only this check; may be given again', collect)
      .option('--device <id>', 'only this device; may be given again', collect),
  async run({ options, terminal }) {
    if ((options.plan === true) === (options.apply === true)) {
      throw new UsageError('Say either --plan or --apply.', 'Look at the plan first: --plan.')
    }
    const session = await openSite(options as unknown as SiteOptions, terminal)
    try {
      const devices = (options.device as string[] | undefined) ?? null
      const signal = interruptible(terminal)
      const on = terminal.progress.bind(terminal)
      const plan = await session.plan({
        devices,
        checks: (options.check as string[] | undefined) ?? null,
        allowClear: options.allowClear === true,
        signal,
        on,
      })
      showPlan(session, plan, terminal)
      const planJson = {
        changes: plan.changes.map(({ change }) => changeJson(change)),
        byHand: plan.byHand,
        trouble: plan.trouble,
      }
      if (options.plan === true) {
        terminal.document({ plan: planJson })
        return plan.trouble.length > 0 ? exitCode.incomplete : exitCode.done
      }
      const changes = await applyPlan(session, plan, terminal, signal)
      terminal.document({ plan: planJson, changes: changes.map(changeJson), ...assessmentJson(session, devices) })
      return worst(changes, exitCodeOf(session.counts().after))
    } finally {
      session.close()
    }
  },
}

export async function applyPlan(
  session: SiteSession,
  plan: Plan,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Change[]> {
  const names = addresses(session)
  return await session.apply(plan, {
    signal,
    on: (progress) => terminal.progress(progress),
    onChange: ({ deviceId, fix: id, state, problem }) => {
      if (state === 'planned' || state === 'applying') return
      terminal.line(
        `${names.get(deviceId)}  ${id}  ${state}${problem === null ? '' : `: ${problem.message} ${problem.remedy}`}`,
      )
    },
  })
}

export function showPlan(session: SiteSession, plan: Plan, terminal: Terminal): void {
  const names = addresses(session)
  terminal.table(
    ['Device', 'Fix', 'As found', 'Target', 'Felt', 'Undo'],
    plan.changes.map(({ change }) => [
      names.get(change.deviceId) ?? '',
      change.fix,
      change.asFound,
      change.target,
      change.disruption,
      change.undo,
    ]),
  )
  for (const { deviceId, problem } of plan.trouble)
    terminal.line(`${names.get(deviceId)}  not planned: ${problem.message} ${problem.remedy}`)
  for (const item of new Set(plan.byHand.map((entry) => entry.item))) {
    const group = plan.byHand.filter((entry) => entry.item === item)
    const devices = group.map(({ deviceId }) => names.get(deviceId)).join(', ')
    terminal.line(`${item} by hand on ${group.length} devices: ${group[0]?.instruction}`)
    terminal.line(`    ${devices}`)
  }
}

const addresses = (session: SiteSession): Map<string, string> =>
  new Map(session.devices().map((device) => [device.id, endpointText(device.endpoint)]))

/** A change that did not hold outranks a clean count. */
function worst(changes: readonly Change[], code: ExitCode): ExitCode {
  if (code !== exitCode.done) return code
  return changes.some(({ state }) => state !== 'fixed') ? exitCode.incomplete : code
}
