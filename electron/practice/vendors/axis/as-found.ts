import type { Maker } from '../../maker.ts'
import { SeededRandom } from '../../random.ts'
import { settingsOfAgent } from '../../vendor-settings.ts'

/** The accounts of VAPIX are not those of ONVIF. Who did not look after the device left everything on that was on. */
export const asFound: NonNullable<Maker['asFound']> = (state, _random, { wellKept }) => {
  const random = new SeededRandom(`${state.identity.serial} settings`)
  const neglected = (probability: number) => random.chance(probability) && !wellKept
  const major = Number(state.identity.firmware.split('.')[0])
  const { settings } = state
  state.webUsers = state.users.map((user) => ({ ...user }))
  Object.assign(settings.services, {
    ssh: neglected(0.25),
    'upnp-port-mapping': neglected(0.15),
    bonjour: neglected(0.6),
    ipv6: neglected(0.5),
    debug: neglected(0.3),
    'anonymous-viewing': neglected(0.15),
    ...(major >= 6 ? { 'p2p-cloud': neglected(0.7) } : {}),
  })
  settings.lockout = { enabled: !neglected(0.3), attempts: 20, minutes: 10 / 60 }
  settings.filter = { enabled: false, policy: 'allow', entries: [] }
  settings.dot1x = { enabled: false, method: 'EAP-TLS' }
  settings.tls = { versions: major >= 10 ? ['TLSv1.2', 'TLSv1.3'] : ['TLSv1', 'TLSv1.1', 'TLSv1.2'] }
  settings.snmp = settingsOfAgent(state.snmp)
}
