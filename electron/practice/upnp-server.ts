import type { PracticeDevice } from './practice-device.ts'
import { multicastDiscovery } from './udp-socket.ts'
import type { VendorUdpServer } from './vendor-server.ts'
import { el } from './xml.ts'

const rootDevice = 'upnp:rootdevice'

/** UPnP as the factory left it on: answers a search that is sent to the device itself or to the group. @see UPnP Device Architecture 1.1, 1.3 */
export const upnpServer: VendorUdpServer = {
  name: 'M-SEARCH',
  interface: 'upnp',
  transport: 'udp',
  port: 1_900,
  group: multicastDiscovery,
  on: ({ state }) => state.settings.services.upnp === true,
  answer(device, { bytes }) {
    const search = bytes.toString('latin1')
    if (!/^M-SEARCH \* HTTP\/1\.1\r\n/.test(search)) return null
    const target = /^ST:[ \t]*(\S+)/im.exec(search)?.[1] ?? 'ssdp:all'
    return [rootDevice, 'ssdp:all', uuidOf(device)].includes(target) ? Buffer.from(answer(device)) : null
  },
}

const uuidOf = ({ state }: PracticeDevice): string => state.identity.endpointReference.replace('urn:', '')

function answer(device: PracticeDevice): string {
  return [
    'HTTP/1.1 200 OK',
    'CACHE-CONTROL: max-age=1800',
    'EXT:',
    `LOCATION: ${device.origin}${descriptionPath}`,
    `SERVER: ${device.maker.upnp ?? `Linux UPnP/1.0 ${device.maker.vendor}/1.0`}`,
    `ST: ${rootDevice}`,
    `USN: ${uuidOf(device)}::${rootDevice}`,
    '',
    '',
  ].join('\r\n')
}

export const descriptionPath = '/rootDesc.xml'

/** @see UPnP Device Architecture 1.1, section 2.3 */
export function upnpDescription(device: PracticeDevice): string {
  const { model, serial, vendor } = device.state.identity
  const name = model.startsWith(vendor) ? model : `${vendor} ${model}`
  const root = el(
    'root',
    [
      el('specVersion', [el('major', 1), el('minor', 0)]),
      el('device', [
        el('deviceType', 'urn:schemas-upnp-org:device:Basic:1'),
        el('friendlyName', `${name} - ${serial}`),
        el('manufacturer', vendor),
        el('modelName', model),
        el('serialNumber', serial),
        el('UDN', uuidOf(device)),
        el('presentationURL', `${device.origin}/`),
      ]),
    ],
    { xmlns: 'urn:schemas-upnp-org:device-1-0' },
  )
  return `<?xml version="1.0"?>\n${root.xml}`
}
