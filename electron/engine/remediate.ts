import { randomUUID } from 'node:crypto'
import type { AnyCheck } from '../checks/check.ts'
import type { AnyFix, DeviceSession, Planned } from '../fixes/fix.ts'
import { ExpectedError, type Problem, toProblem } from '../model/errors.ts'
import type { Change, SiteSettings } from '../model/site.ts'
import type { Verdict } from '../model/verdict.ts'
import { activate } from './activate.ts'
import { assertPasswordMayTravel, changePassword, type PasswordParts } from './change-password.ts'
import type { OpenDevice } from './open-device.ts'
import { ChangeNotKept, PasswordUnresolved } from './problems.ts'

/** A planned change with what its fix needs to carry it out. Kept in memory only: a plan outlives no restart. */
export interface PlannedChange {
  readonly change: Change
  readonly fix: AnyFix
  readonly planned: Planned<unknown>
}

/** The device as a fix may see it: fresh reads, writes, and the one safe way to a new password. */
export function sessionFor(open: OpenDevice, parts: PasswordParts): DeviceSession {
  return {
    device: open.device,
    read: (fact) => open.read(fact),
    write: (fact, value) => open.write(fact, value),
    assertPasswordMayTravel: async () => void (await assertPasswordMayTravel(open, parts.allowClear)),
    changePassword: (username) => changePassword(open, username, parts),
    activate: () => activate(open, parts),
  }
}

/** Dry run of one fix on one device: reads only. `null` when nothing is to be done. */
export async function planChange(
  session: DeviceSession,
  fix: AnyFix,
  settings: SiteSettings,
  visitId: string,
): Promise<PlannedChange | null> {
  const planned: Planned<unknown> | null = await fix.plan(session, settings)
  if (planned === null) return null
  const change: Change = {
    id: randomUUID(),
    visitId,
    deviceId: session.device.id,
    fix: fix.id,
    state: 'planned',
    asFound: fix.describe(planned.asFound),
    target: fix.describe(planned.target),
    asLeft: null,
    disruption: fix.disruption,
    reboot: fix.reboot,
    undo: fix.irreversible ?? 'Written back as found when the proof fails.',
    problem: null,
    at: new Date().toISOString(),
  }
  return { change, fix, planned }
}

interface Remedy {
  readonly open: OpenDevice
  readonly session: DeviceSession
  readonly planned: PlannedChange
  readonly check: AnyCheck
  readonly params: unknown
  readonly moved: (change: Change) => void
}

/**
 * Applies one change, reads it back, and lets the check that failed judge facts read anew. Rolls back when the proof fails
 * and the fix can. A fix never reports its own success.
 */
export async function remediate({
  open,
  session,
  planned: { change, fix, planned },
  check,
  params,
  moved,
}: Remedy): Promise<Change> {
  const move = (patch: Partial<Change>): Change => {
    const next = { ...change, ...patch, at: new Date().toISOString() }
    moved(next)
    return next
  }
  move({ state: 'applying' })
  try {
    await fix.apply(session, planned)
    const kept: Verdict = await fix.verify(session, planned)
    if (kept.outcome !== 'pass') throw new ChangeNotKept(`Read back: ${kept.observed}. Wanted: ${kept.expected}.`)
    const verdict = await evaluateAnew(open, check, params)
    if (verdict.outcome !== 'pass')
      throw new ChangeNotKept(`The check still says ${verdict.outcome}: ${verdict.observed}.`)
    return move({ state: 'fixed', asLeft: verdict.observed })
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const problem = toProblem(error)
    if (error instanceof PasswordUnresolved) return move({ state: 'unresolved', problem })
    return move(await undo(session, fix, planned, problem))
  }
}

async function undo(
  session: DeviceSession,
  fix: AnyFix,
  planned: Planned<unknown>,
  problem: Problem,
): Promise<Pick<Change, 'state' | 'problem' | 'asLeft'>> {
  if (fix.rollback === undefined) return { state: 'failed', problem, asLeft: null }
  try {
    await fix.rollback(session, planned)
    return { state: 'rolled-back', problem, asLeft: fix.describe(planned.asFound) }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return {
      state: 'failed',
      asLeft: null,
      problem: {
        code: 'fix/rollback-failed',
        message: `${problem.message} Writing the old value back failed as well: ${error.message}`,
        remedy: 'Look at this device now: it may hold a half-made change. Then assess it again.',
      },
    }
  }
}

async function evaluateAnew(open: OpenDevice, check: AnyCheck, params: unknown): Promise<Verdict> {
  if (check.needs.some((fact: string) => fact.startsWith('logins.'))) await open.refreshLogin()
  const readings = await open.readings(check.needs)
  const facts: Record<string, unknown> = {}
  for (const key of check.needs as readonly (keyof typeof readings)[]) {
    const reading = readings[key]
    if (reading?.end !== 'value') {
      throw new ChangeNotKept(`${key} could not be read back: ${reading?.problem.message ?? 'not read'}`)
    }
    facts[key] = reading.value
  }
  return check.evaluate(facts, check.params.parse(params))
}
