import type { ApiAnswer, ApiRoute } from '../../api-endpoint.ts'
import type { Maker } from '../../maker.ts'
import { description, enterprises } from '../../maker-parts.ts'
import { SeededRandom } from '../../random.ts'

const json = (body: object): ApiAnswer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(body, null, 2),
})

const info: Omit<ApiRoute, 'level'> = {
  path: '/api/system/info',
  answer: async ({ device }) => {
    const { model, serial, hardwareId, firmware } = device.state.identity
    const result = { variant: model, serialNumber: serial, hwVersion: hardwareId, swVersion: firmware }
    return json({ success: true, result: { ...result, buildType: 'release', deviceName: device.state.hostname.name } })
  },
}

/** Each service of the API has a kind of login of its own; none is one of them. @see 2N HTTP API manual */
const api: readonly ApiRoute[] = [
  { ...info, level: 'none', has: ({ state }) => state.settings.services['web-admin'] === true },
  { ...info, level: 'User' },
  {
    path: /^\/api\//,
    level: 'User',
    answer: async () => json({ success: false, error: { code: 2, description: 'invalid request path' } }),
  },
]

/** The accounts of the HTTP API are those of nothing else; installers like to give them the same password. */
export const twoN: Maker = {
  vendor: '2N',
  macPrefixes: ['7c:1e:b3'],
  defaultLogin: null,
  administrator: 'admin',
  serial: (random) => `54-${random.digits(4)}-${random.digits(4)}`,
  authentication: {
    wsse: { windowSeconds: 300, replayRejected: false, staleCounts: false },
    digest: ['MD5'],
    refusal: { status: 400, subcode: 'ter:NotAuthorized' },
  },
  lockout: null,
  passwords: { minLength: 8, maxLength: 63, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: {
    server: 'HIP2.45.2.56.9',
    title: '2N IP Verso',
    realm: () => 'HIP API',
  },
  rtsp: { server: 'HIP2.45.2.56.9', realm: 'HIP', path: '/h264_stream', basicRealm: null },
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'FTP ready.' },
  snmp: ({ identity }) => description(identity.model, `${enterprises}.6530`),
  enterprise: 6530,
  api,
  asFound: (state, _random, { wellKept }) => {
    const random = new SeededRandom(`${state.identity.serial} settings`)
    state.webUsers = state.users.map((user) => ({ ...user }))
    state.settings.services['web-admin'] = !wellKept && random.chance(0.3)
    state.settings.tls = { versions: ['TLSv1.2', 'TLSv1.3'] }
    state.settings.httpPolicy = 'http-and-https'
  },
}
