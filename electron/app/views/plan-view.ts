import type { Output } from '../../contract/channels.ts'
import type { Plan } from '../../engine/plan.ts'
import { type Device, endpointText } from '../../model/device.ts'
import type { Change } from '../../model/site.ts'

type View = NonNullable<Output<'plan.view'>>
type ChangeView = View['changes'][number]

/** Names of devices and fixes, for rows that know only ids. */
export interface Names {
  device(id: string): string
  fix(id: string): string
}

/** `10.0.0.7, AXIS P3245-LV`: enough to find the device on the wall and in the list. */
export function namesOf(
  devices: readonly Device[],
  items: readonly { readonly check: string | null; readonly title: string }[],
): Names {
  const byId = new Map(devices.map((device) => [device.id, device]))
  const titles = new Map(items.map(({ check, title }) => [check, title]))
  return {
    device: (id) => {
      const device = byId.get(id)
      if (device === undefined) return id
      return [endpointText(device.endpoint), modelText(device)].filter((part) => part !== '').join(', ')
    },
    fix: (id) => titles.get(id) ?? id,
  }
}

/** Maker and model as one name; a model that begins with its maker says it once. */
function modelText({ identity: { manufacturer, model } }: Device): string {
  if (manufacturer !== null && model?.toLowerCase().startsWith(manufacturer.toLowerCase())) return model
  return [manufacturer, model].filter((part) => part !== null).join(' ')
}

/** The fixes that give an account a password of its own. */
const passwordFixes: readonly string[] = ['default-logins-refused']

export function changeView(change: Change, names: Names): ChangeView {
  const { id, deviceId, fix, state, asFound, target, asLeft, disruption, reboot, undo, problem } = change
  return {
    id,
    deviceId,
    device: names.device(deviceId),
    fix,
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
  }
}

/** The plan with each change where it stands now. `moved` holds the newest state of those that were begun. */
export function planView(plan: Plan, moved: ReadonlyMap<string, Change>, running: boolean, names: Names): View {
  const changes = plan.changes.map(({ change }) => moved.get(change.id) ?? change)
  return {
    id: plan.id,
    changes: changes.map((change) => changeView(change, names)),
    byHand: plan.byHand.map(({ deviceId, item, title, instruction }) => ({
      device: names.device(deviceId),
      item,
      title,
      instruction,
    })),
    allowClear: plan.allowClear,
    trouble: plan.trouble.map(({ deviceId, problem }) => ({ deviceId, device: names.device(deviceId), problem })),
    running,
    done: changes.filter(({ state }) => state !== 'planned' && state !== 'applying').length,
  }
}
