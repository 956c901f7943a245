import { z } from 'zod'
import type { Plan } from '../../engine/change/plan.ts'
import type { ChangeOptions } from '../../engine/progress.ts'
import type { SiteSession } from '../../engine/session.ts'
import { Secret } from '../../model/secret.ts'
import type { Change } from '../../model/site.ts'
import { type ExitCode, exitCode, exitCodeOf } from '../exit-code.ts'
import { addressesOf, assessmentJson, changeJson } from '../shapes.ts'
import { interruptible, openSite } from '../site.ts'
import { askSecret, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, flag, share, siteOptions, wholeNumber, word, words } from './command.ts'

const shape = z.strictObject({
  ...siteOptions,
  plan: flag('dry run: show what would be written, write nothing'),
  apply: flag('write it, read it back, prove it'),
  allowClear: flag('let new passwords cross the network readable where a device offers no HTTPS'),
  confirm: words('<device>', 'say yes to the changes of this device that ask for it; may be given again'),
  secondPerson: word('<name>', 'who agrees to changes that one person must not make alone'),
  canary: wholeNumber(
    { least: 0, most: 1_000 },
    { takes: '<count>', preset: '1', help: 'devices of each driver and class that must show a fix first' },
  ),
  wave: wholeNumber({ least: 1, most: 1_000 }, { takes: '<width>', preset: '12', help: 'devices of one wave' }),
  stopShare: share({
    ...{ takes: '<share>', preset: '0.5' },
    help: 'share of devices, 0 to 1, that may fail before the rest is left alone',
  }),
  check: words('<id>', 'only this check; may be given again'),
  device: words('<id>', 'only this device; may be given again'),
})
type Given = z.output<typeof shape>

/** Plans the offered fixes, and applies them when asked to. */
export const fix = defineCommand({
  summary: 'plan the offered fixes, and apply them',
  options: shape,
  async run({ options, terminal }) {
    if ((options.plan === true) === (options.apply === true)) {
      throw new UsageError('Say either --plan or --apply.', 'Look at the plan first: --plan.')
    }
    const session = await openSite(options, terminal)
    try {
      const devices = options.device ?? null
      const signal = interruptible(terminal)
      const on = terminal.progress.bind(terminal)
      const plan = await session.plan({
        devices,
        checks: options.check ?? null,
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
      const changes = await applyPlan(session, plan, terminal, signal, await permissionsOf(options, session, plan))
      terminal.document({ plan: planJson, changes: changes.map(changeJson), ...assessmentJson(session, devices) })
      return worst(changes, exitCodeOf(session.counts().after))
    } finally {
      session.close()
    }
  },
})

type Permissions = Pick<ChangeOptions, 'waves' | 'confirmed' | 'approvedBy'>

/** What was said on the command line to changes that ask for more than the yes to the plan. @throws {UsageError} */
async function permissionsOf(options: Given, session: SiteSession, plan: Plan): Promise<Permissions> {
  const devices = options.confirm ?? []
  const confirmed = plan.changes
    .filter(({ change }) => devices.includes(change.deviceId))
    .map(({ change }) => change.id)
  const name = options.secondPerson
  const approvedBy = name === undefined ? null : await session.secondPersons.prove(name, await secondPassphrase(name))
  return {
    waves: { canary: options.canary, width: options.wave, stopShare: options.stopShare },
    confirmed: new Set(confirmed),
    approvedBy,
  }
}

async function secondPassphrase(name: string): Promise<Secret> {
  const variable = 'FIELDSEAL_SECOND_PASSPHRASE'
  return Secret.of(process.env[variable] ?? (await askSecret(`Passphrase of ${name}`, variable)))
}

/** Carries the plan out and says how each change ended. @throws what `SiteSession.apply` throws */
export async function applyPlan(
  session: SiteSession,
  plan: Plan,
  terminal: Terminal,
  signal: AbortSignal,
  permissions: Permissions = {},
): Promise<Change[]> {
  const names = addressesOf(session.devices())
  return await session.apply(plan, {
    ...permissions,
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

/** What would be changed, what asks for a yes of its own, what could not be planned, and what is to be done by hand. */
export function showPlan(session: SiteSession, plan: Plan, terminal: Terminal): void {
  const names = addressesOf(session.devices())
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
  for (const { change } of plan.changes) {
    if (change.confirm !== undefined) {
      terminal.line(`${names.get(change.deviceId)}  ${change.fix} asks for a yes of its own: ${change.confirm}`)
    }
  }
  for (const { deviceId, problem } of plan.trouble)
    terminal.line(`${names.get(deviceId)}  not planned: ${problem.message} ${problem.remedy}`)
  for (const item of new Set(plan.byHand.map((entry) => entry.item))) {
    const group = plan.byHand.filter((entry) => entry.item === item)
    const devices = group.map(({ deviceId }) => names.get(deviceId)).join(', ')
    terminal.line(`${item} by hand on ${group.length} devices: ${group[0]?.instruction}`)
    terminal.line(`    ${devices}`)
  }
}

/** A change that did not hold outranks a clean count. */
function worst(changes: readonly Change[], code: ExitCode): ExitCode {
  if (code !== exitCode.done) return code
  return changes.some(({ state }) => state !== 'fixed') ? exitCode.incomplete : code
}
