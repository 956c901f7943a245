import type { Maker } from '../../maker.ts'
import { bareMac, description, enterprises, lock } from '../../maker-parts.ts'
import { lapi } from './lapi.ts'

export const uniview: Maker = {
  vendor: 'UNIVIEW',
  macPrefixes: ['48:ea:63', '6c:f1:7e', 'c4:79:05'],
  defaultLogin: { username: 'admin', password: '123456' },
  administrator: 'admin',
  serial: (random) => `2102${random.digits(4)}DN${random.digits(11)}`,
  authentication: {
    wsse: { windowSeconds: 300, replayRejected: false, staleCounts: false },
    digest: ['MD5'],
    refusal: { status: 403, subcode: 'ter:OperationProhibited' },
  },
  lockout: lock(5, 10, 'account', 403),
  passwords: { minLength: 6, maxLength: 20, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'GoAhead-Webs', title: 'Login', realm: ({ identity }) => `uniview ${bareMac(identity.mac)}` },
  rtsp: { server: null, realm: 'uniview', path: '/media/video{channel}', basicRealm: null },
  snapshots: 'refused',
  banners: { telnet: () => 'User Access Verification', ftp: () => 'FTP server ready.' },
  snmp: ({ identity }) => description(identity.model, `${enterprises}.39747`),
  enterprise: 39747,
  api: lapi,
}
