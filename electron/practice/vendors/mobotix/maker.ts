import type { ApiRoute } from '../../api-endpoint.ts'
import type { Maker } from '../../maker.ts'
import { description, enterprises } from '../../maker-parts.ts'
import { SeededRandom } from '../../random.ts'

const livePage = '/control/userimage.html'
const page = {
  status: 200,
  type: 'text/html',
  body: '<!DOCTYPE html><html><head><meta name="copyright" content="MOBOTIX AG, Germany"><title>Live</title></head><body><img src="/record/current.jpg"></body></html>',
} as const

/** From the factory the live page is there for everybody. */
const pages: readonly ApiRoute[] = [
  {
    path: '/',
    level: 'none',
    answer: async () => ({ status: 302, headers: { Location: livePage }, body: '' }),
  },
  {
    path: livePage,
    level: 'none',
    has: ({ state }) => state.settings.services['anonymous-viewing'] === true,
    answer: async () => page,
  },
  { path: livePage, level: 'User', answer: async () => page },
]

export const mobotix: Maker = {
  vendor: 'MOBOTIX',
  macPrefixes: ['00:03:c5'],
  defaultLogin: { username: 'admin', password: 'meinsm' },
  administrator: 'admin',
  serial: (_random, mac) =>
    mac
      .split(':')
      .slice(2)
      .map((octet) => Number.parseInt(octet, 16))
      .join('.'),
  authentication: {
    wsse: { windowSeconds: 300, replayRejected: false, staleCounts: false },
    digest: ['MD5'],
    refusal: { status: 400, subcode: 'ter:NotAuthorized' },
  },
  lockout: null,
  passwords: { minLength: 6, maxLength: 64, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'thttpd/2.19-MX', title: 'Live', realm: () => 'MOBOTIX Camera User' },
  rtsp: { server: null, realm: 'MOBOTIX', path: '/mobotix.h264?{channel}', basicRealm: null },
  snapshots: 'foreign-host',
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'FTP ready.' },
  snmp: ({ identity }) => description(`MOBOTIX ${identity.model}`, `${enterprises}.21701`),
  enterprise: 21701,
  api: pages,
  asFound: ({ settings, identity }, _random, { wellKept }) => {
    const random = new SeededRandom(`${identity.serial} settings`)
    settings.services['anonymous-viewing'] = !wellKept && random.chance(0.7)
  },
}
