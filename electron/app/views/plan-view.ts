import type { Output } from '../../contract/channels.ts'
import type { Plan } from '../../engine/change/plan.ts'
import type { WaveRule } from '../../engine/change/waves.ts'
import { type Device, endpointText } from '../../model/device.ts'
import type { Change } from '../../model/site.ts'

type View = NonNullable<Output<'plan.view'>>
type ChangeView = View['changes'][number]

/** Names of devices and fixes, for rows that know only ids. */
export interface Names {
  device(id: string): string
  fix(id: string): string
  /** Number of the item that asks for the check of this fix; null where the checklist has none. */
  item(fix: string): string | null
}

/** `10.0.0.7, AXIS P3245-LV`: enough to find the device on the wall and in the list. */
export function namesOf(
  devices: readonly Device[],
  items: readonly { readonly id?: string; readonly check: string | null; readonly title: string }[],
): Names {
  const byId = new Map(devices.map((device) => [device.id, device]))
  const titles = new Map(items.map(({ check, title }) => [check, title]))
  const numbers = new Map(items.map(({ check, id }) => [check, id]))
  return {
    device: (id) => {
      const device = byId.get(id)
      if (device === undefined) return id
      return [endpointText(device.endpoint), modelText(device)].filter((part) => part !== '').join(', ')
    },
    fix: (id) => titles.get(id) ?? id,
    item: (fix) => numbers.get(fix) ?? null,
  }
}

/** Maker and model as one name; a model that begins with its maker says it once. */
function modelText({ identity: { manufacturer, model } }: Device): string {
  if (manufacturer !== null && model?.toLowerCase().startsWith(manufacturer.toLowerCase())) return model
  return [manufacturer, model].filter((part) => part !== null).join(' ')
}

/** The fixes that give an account a password of its own. */
const passwordFixes: readonly string[] = ['default-logins-refused']

/** One change with the words for its device, its item and its fix. Holds no secret. */
export function changeView(change: Change, plan: Pick<Plan, 'needsSecondPerson'>, names: Names): ChangeView {
  const { id, deviceId, fix, state, asFound, target, asLeft, disruption, reboot, undo, problem, at } = change
  return {
    id,
    deviceId,
    device: names.device(deviceId),
    fix,
    item: names.item(fix),
    title: names.fix(fix),
    state,
    asFound,
    target,
    asLeft,
    disruption,
    reboot,
    renewsLogin: passwordFixes.includes(fix),
    undo,
    problem,
    confirm: change.confirm ?? null,
    needsSecondPerson: plan.needsSecondPerson.includes(id),
    wave: change.wave ?? null,
    approvedBy: change.approvedBy ?? null,
    at,
  }
}

/** Where a plan stands. `moved` holds the newest state of the changes that were begun. */
export interface PlanStanding {
  readonly plan: Plan
  readonly madeAt: string
  /** The site file kept it over the end of the program, or over a closing of the site. */
  readonly isBack: boolean
  readonly devices: readonly string[] | null
  readonly moved: ReadonlyMap<string, Change>
  readonly running: boolean
  readonly approvedBy: string | null
  readonly choice: {
    readonly leftOut: ReadonlySet<string>
    readonly confirmed: ReadonlySet<string>
    readonly rule: WaveRule
  }
  readonly order: readonly (readonly string[])[]
  readonly hold: { readonly held: boolean } | null
}

/** What stands around every plan. */
export interface PlanAround {
  readonly names: Names
  readonly secondPersons: readonly string[]
  readonly others: View['others']
}

/** The plan with each change where it stands now. */
export function planView(standing: PlanStanding, { names, secondPersons, others }: PlanAround): View {
  const { plan, madeAt, isBack, devices, moved, running, approvedBy, choice, order, hold } = standing
  const changes = plan.changes.map(({ change }) => moved.get(change.id) ?? change)
  return {
    id: plan.id,
    changes: changes.map((change) => changeView(change, plan, names)),
    byHand: plan.byHand.map(({ deviceId, item, title, instruction }) => ({
      deviceId,
      device: names.device(deviceId),
      item,
      title,
      instruction,
    })),
    allowClear: plan.allowClear,
    fromRecord: false,
    backFrom: isBack ? madeAt : null,
    cutOff: false,
    onlyDevice: onlyDevice(devices, names),
    leftOut: [...choice.leftOut],
    confirmed: [...choice.confirmed],
    others: [...others],
    trouble: plan.trouble.map(({ deviceId, problem }) => ({ deviceId, device: names.device(deviceId), problem })),
    running,
    held: running && hold?.held === true,
    done: doneOf(changes),
    secondPersons: [...secondPersons],
    approvedBy,
    waves: { ...choice.rule },
    order: order.map((wave) => [...wave]),
  }
}

const doneOf = (changes: readonly Change[]): number =>
  changes.filter(({ state }) => state !== 'planned' && state !== 'applying').length

const onlyDevice = (devices: readonly string[] | null, names: Names): string | null =>
  devices?.length === 1 ? names.device(devices[0] ?? '') : null

/** One plan among others, told in a line. */
export function otherPlan({ plan, devices, moved, running, madeAt }: PlanStanding, names: Names) {
  const stage = running ? 'running' : moved.size > 0 ? 'ended' : 'planned'
  return {
    id: plan.id,
    stage,
    fromRecord: false,
    onlyDevice: onlyDevice(devices, names),
    devices: new Set(plan.changes.map(({ change }) => change.deviceId)).size,
    changes: plan.changes.length,
    at: madeAt,
  } satisfies View['others'][number]
}

/** Codes of changes that the end of the program cut off, or kept from beginning. */
const cutOffCodes: readonly string[] = ['fix/interrupted', 'fix/not-begun']

/** The changes that the site file knows, where no plan of them is left: the newest of each device and fix. */
export function recordedView(
  visitId: string,
  changes: readonly Change[],
  rule: WaveRule,
  { names, others }: Omit<PlanAround, 'secondPersons'>,
): View {
  const newest = newestChanges(changes)
  const waves: string[][] = []
  for (const { wave, deviceId } of newest) {
    if (wave === undefined) continue
    waves[wave] ??= []
    if (waves[wave]?.includes(deviceId) === false) waves[wave].push(deviceId)
  }
  return {
    id: visitId,
    changes: newest.map((change) => changeView(change, { needsSecondPerson: [] }, names)),
    byHand: [],
    allowClear: false,
    fromRecord: true,
    backFrom: null,
    cutOff: newest.some(({ problem }) => problem !== null && cutOffCodes.includes(problem.code)),
    onlyDevice: null,
    leftOut: [],
    confirmed: [],
    others: [...others],
    trouble: [],
    running: false,
    held: false,
    done: doneOf(newest),
    secondPersons: [],
    approvedBy: null,
    waves: { ...rule },
    order: Array.from(waves, (wave) => wave ?? []),
  }
}

/** What is on record beside the plans that are left, told in a line. */
export function otherRecord(visitId: string, changes: readonly Change[]): View['others'][number] {
  const newest = newestChanges(changes)
  return {
    id: visitId,
    stage: 'ended',
    fromRecord: true,
    onlyDevice: null,
    devices: new Set(newest.map(({ deviceId }) => deviceId)).size,
    changes: newest.length,
    at: newest.reduce((latest, { at }) => (at > latest ? at : latest), ''),
  }
}

/** The last try of each fix on each device, in the order of the first tries. */
export function newestChanges(changes: readonly Change[]): Change[] {
  const newest = new Map<string, Change>()
  for (const change of changes) newest.set(`${change.deviceId} ${change.fix}`, change)
  return [...newest.values()]
}
