import type { Maker } from '../../maker.ts'
import { bareMac, description, enterprises, lock } from '../../maker-parts.ts'

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
  snmp: () => description('SAMSUNG iPolis H.264 Premium Level IP Camera', `${enterprises}.36849.1.2.91`),
  enterprise: 36849,
}
