import { randomUUID } from 'node:crypto'
import { type AnyCheck, factsOf } from '../checks/check.ts'
import type { AnyFix, DeviceSession, Planned } from '../fixes/fix.ts'
import { DeviceUnreachable, ExpectedError, type Problem, toProblem } from '../model/errors.ts'
import type { Change, SiteSettings } from '../model/site.ts'
import type { Verdict } from '../model/verdict.ts'
import { activate } from './activate.ts'
import { assertPasswordMayTravel, changePassword, type PasswordParts } from './change-password.ts'
import { evaluateOn } from './evaluate.ts'
import type { OpenDevice } from './open-device.ts'
import { ChangeNotKept, PasswordUnresolved } from './problems.ts'
import { reachAgain } from './reach-again.ts'

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
    ownAddress: () => ownAddress(open),
  }
}

/** By what address the device sees us: asked of the connection itself, for a laptop has many. @throws {DeviceUnreachable} */
async function ownAddress({ connection: { network, endpoint, signal } }: OpenDevice): Promise<string> {
  const { address, ports } = endpoint
  const port = ports.http ?? ports.https ?? ports.rtsp
  if (port === undefined) throw new DeviceUnreachable(`No open port of ${address} is known.`)
  const socket = await network.connectTcp({ address, port, signal })
  const own = socket.localAddress
  socket.on('error', () => undefined)
  socket.destroy()
  if (own === undefined) throw new DeviceUnreachable(`The connection to ${address} was gone at once.`)
  return own
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
  /** How long a device may stay silent after a change that can cut us off. */
  readonly patienceMs: number
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
  patienceMs,
}: Remedy): Promise<Change> {
  const move = (patch: Partial<Change>): Change => {
    const next = { ...change, ...patch, at: new Date().toISOString() }
    moved(next)
    return next
  }
  move({ state: 'applying' })
  try {
    await fix.apply(session, planned)
    if (fix.cutsOff) await reachAgain(open, patienceMs)
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
      problem:
        problem.code === 'fix/cut-off'
          ? { ...problem, message: `${problem.message} It held before: ${fix.describe(planned.asFound)}.` }
          : {
              code: 'fix/rollback-failed',
              message: `${problem.message} Writing the old value back failed as well: ${error.message}`,
              remedy: 'Look at this device now: it may hold a half-made change. Then assess it again.',
            },
    }
  }
}

async function evaluateAnew(open: OpenDevice, check: AnyCheck, params: unknown): Promise<Verdict> {
  const facts = factsOf(check)
  if (facts.some((fact) => fact === 'logins.defaults' || fact === 'logins.enforcement')) await open.refreshLogin()
  const evaluation = evaluateOn(check, await open.readings(facts), check.params.parse(params))
  if (evaluation.problem !== null) {
    throw new ChangeNotKept(`It could not be read back: ${evaluation.problem.message}`)
  }
  return evaluation
}
