import type { Identity } from '../../model/device.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import { getDeviceInformation } from '../../protocols/onvif/information.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from '../onvif/attempt.ts'
import { onvifIdentity } from '../onvif/capabilities.ts'
import { openClient } from '../onvif/open-client.ts'
import { childText, isapiGet } from './isapi.ts'

const byOnvif = onvifIdentity()

/** @see ISAPI: /ISAPI/System/deviceInfo */
export const identityFact: Capability = {
  fact: 'identity',
  async read(device) {
    if (device.credential('web') === null && device.credential('onvif') !== null)
      return (await byOnvif.read(device)) as Identity
    const said = await isapiGet(device, '/ISAPI/System/deviceInfo', ['DeviceInfo'])
    return identityOf(said, await manufacturerOf(device, said))
  },
}

/** Firmware with its build, as the maker names it in advisories: `V5.5.0 build 170725`. */
function identityOf(said: XmlElement, manufacturer: string | null): Identity {
  const text = (name: string) => visibleOrNull(childText(said, name))
  const version = text('firmwareVersion')
  const build = text('firmwareReleasedDate')
  const mac = macOf(childText(said, 'macAddress'))
  return {
    manufacturer,
    model: text('model'),
    firmware: version === null || build === null || version.includes(build) ? version : `${version} ${build}`,
    build,
    serial: text('serialNumber'),
    hardwareId: text('hardwareVersion'),
    macs: mac === null ? [] : [mac],
  }
}

/** Many brands sell this maker's devices under their own name, which ISAPI does not always tell; then ONVIF does. */
async function manufacturerOf(device: Connection, said: XmlElement): Promise<string | null> {
  const own = visibleOrNull(childText(said, 'manufacturer'))
  if (own !== null) return own
  if (device.credential('onvif') !== null) {
    const known = await attempt(device, () => getDeviceInformation(openClient(device)))
    if (known?.manufacturer != null) return known.manufacturer
  }
  const announced = device.memo.get('onvif.name')
  const brand = typeof announced === 'string' ? visibleOrNull(announced.split(/[\s_%]/)[0], 40) : null
  return brand ?? 'HIKVISION'
}

/** `44-19-b6-…` and `44:19:b6:…`; anything else is no hardware address. */
function macOf(text: string | null): string | null {
  const plain = text?.toLowerCase().replaceAll('-', ':') ?? ''
  return /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(plain) && plain !== '00:00:00:00:00:00' ? plain : null
}
