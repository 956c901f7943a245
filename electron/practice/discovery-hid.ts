import type { VendorUdpServer } from './vendor-server.ts'

/** What the discovery service of HID VertX and EDGE controllers answers. @see HID discoveryd, UDP 4070 */
export const hidServer: VendorUdpServer = {
  name: 'discover',
  transport: 'udp',
  port: 4_070,
  answer({ address, state }, { bytes }) {
    if (bytes.toString('latin1') !== 'discover;013;') return null
    const { model, firmware, mac } = state.identity
    const built = 'Thu Mar 31 2016'
    const said = [mac.toUpperCase(), state.hostname.name, address, '1', model, firmware, built, '']
    const rest = said.join(';')
    const length = String('discovered;'.length + 4 + rest.length).padStart(3, '0')
    return Buffer.from(`discovered;${length};${rest}`, 'latin1')
  },
}
