import type { Maker } from '../../maker.ts'
import { description, enterprises } from '../../maker-parts.ts'
import { zkServer } from './zk-server.ts'

export const zkteco: Maker = {
  vendor: 'ZKTeco',
  macPrefixes: ['00:17:61'],
  defaultLogin: null,
  administrator: 'administrator',
  serial: (random) => `A6F5${random.digits(9)}`,
  authentication: { wsse: null, digest: [], refusal: { status: 401, subcode: null } },
  lockout: null,
  passwords: { minLength: 1, maxLength: 16, missingClears: false },
  envelopePrefix: 's',
  web: { server: 'ZK Web Server', title: 'ZKTeco', realm: () => 'ZK' },
  rtsp: { server: null, realm: 'none', path: '/{channel}', basicRealm: null },
  banners: { telnet: () => 'ZKTeco', ftp: () => 'FTP server ready.' },
  snmp: () => description('Linux', `${enterprises}.8072.3.2.10`),
  enterprise: 8_072,
  servers: [zkServer],
}
