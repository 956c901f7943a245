import { randomUUID } from 'node:crypto'
import type { AnyFix } from '../fixes/fix.ts'
import { fixes } from '../fixes/index.ts'
import type { Device } from '../model/device.ts'
import { ExpectedError, type Problem, toProblem } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { Change, SiteSettings } from '../model/site.ts'
import { type AssessParts, assessOpen, recordUnread } from './assess.ts'
import { eachDevice } from './each-device.ts'
import { OpenDevice } from './open-device.ts'
import { PasswordUnresolved, PlanOutdated, SiteSettingMissing } from './problems.ts'
import type { ChangeOptions, WorkOptions } from './progress.ts'
import { type PlannedChange, planChange, remediate, sessionFor } from './remediate.ts'

/** What a person must do, because no fix may or can. */
export interface ByHand {
  readonly deviceId: string
  readonly item: string
  readonly title: string
  readonly instruction: string
}

/** The dry run: what would be written where. Valid for this session and visit only. */
export interface Plan {
  readonly id: string
  readonly visitId: string
  /** New passwords may cross the network readable, where a device offers no HTTPS. */
  readonly allowClear: boolean
  /** The values of the site that it was made with. */
  readonly settings: SiteSettings
  readonly changes: readonly PlannedChange[]
  readonly byHand: readonly ByHand[]
  /** Devices whose changes could not be planned. */
  readonly trouble: readonly { readonly deviceId: string; readonly problem: Problem }[]
}

/** What the offered fixes would change for these failing findings. Reads only. */
export async function makePlan(
  devices: readonly Device[],
  failing: readonly Finding[],
  settings: SiteSettings,
  parts: AssessParts,
  { allowClear, ...options }: WorkOptions & { readonly allowClear: boolean },
): Promise<Plan> {
  const changes: PlannedChange[] = []
  const byHand: ByHand[] = []
  const trouble: { deviceId: string; problem: Problem }[] = []
  const affected = devices.filter(({ id }) => failing.some(({ deviceId }) => deviceId === id))
  await eachDevice(affected, { ...options, work: 'fix', pace: 'normal' }, async (device) => {
    const own = failing.filter(({ deviceId }) => deviceId === device.id)
    const offered = offeredFixes(own)
    const leave = ({ item, title, instruction }: Finding) =>
      byHand.push({ deviceId: device.id, item, title, instruction: instruction ?? inTheWebPage })
    for (const finding of own) if (!offered.some((fix) => fix.id === finding.check)) leave(finding)
    if (offered.length === 0) return
    const attempt = async (work: () => Promise<void>) => {
      try {
        await work()
      } catch (error) {
        if (options.signal.aborted || !(error instanceof ExpectedError)) throw error
        trouble.push({ deviceId: device.id, problem: toProblem(error) })
      }
    }
    await attempt(async () => {
      const open = await OpenDevice.open(device, parts, options.signal)
      const session = sessionFor(open, { ...parts, allowClear })
      // One fix that cannot be planned keeps no other one back.
      for (const fix of offered) {
        await attempt(async () => {
          requireSettings(fix, settings)
          const planned = await planChange(session, fix, settings, parts.visitId)
          if (planned !== null) changes.push(planned)
          // It fails and the fix sees nothing that it could do.
          else for (const finding of own) if (finding.check === fix.id) leave(finding)
        })
      }
    })
  })
  parts.log.append({
    type: 'plan.made',
    allowClear,
    changes: changes.length,
    byHand: byHand.length,
    trouble: trouble.length,
  })
  return { id: randomUUID(), visitId: parts.visitId, allowClear, settings, changes, byHand, trouble }
}

/**
 * Carries a plan out, device by device. Cancelling takes effect between two changes: one that was begun is finished and
 * proven first. Each touched device is assessed again as a whole.
 */
export async function applyPlan(
  plan: Plan,
  devices: readonly Device[],
  parts: AssessParts,
  options: ChangeOptions,
): Promise<Change[]> {
  const ended = new Map<string, Change>()
  const moved = (change: Change): void => {
    ended.set(change.id, change)
    parts.store.saveChange(change)
    const { id, deviceId: device, fix, state, asFound, target, asLeft, problem } = change
    parts.log.append({
      type: 'change',
      device,
      change: id,
      fix,
      state,
      asFound,
      target,
      asLeft,
      code: problem?.code ?? null,
    })
    options.onChange(change)
  }
  await eachDevice(devices, { ...options, work: 'fix', pace: 'normal', finishBegun: true }, async (device) => {
    const own = plan.changes.filter(({ change }) => change.deviceId === device.id)
    try {
      const open = await OpenDevice.open(device, parts, new AbortController().signal)
      for (const planned of own) {
        if (options.signal.aborted) {
          moved({ ...planned.change, state: 'cancelled' })
          continue
        }
        const change = await applyOne(
          planned,
          open,
          parts,
          { allowClear: plan.allowClear, settings: plan.settings },
          moved,
        )
        // With a password in doubt every further request could be the refused login that locks: nothing more is sent.
        if (change.state === 'unresolved') throw new PasswordUnresolved(change.problem?.message ?? change.fix)
      }
      await open.refreshLogin()
      await assessOpen(open, parts)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      const problem = toProblem(error)
      const state = error instanceof PasswordUnresolved ? 'cancelled' : 'failed'
      for (const { change } of own) if (!ended.has(change.id)) moved({ ...change, state, problem })
      // What the device is like now is not known any more: its findings say so, and no further login is spent on it.
      recordUnread(device, parts, problem)
    }
  })
  for (const { change } of plan.changes) if (!ended.has(change.id)) moved({ ...change, state: 'cancelled' })
  return [...ended.values()]
}

/** Looks again before it writes: what was planned may have been changed by hand since. */
async function applyOne(
  { change, fix }: PlannedChange,
  open: OpenDevice,
  parts: AssessParts,
  { allowClear, settings }: { readonly allowClear: boolean; readonly settings: SiteSettings },
  moved: (change: Change) => void,
): Promise<Change> {
  const item = parts.checklist.items.find((entry) => entry.check === fix.id)
  const check = parts.checkById(fix.id)
  if (item === undefined || check === null) throw new Error(`fix ${fix.id} has no check in the checklist`)
  const session = sessionFor(open, { ...parts, allowClear })
  const settle = (end: Change): Change => {
    moved(end)
    return end
  }
  try {
    const now = await planChange(session, fix, settings, parts.visitId)
    if (now === null) throw new PlanOutdated('The device is not as it was when this was planned; nothing was written.')
    const planned = { ...now, change: { ...now.change, id: change.id } }
    return await remediate({ open, session, planned, check, params: item.params, moved })
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const state = error instanceof PlanOutdated ? 'cancelled' : 'failed'
    return settle({ ...change, state, problem: toProblem(error), at: new Date().toISOString() })
  }
}

/** The fixes of these findings, in the order of the list of fixes: it is the order in which they are safe. */
function offeredFixes(findings: readonly Finding[]): AnyFix[] {
  const offered = new Set(findings.filter(({ fix }) => fix === 'offered').map(({ check }) => check))
  return fixes.filter((fix) => offered.has(fix.id))
}

/** @throws {SiteSettingMissing} */
function requireSettings(fix: AnyFix, settings: SiteSettings): void {
  const parsed = fix.siteSettings.safeParse(settings)
  if (parsed.success) return
  const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ')
  throw new SiteSettingMissing(`The fix ${fix.id} needs values that the site does not have: ${names}.`)
}

const inTheWebPage = 'Change this in the web page of the device, then assess it again.'
