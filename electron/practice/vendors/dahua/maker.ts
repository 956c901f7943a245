import { dhipServer } from '../../discovery-dhip.ts'
import type { Maker } from '../../maker.ts'
import { description, enterprises, lock } from '../../maker-parts.ts'
import { asFound } from './as-found.ts'
import { cgiRoutes } from './cgi.ts'
import { rpcRoutes } from './rpc.ts'

export const dahua: Maker = {
  vendor: 'Dahua',
  macPrefixes: ['3c:ef:8c', '4c:11:bf', '90:02:a9', 'e0:50:8b'],
  defaultLogin: { username: 'admin', password: 'admin' },
  administrator: 'admin',
  serial: (random) => `${random.integer(2, 9)}${random.text('ABCDEFGHJK', 1)}0${random.text('0123456789ABCDEF', 12)}`,
  authentication: {
    wsse: { windowSeconds: null, replayRejected: false, staleCounts: false },
    digest: [],
    refusal: { status: 400, subcode: 'ter:NotAuthorized' },
  },
  lockout: lock(5, 30, 'account', 400),
  passwords: { minLength: 5, maxLength: 32, missingClears: false },
  envelopePrefix: 's',
  web: { server: 'Webs', title: 'WEB SERVICE', realm: ({ identity }) => `Login to ${identity.serial}` },
  rtsp: {
    server: 'Dahua Rtsp Server',
    realm: 'Login to device',
    path: '/cam/realmonitor?channel={channel}&subtype=0',
    basicRealm: 'device',
    accounts: 'web',
  },
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'Welcome to FTP server' },
  snmp: ({ identity }) => [
    ...description(identity.model, `${enterprises}.1004849.3.2.10`),
    { oid: `${enterprises}.1004849.2.1.2.4`, type: 'OctetString', value: identity.serial },
    { oid: `${enterprises}.1004849.2.1.2.5`, type: 'OctetString', value: identity.firmware },
    { oid: `${enterprises}.1004849.2.1.2.6`, type: 'OctetString', value: identity.model },
  ],
  enterprise: 37496,
  unactivated: { onvif: 'off', web: { status: 401, body: '' } },
  api: [...rpcRoutes, ...cgiRoutes],
  servers: [dhipServer],
  asFound,
}
