import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import type { VendorSettings } from '../../vendor-settings.ts'
import { restAnswer } from './json-api.ts'
import { isFrom } from './versions.ts'

const success = (data?: object): ApiAnswer =>
  restAnswer(200, { status: 'success', ...(data === undefined ? {} : { data }) })
const failure = (message: string): ApiAnswer => restAnswer(400, { status: 'error', error: { code: 0, message } })

/** @see VAPIX: /config/rest/snmp/v1 */
const snmp: ApiRoute = {
  path: '/config/rest/snmp/v1',
  level: 'Administrator',
  has: (device) => isFrom(device, 11) && device.state.settings.snmp !== null,
  answer: (request) => snmpAnswer(request),
}

async function snmpAnswer(request: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const { device } = request
  const settings = device.state.settings.snmp
  if (settings === null) return { status: 404, body: '' }
  const { v1, v2c, v3, readCommunity, writeCommunity } = settings
  if (request.request.method === 'GET') {
    return success({
      enabled: v1 || v2c || v3,
      snmpV1: { enabled: v1 },
      snmpV2: { enabled: v2c },
      snmpV1V2Common: { readCommunity, writeCommunity: writeCommunity ?? '', address: '' },
      snmpV3: {
        enabled: v3,
        userEncryption: 'AES-128',
        userPasswdSet: v3 || (device.state.snmp?.users.length ?? 0) > 0,
      },
      transportProtocol: 'UDP',
      dscp: 0,
    })
  }
  if (request.request.method !== 'PATCH') return { status: 405, body: '' }
  const data = objectIn(parse(await request.text()), 'data')
  if (data === null) return failure('The request is not valid.')
  const flag = (name: string): boolean | null => {
    const value = objectIn(data, name)?.enabled
    return typeof value === 'boolean' ? value : null
  }
  const wanted = { v1: flag('snmpV1') ?? v1, v2c: flag('snmpV2') ?? v2c, v3: flag('snmpV3') ?? v3 }
  const off = data.enabled === false
  const change = () => {
    Object.assign(settings, off ? { v1: false, v2c: false, v3: false } : wanted)
  }
  return carryOut(request, 'snmp', change, success())
}

type Json = Readonly<Record<string, unknown>>

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : null
  } catch {
    return null
  }
}

const objectIn = (parent: Json | null, name: string): Json | null => {
  const value = parent?.[name]
  return typeof value === 'object' && value !== null ? (value as Json) : null
}

const onlyGet =
  (of: (device: PracticeDevice) => object): ApiRoute['answer'] =>
  async ({ device, request }) =>
    request.method === 'GET' ? success(of(device)) : { status: 405, body: '' }

/** @see VAPIX firewall configuration: firewall.v1 */
function firewallOf(filter: VendorSettings['filter']): object {
  const isList = filter?.policy === 'allow' && filter.entries.length > 0
  const rule = (ip: string) => ({
    ruleType: 'FILTER',
    ip,
    ...{ mac: null, tcpPort: null, udpPort: null, port: null, portRange: null, pktType: null },
    filter: { policy: isList ? 'ACCEPT' : 'DROP' },
  })
  const rules = {
    activeDefaultPolicy: isList ? 'DROP' : 'ACCEPT',
    activeRules: (filter?.entries ?? []).map(rule),
    ...{ pendingDefaultPolicy: null, pendingRules: [], testTimeLeft: 0 },
  }
  return { activated: filter?.enabled ?? false, conf: { rules } }
}

/** What AXIS OS 11 and later keep at /config/rest. @see VAPIX device configuration */
export const restRoutes: readonly ApiRoute[] = [
  snmp,
  {
    path: '/config/rest/firewall/v1',
    level: 'Administrator',
    has: (device) => isFrom(device, 11, 8) && device.state.settings.filter !== null,
    answer: onlyGet(({ state }) => firewallOf(state.settings.filter)),
  },
  {
    path: '/config/rest/user-management/v2',
    level: 'Administrator',
    has: (device) => isFrom(device, 12),
    answer: onlyGet(() => ({ passphraseComplexity: { policy: 'none' } })),
  },
]
