import type { PracticeDevice } from './practice-device.ts'
import type { VendorUdpServer } from './vendor-server.ts'

const headerBytes = 32

/** What Dahua devices answer to DHDiscover. A search without the frame of 32 bytes gets no answer. @see DHIP, UDP 37810 */
export const dhipServer: VendorUdpServer = {
  name: 'DHDiscover.search',
  transport: 'udp',
  port: 37_810,
  group: '239.255.255.251',
  answer(device, { bytes }) {
    if (bytes.length < headerBytes || bytes.toString('latin1', 4, 8) !== 'DHIP') return null
    const length = bytes.readUInt32LE(16)
    if (length !== bytes.readUInt32LE(24) || length !== bytes.length - headerBytes) return null
    return /"method"\s*:\s*"DHDiscover\.search"/.test(bytes.toString('utf8', headerBytes))
      ? framed(description(device))
      : null
  },
}

function framed(message: unknown): Buffer {
  const body = Buffer.from(`${JSON.stringify(message)}\n`)
  const header = Buffer.alloc(headerBytes)
  header[0] = 0x20
  header.write('DHIP', 4, 'latin1')
  header.writeUInt32LE(body.length, 16)
  header.writeUInt32LE(body.length, 24)
  return Buffer.concat([header, body])
}

function description({ address, ports, state }: PracticeDevice) {
  const { model, serial, firmware, mac, deviceClass } = state.identity
  return {
    mac,
    method: 'client.notifyDevInfo',
    params: {
      deviceInfo: {
        DeviceClass: deviceClass === 'nvr' ? 'NVR' : 'IPC',
        DeviceType: model,
        HttpPort: ports.http,
        Port: 37_777,
        IPv4Address: { IPAddress: address, SubnetMask: '255.255.255.0', DefaultGateway: address, DhcpEnable: false },
        MachineName: serial,
        SerialNo: serial,
        Vendor: 'Dahua',
        Version: firmware,
        // The lowest two bits say whether it has a password; the others are those of a real answer.
        Init: state.settings.activated ? 1_162 : 1_161,
      },
    },
  }
}
