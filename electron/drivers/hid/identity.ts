import { DeviceUnreachable } from '../../model/errors.ts'
import type { Facts } from '../../model/facts.ts'
import { askHid } from '../../protocols/hid-4070/ask.ts'
import { type HidAnswer, hidPort } from '../../protocols/hid-4070/message.ts'
import { macText } from '../../protocols/mac-text.ts'
import type { Capability, Connection } from '../driver.ts'
import { snmpIdentity } from '../snmp/capabilities.ts'

const ask = ({ network, endpoint, signal }: Connection): Promise<HidAnswer> =>
  askHid(network, { address: endpoint.address, port: hidPort, signal })

/** As the discovery service tells it, else as the SNMP agent does. */
export const hidIdentity = (): Capability => ({ fact: 'identity', read: readIdentity })

async function readIdentity(device: Connection): Promise<Facts['identity']> {
  try {
    const { built, firmware, mac, model } = await ask(device)
    const address = macText(mac)
    return {
      manufacturer: 'HID',
      model,
      firmware,
      build: built,
      serial: null,
      hardwareId: null,
      macs: address === null ? [] : [address],
    }
  } catch (error) {
    if (!(error instanceof DeviceUnreachable)) throw error
    return (await snmpIdentity().read(device)) as Facts['identity']
  }
}

/** The discovery service answers anybody. Old versions of it ran what they were sent: ZDI-16-223. */
export const hidServices = (): Capability => ({
  fact: 'network.services',
  async read(device) {
    await ask(device)
    return [{ name: 'vendor-discovery', enabled: true, writable: false }]
  },
})
