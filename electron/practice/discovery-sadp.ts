import type { PracticeDevice } from './practice-device.ts'
import { multicastDiscovery } from './udp-socket.ts'
import type { VendorUdpServer } from './vendor-server.ts'
import { el } from './xml.ts'

/** What Hikvision devices and their OEM brands answer to an inquiry, also before they have a password. @see SADP, UDP 37020 */
export const sadpServer: VendorUdpServer = {
  name: 'SADP inquiry',
  transport: 'udp',
  port: 37_020,
  group: multicastDiscovery,
  answersTo: 'group',
  answer(device, { bytes }) {
    const [, uuid] =
      /^<\?xml[^>]*>\s*<Probe>\s*<Uuid>([0-9A-F-]{36})<\/Uuid>\s*<Types>inquiry<\/Types>/.exec(bytes.toString()) ?? []
    return uuid === undefined ? null : Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${match(device, uuid).xml}`)
  },
}

function match({ address, ports, state }: PracticeDevice, uuid: string) {
  const { model, serial, firmware, mac } = state.identity
  return el('ProbeMatch', [
    el('Uuid', uuid),
    el('Types', 'inquiry'),
    el('DeviceType', '138816'),
    el('DeviceDescription', model),
    el('DeviceSN', serial),
    el('CommandPort', 8_000),
    el('HttpPort', ports.http),
    el('MAC', mac.replaceAll(':', '-')),
    el('IPv4Address', address),
    el('IPv4SubnetMask', '255.255.255.0'),
    el('DHCP', 'false'),
    el('AnalogChannelNum', 0),
    el('DigitalChannelNum', state.channels),
    // Without the space of the web interface.
    el('SoftwareVersion', firmware.replace(' build', 'build')),
    el('BootTime', '2026-01-01 00:00:00'),
    el('Activated', String(state.settings.activated)),
    el('PasswordResetAbility', 'true'),
  ])
}
