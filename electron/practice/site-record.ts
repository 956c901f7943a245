import type { ApprovedAccount, SiteSettings } from '../model/site.ts'
import type { PracticeDevice } from './practice-device.ts'

const administrator = (username: string): ApprovedAccount => ({
  username,
  use: 'administrator',
  holder: 'Practice customer',
  endsOn: null,
})

const viewer: ApprovedAccount = {
  username: 'viewer',
  use: 'vms',
  holder: 'Recorder of the practice site',
  endsOn: null,
}

/** A host beside the device, as its own settings name it. */
const beside = (address: string, last: number): string => address.replace(/\d+$/, String(last))

/**
 * What somebody who ordered the work would have written down: servers, accounts and ports of the site, and the devices that should
 * be there. Servers are addresses that nothing answers at; simulated devices believe in them.
 */
export function settingsOf(ntpServer: string, devices: readonly PracticeDevice[]): SiteSettings {
  const each = <T>(of: (device: PracticeDevice) => T): T[] => [...new Set(devices.map(of))]
  return {
    ntpServers: [ntpServer],
    neededProtocols: [],
    syslogTargets: [{ host: ntpServer, port: 514, transport: 'udp' }],
    allowedClients: ['127.0.0.0/8'],
    accounts: [...each(({ maker }) => maker.administrator).map(administrator), viewer],
    openPorts: [{ deviceClass: null, tcp: [80, 443, 554], udp: [] }],
    gateways: each(({ address }) => beside(address, 254)),
    dnsServers: each(({ address }) => beside(address, 253)),
    jobList: devices.map(({ state: { identity } }) => ({
      serial: identity.serial,
      mac: identity.mac,
      address: null,
      note: null,
    })),
  }
}
