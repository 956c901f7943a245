import { withFixes } from '../../engine/change/apply-plan.ts'
import { wavesOf } from '../../engine/change/canaries.ts'
import type { Plan } from '../../engine/change/plan.ts'
import type { WaveRule } from '../../engine/change/waves.ts'
import type { Device } from '../../model/device.ts'

/**
 * Ids of the devices of each wave, as the work will go: it takes the devices in the order of the plan. Where two could be the
 * canary of their kind, the one that is shown is the one that goes first.
 *
 * @param planned every change of the plan
 * @param going those of them that may be made
 */
export function waveOrder(
  devices: readonly Device[],
  planned: Plan['changes'],
  going: Plan['changes'],
  rule: WaveRule,
): string[][] {
  const byId = new Map(devices.map((device) => [device.id, device]))
  const inTurn = [...new Set(planned.map(({ change }) => change.deviceId))].flatMap((id) => byId.get(id) ?? [])
  return wavesOf(withFixes(inTurn, going), rule).map((wave) => wave.map(({ device }) => device.id))
}
