import type { Maker } from '../../maker.ts'
import { bareMac, description, enterprises } from '../../maker-parts.ts'
import { SeededRandom } from '../../random.ts'
import { cgi } from './cgi.ts'

export const vivotek: Maker = {
  vendor: 'VIVOTEK',
  macPrefixes: ['00:02:d1'],
  defaultLogin: null,
  administrator: 'root',
  serial: (_random, mac) => bareMac(mac),
  authentication: {
    wsse: { windowSeconds: 3_600, replayRejected: false, staleCounts: true },
    digest: [],
    refusal: { status: 500, subcode: 'wsse:FailedAuthentication' },
  },
  lockout: null,
  passwords: { minLength: 1, maxLength: 64, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'Vivotek Network Camera', title: 'Network Camera', realm: () => 'streaming_server' },
  rtsp: { server: 'Vivotek RTSP Server', realm: 'streaming_server', path: '/live{channel}s1.sdp', basicRealm: null },
  banners: { telnet: ({ identity }) => identity.model, ftp: ({ identity }) => `${identity.model} FTP server ready.` },
  snmp: () => description('Mega-Pixel Network Camera', `${enterprises}.23465`),
  enterprise: 23465,
  api: cgi,
  asFound: ({ settings, identity }, _random, { wellKept }) => {
    const random = new SeededRandom(`${identity.serial} settings`)
    settings.services['anonymous-viewing'] = !wellKept && random.chance(0.3)
  },
}
