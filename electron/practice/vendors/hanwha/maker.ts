import type { Maker } from '../../maker.ts'
import { bareMac, description, enterprises, lock } from '../../maker-parts.ts'
import { initialisation, rsa, users } from './accounts.ts'
import { asFound } from './as-found.ts'
import {
  bonjour,
  date,
  deviceInfo,
  dot1x,
  ipFilter,
  rtspAuthentication,
  snmp,
  ssl,
  storage,
  upnpDiscovery,
  videoSource,
} from './submenus.ts'
import { cgi } from './sunapi.ts'

const product = `${enterprises}.36849.1.2.91`

export const hanwha: Maker = {
  vendor: 'Hanwha Vision',
  macPrefixes: ['00:09:18', '44:b4:23', 'e4:30:22'],
  defaultLogin: { username: 'admin', password: '4321' },
  administrator: 'admin',
  serial: (random) => `ZN${random.text('0123456789ABCDEFGHJK', 10)}Y`,
  authentication: {
    wsse: { windowSeconds: 30, replayRejected: true, staleCounts: false },
    digest: ['MD5'],
    refusal: { status: 401, subcode: 'ter:NotAuthorized' },
  },
  lockout: lock(5, 30, 'account', 490),
  passwords: { minLength: 4, maxLength: 64, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'Hanwha', title: 'Hanwha Techwin', realm: ({ identity }) => `iPolis_${bareMac(identity.mac)}` },
  rtsp: { server: 'Hanwha RTSP Server', realm: 'iPolis', path: '/profile{channel}/media.smp', basicRealm: null },
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'vsFTPd ready.' },
  // Model and version hang below the very object that names the product.
  snmp: ({ identity }) => [
    ...description('SAMSUNG iPolis H.264 Premium Level IP Camera', product),
    { oid: `${product}.1`, type: 'OctetString', value: identity.model },
    { oid: `${product}.2.1.1`, type: 'OctetString', value: identity.firmware },
  ],
  enterprise: 36849,
  // Nothing but the first password is answered.
  unactivated: { onvif: 'refuses', web: { status: 403, body: '' } },
  api: [
    initialisation,
    cgi('system', { deviceinfo: deviceInfo, date, storageinfo: storage }),
    cgi('network', { snmp, upnpdiscovery: upnpDiscovery, bonjour }),
    cgi('security', { users, rsa, ssl, rtsp: rtspAuthentication, ipfilter: ipFilter, '802Dot1x': dot1x }),
    cgi('media', { videosource: videoSource }),
  ],
  asFound,
}
