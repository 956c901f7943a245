import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AnyCheck, factsOf } from '../../checks/check.ts'
import type { AnyFix, DeviceSession, Planned } from '../../fixes/fix.ts'
import { DeviceUnreachable, ExpectedError, type Problem, toProblem } from '../../model/errors.ts'
import type { Change, SiteSettings } from '../../model/site.ts'
import type { Verdict } from '../../model/verdict.ts'
import { ownTrouble } from '../../protocols/card-gate.ts'
import { evaluateOn } from '../assess/evaluate.ts'
import type { OpenDevice, VisitParts } from '../device/open-device.ts'
import { activate } from '../password/activate.ts'
import { assertPasswordMayTravel, changePassword, type PasswordParts } from '../password/change-password.ts'
import { createServiceAccount, removeServiceAccount } from '../password/service-account.ts'
import { ChangeNotKept, PasswordUnresolved, RestartNeeded } from '../problems.ts'
import { assertCopyMayTravel, type CopyParts, takeCopy } from './config-copy.ts'
import { reachAgain, reachAsBefore } from './reach-again.ts'
import { CertificateRenewal } from './renew-certificate.ts'

/** A change as a person agrees to it. What is carried out of it is planned anew right before (`asAgreed`). */
export interface AgreedChange {
  readonly change: Change
  readonly fix: AnyFix
  /** Null where the plan comes from the site file: of its values that keeps the names of accounts alone. */
  readonly planned: Planned<unknown> | null
}

/** A planned change with what its fix needs to carry it out. */
export interface PlannedChange extends AgreedChange {
  readonly planned: Planned<unknown>
}

/** Accounts whose passwords it renews. */
export const accountsOf = ({ fix, planned }: AgreedChange): readonly string[] =>
  planned === null ? [] : (fix.accounts?.of(planned.target) ?? [])

type SessionParts = PasswordParts & CopyParts & Pick<VisitParts, 'isReplaced'>

/**
 * The device as a fix may see it: fresh reads, writes, and the one safe way to a new password.
 *
 * @param patienceMs how long it may stay silent on the way back of a change that moved us
 */
export function sessionFor(open: OpenDevice, parts: SessionParts, patienceMs = 0): DeviceSession {
  const certificate = new CertificateRenewal(open, parts, patienceMs)
  return {
    device: open.device,
    read: (fact) => open.read(fact),
    write: (fact, value) => open.write(fact, value),
    assertPasswordMayTravel: async () => void (await assertPasswordMayTravel(open, parts.allowClear)),
    changePassword: (username) => changePassword(open, username, parts),
    activate: () => activate(open, parts),
    assertCopyMayTravel: () => open.counted(() => assertCopyMayTravel(open, parts.allowClear)),
    takeCopy: () => open.counted(() => takeCopy(open, parts)),
    mayRenewCertificate: () => open.counted(() => certificate.isOffered('self-signed')),
    renewCertificate: () => open.counted(() => certificate.renew({ kind: 'self-signed' })),
    restoreCertificate: () => open.counted(() => certificate.restore()),
    createAccount: (username, level) => createServiceAccount(open, username, level, parts),
    removeAccount: (username) => removeServiceAccount(open, username, parts),
    returnToOldPort: () => reachAsBefore(open, patienceMs),
    ownAddress: () => ownAddress(open),
    recorders: () => otherRecorders(open, parts),
  }
}

const otherRecorders = ({ device: { id } }: OpenDevice, { store, isReplaced }: SessionParts): readonly string[] =>
  store
    .devices()
    .filter((device) => device.deviceClass === 'nvr' && device.id !== id && !isReplaced(device))
    .map(({ endpoint }) => endpoint.address)

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
    undo: fix.irreversible ?? fix.undo ?? 'Written back as found when the proof fails.',
    problem: null,
    at: new Date().toISOString(),
  }
  return { change, fix, planned }
}

/** One planned change beside the device that it is for and the check that judges it. */
interface PlannedFix {
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
 * and the fix can. A fix never reports its own success. What takes effect only at the next restart is proven by nothing that can be
 * read now, and is rolled back too: else a restart that nobody watches would carry it out.
 */
export async function carryOut({
  open,
  session,
  planned: { change, fix, planned },
  check,
  params,
  moved,
  patienceMs,
}: PlannedFix): Promise<Change> {
  const move = (patch: Partial<Change>): Change => {
    const next = { ...change, ...patch, at: new Date().toISOString() }
    moved(next)
    return next
  }
  move({ state: 'applying' })
  open.takeRestartNeeded()
  const since = performance.now()
  let waits = false
  try {
    await fix.apply(session, planned).finally(() => {
      waits = open.takeRestartNeeded()
    })
    if (waits)
      throw new RestartNeeded(
        `The device took this (${fix.describe(planned.target)}), and goes on as before until its next restart.`,
      )
    const prove = async (): Promise<Verdict> => {
      if (fix.cutsOff) await reachAgain(open, patienceMs)
      const kept: Verdict = await fix.verify(session, planned)
      if (kept.outcome !== 'pass') throw new ChangeNotKept(`Read back: ${kept.observed}. Wanted: ${kept.expected}.`)
      const verdict = await evaluateAnew(open, check, params)
      if (verdict.outcome === 'pass' || (fix.partOfCheck && verdict.outcome === 'unknown')) return verdict
      throw new ChangeNotKept(`The check still says ${verdict.outcome}: ${verdict.observed}.`)
    }
    const proof = fix.cutsOff ? untilProven(prove, Math.min(patienceMs / 3, takesOverMs), open) : prove()
    return move({ state: 'fixed', asLeft: (await proof).observed })
  } catch (error) {
    if (!(error instanceof ExpectedError)) {
      move(await undoAfterBug(session, fix, planned))
      throw error
    }
    const { device, connection } = open
    const trouble = ownTrouble(error, device.endpoint.address, connection.network.cards, since)
    const problem = toProblem(waits ? afterRestart(trouble) : trouble)
    if (error instanceof PasswordUnresolved) return move({ state: 'unresolved', problem })
    const undone = await undo(session, fix, planned, problem)
    const backWaits = open.takeRestartNeeded()
    if (undone.state !== 'rolled-back') return move(undone)
    return move(waits ? takenBack(undone, problem) : backWaits ? notBackYet(problem) : undone)
  }
}

/** In so long a device that restarts its web server or its filter does what it was told. */
const takesOverMs = 20_000

/** Asks again for a while: a device that goes on as before for some seconds has not declined. */
async function untilProven(prove: () => Promise<Verdict>, patienceMs: number, open: OpenDevice): Promise<Verdict> {
  const deadline = performance.now() + patienceMs
  for (let pauseMs = 500; ; pauseMs *= 2) {
    try {
      return await prove()
    } catch (error) {
      const mayChange = error instanceof ChangeNotKept || error instanceof DeviceUnreachable
      if (!mayChange || performance.now() + pauseMs > deadline) throw error
      await sleep(pauseMs, undefined, { signal: open.connection.signal })
    }
  }
}

/** A bug is a proof that failed: what was written is taken back, and the record does not stay in the middle. */
async function undoAfterBug(session: DeviceSession, fix: AnyFix, planned: Planned<unknown>): Promise<Undone> {
  const problem: Problem = {
    code: 'app/bug',
    message: `The program failed in the middle of this change, which is not the fault of the device. It held before: ${fix.describe(planned.asFound)}.`,
    remedy: 'Assess this device, look at what it holds now, and send the report of the problem.',
  }
  try {
    return await undo(session, fix, planned, problem)
  } catch {
    // The first bug is the one that is told.
    return { state: 'failed', problem, asLeft: null }
  }
}

/** A later step that failed because an earlier one waits. */
const afterRestart = (error: ExpectedError): ExpectedError =>
  error instanceof RestartNeeded
    ? error
    : new RestartNeeded(`The device goes on as before until its next restart. ${error.message}`, { cause: error })

/** The device never did the new thing, and nothing makes it do it now. */
const takenBack = (undone: Undone, problem: Problem): Undone => ({
  ...undone,
  problem: {
    ...problem,
    message: `${problem.message} The old value was written back, so that no restart brings it unwatched.`,
  },
})

/** What was written back waits for a restart: until then the device holds what was never proven. */
function notBackYet({ message }: Problem): Undone {
  const waiting = new RestartNeeded(`${message} The old value was written back, but only for the next restart.`)
  return { state: 'failed', asLeft: null, problem: toProblem(waiting) }
}

type Undone = Pick<Change, 'state' | 'problem' | 'asLeft'>

async function undo(session: DeviceSession, fix: AnyFix, planned: Planned<unknown>, problem: Problem): Promise<Undone> {
  if (fix.rollback === undefined) return { state: 'failed', problem, asLeft: null }
  try {
    const left: unknown = await fix.rollback(session, planned)
    return { state: 'rolled-back', problem, asLeft: fix.describe(left ?? planned.asFound) }
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
