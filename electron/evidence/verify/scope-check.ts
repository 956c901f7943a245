import type { CheckedLog } from './log-chain.ts'
import type { PackContext2 } from './pack-shape.ts'
import { reject } from './rejected.ts'

const contradiction = (message: string): never => reject('pack/scope-contradiction', message)

/**
 * Every device that was seen is accounted for: assessed, or left out with a reason. What the log saw while the work went on
 * cannot be missing here. A device that was kept out of everything from its first packet on does not show in one pack.
 *
 * @throws {PackRejected} `pack/scope-contradiction`
 */
export function checkScope(
  { scope }: PackContext2,
  results: { readonly devices: readonly { readonly id: string; readonly assessed: boolean }[] },
  log: CheckedLog,
): void {
  const seen = new Map(scope.seen.map((entry) => [entry.device, entry]))
  if (seen.size !== scope.seen.length || seen.size !== scope.devicesSeen) {
    contradiction('pack.json counts other devices than it lists as seen.')
  }
  for (const { device, assessed, reason } of scope.seen) {
    if (assessed !== (reason === null)) contradiction(`pack.json leaves ${device} out without a reason.`)
  }
  for (const { id, assessed } of results.devices) {
    if (seen.get(id)?.assessed !== assessed) contradiction(`pack.json and results.json say different things of ${id}.`)
  }
  const inResults = new Set(results.devices.filter(({ assessed }) => assessed).map(({ id }) => id))
  if (scope.seen.some(({ device, assessed }) => assessed && !inResults.has(device))) {
    contradiction('pack.json calls a device assessed that is not in results.json.')
  }
  for (const device of seenByLog(log)) {
    if (!seen.has(device)) contradiction(`The log saw ${device}, and pack.json does not account for it.`)
  }
}

function seenByLog({ entries }: CheckedLog): ReadonlySet<string> {
  const seen = new Set<string>()
  for (const { type, device } of entries) {
    if (typeof device !== 'string') continue
    if (type === 'device.seen') seen.add(device)
    else if (type === 'device.removed') seen.delete(device)
  }
  return seen
}
