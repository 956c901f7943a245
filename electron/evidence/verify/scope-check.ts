import type { CheckedLog } from './log-chain.ts'
import type { PackContext2 } from './pack-shape.ts'
import { reject } from './rejected.ts'
import type { AnyResults } from './results-shape.ts'

const contradiction = (message: string): never => reject('pack/scope-contradiction', message)

/**
 * Every device that was seen is accounted for: assessed, or left out with a reason. What the log saw while the work went on
 * cannot be missing here. A device that was kept out of everything from its first packet on does not show in one pack.
 *
 * @throws {PackRejected} `pack/scope-contradiction`
 */
export function checkScope(
  { scope }: PackContext2,
  results: Pick<AnyResults, 'devices' | 'coverage'>,
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
  const { notSeen = [] } = scope
  if (new Set(notSeen.map(({ device }) => device)).size !== notSeen.length) {
    contradiction('pack.json names a device twice that was not seen.')
  }
  for (const { device, reason } of notSeen) {
    if (seen.has(device) || reason === '') contradiction(`pack.json calls ${device} seen and not seen.`)
  }
  const told = (results.coverage.notSeen ?? []).map(({ device, reason }) => ({ device, reason }))
  if (JSON.stringify(told) !== JSON.stringify(notSeen)) {
    contradiction('pack.json and results.json name other devices that were not seen.')
  }
  for (const device of seenByLog(log)) {
    if (!seen.has(device)) contradiction(`The log saw ${device}, and pack.json does not account for it.`)
  }
}

/** One device that the pack speaks of, and how. */
export interface AccountedDevice {
  readonly device: string
  /** As the pack writes it; null where no list of the pack has it. */
  readonly address: string | null
  readonly state: 'assessed' | 'seen' | 'not-seen' | 'removed'
  /** Null where it was assessed. */
  readonly reason: string | null
}

/** Every device that the pack accounts for. What was heard and not identified has no identity that could be known again. */
export function accountedDevices(
  { scope }: PackContext2,
  results: Pick<AnyResults, 'devices' | 'coverage'>,
  { entries }: CheckedLog,
): readonly AccountedDevice[] {
  const unseen = results.coverage.notSeen ?? []
  const addresses = new Map([
    ...results.devices.map(({ id, address }) => [id, address] as const),
    ...unseen.map(({ device, address }) => [device, address] as const),
  ])
  const removed = entries.filter(({ type }) => type === 'device.removed').map(({ device }) => String(device))
  const all: readonly Omit<AccountedDevice, 'address'>[] = [
    ...removed.map((device) => ({ device, state: 'removed' as const, reason: 'taken out of the list of devices' })),
    ...unseen.map(({ device, reason }) => ({ device, state: 'not-seen' as const, reason })),
    ...scope.seen
      .filter(({ device }) => !device.startsWith('unidentified-'))
      .map(({ device, assessed, reason }) => ({
        device,
        state: assessed ? ('assessed' as const) : ('seen' as const),
        reason,
      })),
  ]
  // What was removed may have been found again: the last word counts.
  return [
    ...new Map(all.map((each) => [each.device, { ...each, address: addresses.get(each.device) ?? null }])).values(),
  ]
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
