import type { InstalledCatalog } from '../catalog/bundle/installed-catalog.ts'
import type { Checklist } from '../catalog/checklist.ts'
import { driverById } from '../drivers/index.ts'
import { endpointText } from '../model/device.ts'
import type { ExchangeObserver } from '../protocols/exchange-observer.ts'
import { Network } from '../protocols/network.ts'
import { ScopeGuard } from '../protocols/scope.ts'
import type { SiteFile } from '../store/site-file.ts'
import type { Vault } from '../vault/vault.ts'
import type { AssessParts } from './assess/assess.ts'
import { baselineFor, checkById } from './assess/loosenings.ts'
import { PasswordIndex } from './device/password-index.ts'
import type { EventLog } from './event-log.ts'
import { replacedDevices } from './inventory/replaced-device.ts'
import { sameHosts } from './inventory/same-host.ts'
import { ScopeMissing } from './problems.ts'

/** The network within the scope that the technician confirmed. @throws {ScopeMissing} */
export function networkOf(store: SiteFile, observer: ExchangeObserver | null = null, snmpWaitMs?: number): Network {
  const { scope } = store.site()
  if (scope === null) throw new ScopeMissing('No scope was confirmed for this site.')
  return new Network(new ScopeGuard(scope, { largeConfirmed: true }), store.pins, observer, snmpWaitMs)
}

/** What every step of a visit works with, put together anew for each: scope, conflicts and lists may have changed since. */
export function assessPartsOf(of: {
  readonly store: SiteFile
  readonly vault: Vault
  readonly log: EventLog
  readonly visitId: string
  readonly observer: ExchangeObserver | null
  readonly snmpWaitMs: number | undefined
  readonly checklist: Checklist
  /** Folder of the lists that ship with the product. */
  readonly checklists: string
  readonly catalog: () => InstalledCatalog
}): AssessParts {
  const { store, vault, log, visitId, checklist, checklists } = of
  const devices = store.devices()
  const replaced = replacedDevices(devices)
  const conflicted = new Set(store.conflicts().flatMap(({ addresses }) => addresses))
  return {
    store,
    vault,
    log,
    network: networkOf(store, of.observer, of.snmpWaitMs),
    visitId,
    driverById,
    assessFirmware: (identity) => of.catalog().assess(identity),
    inConflict: (device) => conflicted.has(endpointText(device.endpoint)),
    isReplaced: ({ id }) => replaced.has(id),
    sameHost: sameHosts(devices),
    passwords: new PasswordIndex(
      vault,
      store,
      devices.map(({ id }) => id),
    ),
    checklist,
    checkById,
    baseline: baselineFor(checklist, checklists),
  }
}
