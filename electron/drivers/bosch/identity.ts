import { noIdentity } from '../../model/device.ts'
import { ProtocolViolation } from '../../model/errors.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import { macOf } from '../../protocols/onvif/network-settings.ts'
import type { Capability } from '../driver.ts'
import { attempt } from '../onvif/attempt.ts'
import { withOnvifIdentity } from '../web/beside-onvif.ts'
import { rcpCommands, rcpRead } from './rcp.ts'

/**
 * Firmware and hardware address by RCP+; model, serial number and board by ONVIF, because their commands are known from no device.
 * @see RCP+: CONF_SOFTWARE_VERSION_FORMATTED, `<major>.<minor>.<build>`
 */
export const boschIdentity = (): Capability => ({
  fact: 'identity',
  async read(device) {
    const version = withoutEnd(await rcpRead(device, rcpCommands.softwareVersionFormatted))
    if (!/^\d+(?:\.\d+){1,4}$/.test(version))
      throw new ProtocolViolation('RCP+ 0x0cd4: the device tells no version of its firmware.')
    const mac = macOf((await attempt(device, () => rcpRead(device, rcpCommands.macAddress))) ?? '')
    return withOnvifIdentity(device, {
      ...noIdentity,
      manufacturer: 'Bosch',
      firmware: visibleOrNull(version, 64),
      macs: mac === null ? [] : [mac],
    })
  },
})

/** Texts of this maker end with a NUL on some firmware. */
const withoutEnd = (text: string): string => text.split('\0')[0]?.trim() ?? ''
