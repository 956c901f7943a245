import type { ApiRoute } from '../../api-endpoint.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { jsonApi, type Outcome } from './json-api.ts'
import { serverOf } from './parameters.ts'
import { isFrom } from './versions.ts'

const mostServers = 5

function clientOf({ state }: PracticeDevice): object {
  const { clock, ntp } = state
  return {
    enabled: clock.source === 'NTP',
    NTSEnabled: false,
    serversSource: ntp.fromDhcp ? 'DHCP' : 'static',
    staticServers: ntp.fromDhcp ? [] : ntp.servers.map(({ value }) => value),
    maxSupportedStaticServers: mostServers,
    advertisedServers: ntp.fromDhcp ? ntp.servers.map(({ value }) => value) : [],
    synced: clock.source === 'NTP' && clock.offsetMs === 0,
    timeOffset: clock.offsetMs,
    timeToNextSync: 64,
  }
}

function setClient(device: PracticeDevice, params: Readonly<Record<string, unknown>>): Outcome {
  const { enabled, serversSource, staticServers } = params
  const servers = Array.isArray(staticServers) ? staticServers.map(String) : null
  if (servers !== null && (servers.length > mostServers || !servers.every((name) => /^[\w.:-]{1,255}$/.test(name))))
    return { code: 1000, message: 'The list of servers is not valid.' }
  const change = () => {
    const { clock, ntp } = device.state
    if (typeof serversSource === 'string') ntp.fromDhcp = serversSource.toLowerCase() === 'dhcp'
    if (servers !== null) ntp.servers = servers.map(serverOf)
    if (typeof enabled === 'boolean') clock.source = enabled ? 'NTP' : 'Manual'
    device.synchronizeClock()
  }
  return { data: {}, change }
}

/** @see VAPIX: ntp.cgi, AXIS OS 9.10 and later */
export const timeRoutes: readonly ApiRoute[] = jsonApi({
  path: '/axis-cgi/ntp.cgi',
  level: 'Administrator',
  has: (device) => isFrom(device, 9, 10),
  methods: {
    getNTPInfo: (device) => ({ data: { client: clientOf(device) } }),
    setNTPClientConfiguration: setClient,
  },
})
