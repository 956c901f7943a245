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
  readonly moved: ReadonlyMap<string, Change>
  readonly running: boolean
  readonly approvedBy: string | null
  readonly rule: WaveRule
  readonly order: readonly (readonly string[])[]
  readonly hold: { readonly held: boolean } | null
}

/** The plan with each change where it stands now. */
export function planView(standing: PlanStanding, secondPersons: readonly string[], names: Names): View {
  const { plan, moved, running, approvedBy, rule, order, hold } = standing
  const changes = plan.changes.map(({ change }) => moved.get(change.id) ?? change)
  return {
    id: plan.id,
    changes: changes.map((change) => changeView(change, plan, names)),
    byHand: plan.byHand.map(({ deviceId, item, title, instruction }) => ({
      device: names.device(deviceId),
      item,
      title,
      instruction,
    })),
    allowClear: plan.allowClear,
    trouble: plan.trouble.map(({ deviceId, problem }) => ({ deviceId, device: names.device(deviceId), problem })),
    running,
    held: running && hold?.held === true,
    done: changes.filter(({ state }) => state !== 'planned' && state !== 'applying').length,
    secondPersons: [...secondPersons],
    approvedBy,
    waves: { ...rule },
    order: order.map((wave) => [...wave]),
  }
}
