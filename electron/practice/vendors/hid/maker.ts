import type { Maker } from '../../maker.ts'
import { bareMac, description, enterprises } from '../../maker-parts.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import type { VendorUdpServer } from '../../vendor-server.ts'

const colonless = (mac: string): string => bareMac(mac).replace(/(..)(?=.)/g, '$1:')

/** The service that tells who a controller is, and, on old firmware, ran what it was sent. */
const discovery: VendorUdpServer = {
  name: 'discover',
  transport: 'udp',
  port: 4_070,
  answer: (device, { bytes }) => (bytes.toString('latin1') === 'discover;013;' ? answerOf(device) : null),
}

/** `discovered;<length>;<MAC>;<hostname>;<IP>;<n>;<type>;<firmware>;<build date>;`; the length counts the whole text. */
function answerOf({ address, state }: PracticeDevice): Buffer {
  const { firmware, mac, model } = state.identity
  const rest = `${[colonless(mac), state.hostname.name, address, '1', model, firmware, '07/02/2014'].join(';')};`
  const length = 'discovered;'.length + '000;'.length + rest.length
  return Buffer.from(`discovered;${String(length).padStart(3, '0')};${rest}`, 'latin1')
}

export const hid: Maker = {
  vendor: 'HID',
  macPrefixes: ['00:06:8e'],
  defaultLogin: { username: 'root', password: 'pass' },
  administrator: 'root',
  serial: (random) => random.digits(10),
  authentication: { wsse: null, digest: [], refusal: { status: 401, subcode: null } },
  lockout: null,
  passwords: { minLength: 6, maxLength: 10, missingClears: false },
  envelopePrefix: 's',
  web: { server: 'mini_httpd/1.19', title: 'EDGE Solo', realm: () => 'HID' },
  rtsp: { server: null, realm: 'none', path: '/{channel}', basicRealm: null },
  banners: { telnet: ({ hostname }) => hostname.name, ftp: () => 'FTP server ready.' },
  snmp: ({ hostname }) => description(`Linux ${hostname.name} 2.6.22.18`, `${enterprises}.29240.1`),
  enterprise: 29_240,
  servers: [discovery],
  asFound: ({ settings, hostname, identity }) => {
    hostname.name = `EdgeEH400${bareMac(identity.mac).slice(6)}`
    Object.assign(settings.services, { telnet: true, ftp: true, 'vendor-discovery': true })
  },
}
