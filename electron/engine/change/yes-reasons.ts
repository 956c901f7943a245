import type { Driver } from '../../drivers/driver.ts'
import type { Device } from '../../model/device.ts'
import type { Readings } from '../../model/facts.ts'
import type { SiteSettings } from '../../model/site.ts'
import type { VisitParts } from '../device/open-device.ts'
import { type AgreedChange, accountsOf } from './carry-out.ts'
import { confirmReason } from './confirm-change.ts'
import { pictureTakers, recordedBy } from './recorded-by.ts'

type ReasonOf = (change: AgreedChange, driver: Driver, device: Device) => string | null

/** Why a person must say yes to single changes, or null, by what the site file knows at this moment. Asks no device. */
export function yesReasons(
  { store, visitId, isReplaced }: Pick<VisitParts, 'store' | 'visitId' | 'isReplaced'>,
  settings: SiteSettings,
): ReasonOf {
  const here = store.devices().filter((device) => !isReplaced(device))
  const recorders = recordedBy(here, (id) => store.readings(visitId, id, 'as-left'))
  const vms = (settings.accounts ?? []).flatMap(({ use, username }) => (use === 'vms' ? [username] : []))
  // What is known of a device is long, and is asked for with each of its changes.
  let last: { readonly id: string; readonly readings: Readings } | null = null
  const readingsOf = (id: string): Readings => {
    if (last?.id !== id) last = { id, readings: store.readings(visitId, id, 'as-left') ?? {} }
    return last.readings
  }
  return (change, driver, device) => {
    const takers = pictureTakers(device, recorders, vms)
    return confirmReason(change.fix, driver, device, readingsOf(device.id), takers, accountsOf(change))
  }
}
