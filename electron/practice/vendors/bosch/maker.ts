import type { Maker } from '../../maker.ts'
import { description, enterprises, lock } from '../../maker-parts.ts'
import { compactVersion, rcp } from './rcp.ts'

export const bosch: Maker = {
  vendor: 'Bosch',
  macPrefixes: ['00:07:5f', '00:04:63'],
  defaultLogin: { username: 'service', password: 'service' },
  administrator: 'service',
  serial: (random) => `0443${random.digits(14)}`,
  authentication: {
    wsse: null,
    digest: ['SHA-256', 'MD5'],
    refusal: { status: 401, subcode: 'ter:NotAuthorized' },
  },
  lockout: lock(10, 5, 'source', 403),
  passwords: { minLength: 4, maxLength: 19, missingClears: true },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'VCS-VideoJet-Webserver', title: 'Bosch Security Systems', realm: () => 'Bosch' },
  rtsp: { server: null, realm: 'Bosch', path: '/rtsp_tunnel?inst={channel}', basicRealm: null },
  banners: {
    telnet: ({ identity }) => `Welcome to ${identity.model} ${identity.firmware} from 127.0.0.1`,
    ftp: () => 'FTP ready.',
  },
  // Texts of this maker end with a NUL.
  snmp: ({ identity }) => [
    ...description('Linux', `${enterprises}.8072.3.2.10`),
    { oid: `${enterprises}.3967.1.1.1.4`, type: 'OctetString', value: `${identity.hardwareId}\0` },
    { oid: `${enterprises}.3967.1.1.1.5`, type: 'OctetString', value: `${compactVersion(identity.firmware)}\0` },
    { oid: `${enterprises}.3967.1.1.1.6`, type: 'OctetString', value: `${identity.serial}\0` },
    { oid: `${enterprises}.3967.1.1.1.7`, type: 'OctetString', value: 'Bosch\0' },
  ],
  enterprise: 3967,
  api: [rcp],
}
