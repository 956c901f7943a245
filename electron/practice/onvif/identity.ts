import { inOrder, invalidArgs, namespaces, textOf } from '../soap.ts'
import { el } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

const { tds } = namespaces

/** @see ONVIF Core, GetDeviceInformation */
export function getDeviceInformation({ device }: Call): Reply {
  const { vendor, model, firmware, serial, hardwareId } = device.state.identity
  return {
    content: [
      el('tds:Manufacturer', vendor),
      el('tds:Model', model),
      el('tds:FirmwareVersion', firmware),
      el('tds:SerialNumber', serial),
      el('tds:HardwareId', hardwareId),
    ],
  }
}

/** @see ONVIF Core, GetEndpointReference */
export function getEndpointReference({ device }: Call): Reply {
  return { content: [el('tds:GUID', device.state.identity.endpointReference)] }
}

/** @see ONVIF Core, GetScopes */
export function getScopes({ device }: Call): Reply {
  const configurable = /\/(name|location)\//
  return {
    content: device.scopes.map((scope) =>
      el('tds:Scopes', [
        el('tt:ScopeDef', configurable.test(scope) ? 'Configurable' : 'Fixed'),
        el('tt:ScopeItem', scope),
      ]),
    ),
  }
}

/** @see ONVIF Core, GetDiscoveryMode */
export function getDiscoveryMode({ device }: Call): Reply {
  return { content: [el('tds:DiscoveryMode', device.state.discoverable ? 'Discoverable' : 'NonDiscoverable')] }
}

/** @see ONVIF Core, SetDiscoveryMode */
export function setDiscoveryMode({ device, body }: Call): Reply {
  const mode = textOf(inOrder(body, tds, ['DiscoveryMode']).DiscoveryMode, 'DiscoveryMode').trim()
  if (mode !== 'Discoverable' && mode !== 'NonDiscoverable') throw invalidArgs('DiscoveryMode is unknown')
  return {
    content: [],
    apply: () => {
      device.state.discoverable = mode === 'Discoverable'
    },
  }
}

/** @see ONVIF Core, SystemReboot */
export function systemReboot({ device }: Call): Reply {
  return { content: [el('tds:Message', 'Rebooting')], afterwards: () => void device.reboot() }
}
