import { visibleOrNull } from '../../model/visible-text.ts'
import { childOf, needChild, textOf } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'

const { tds } = namespaces

/** Raw text, capped and made visible; absent or empty is null. */
export interface DeviceInformation {
  readonly manufacturer: string | null
  readonly model: string | null
  readonly firmware: string | null
  readonly serial: string | null
  readonly hardwareId: string | null
}

/** @see ONVIF Core, GetDeviceInformation */
export async function getDeviceInformation(
  client: OnvifClient,
  options: { readonly login?: 'none' } = {},
): Promise<DeviceInformation> {
  const { element } = await client.call({
    service: 'tds',
    operation: 'GetDeviceInformation',
    login: options.login ?? 'asked',
  })
  const text = (name: string) => visibleOrNull(textOf(element, tds, name), 128)
  return {
    manufacturer: text('Manufacturer'),
    model: text('Model'),
    firmware: text('FirmwareVersion'),
    serial: text('SerialNumber'),
    hardwareId: text('HardwareId'),
  }
}

/** What the device says of its limits; null where it does not. */
export interface SecurityCapabilities {
  readonly maxPasswordLength: number | null
  readonly hardwareType: string | null
}

/** @see ONVIF Core, GetServiceCapabilities */
export async function getSecurityCapabilities(client: OnvifClient): Promise<SecurityCapabilities> {
  const { element } = await client.call({
    service: 'tds',
    operation: 'GetServiceCapabilities',
  })
  const capabilities = needChild(element, tds, 'Capabilities')
  const attribute = (group: string, name: string) => childOf(capabilities, tds, group)?.attributes.get(name) ?? null
  const length = attribute('Security', 'MaxPasswordLength')
  return {
    // Zero and nonsense are no limit that anybody meant.
    maxPasswordLength: length !== null && /^[1-9]\d{0,4}$/.test(length) ? Number(length) : null,
    hardwareType: visibleOrNull(attribute('System', 'HardwareType'), 64),
  }
}

/** How the device says that it is logged in to; null where it does not. @see ONVIF tds:SecurityCapabilities */
export async function getLoginCapabilities(client: OnvifClient): Promise<{
  readonly usernameToken: boolean | null
  readonly httpDigest: boolean | null
}> {
  const { element } = await client.call({ service: 'tds', operation: 'GetServiceCapabilities', login: 'none' })
  const security = childOf(needChild(element, tds, 'Capabilities'), tds, 'Security')
  const flag = (name: string) => {
    const text = security?.attributes.get(name)
    return text === undefined ? null : text === 'true' || text === '1'
  }
  return { usernameToken: flag('UsernameToken'), httpDigest: flag('HttpDigest') }
}
