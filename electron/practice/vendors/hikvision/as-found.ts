import type { Maker } from '../../maker.ts'
import { SeededRandom } from '../../random.ts'

/**
 * ONVIF accounts are a list of their own. Cloud and port mapping are on as they come from the factory, unless somebody looked
 * after the device; old firmware has Telnet, newer SSH.
 */
export const asFound: NonNullable<Maker['asFound']> = (state, _random, { wellKept }) => {
  const random = new SeededRandom(`${state.identity.serial} settings`)
  const neglected = (probability: number) => random.chance(probability) && !wellKept
  const isOld = /^V(?:[1-4]|5\.[0-4])\./.test(state.identity.firmware)
  const { settings } = state
  state.webUsers = state.users.map((user) => ({ ...user }))
  Object.assign(settings.services, {
    onvif: true,
    'p2p-cloud': neglected(0.6),
    ddns: neglected(0.1),
    bonjour: neglected(0.6),
    ...(isOld ? {} : { ssh: neglected(0.2) }),
  })
  settings.lockout = { enabled: !neglected(0.2), attempts: 7, minutes: 30 }
  settings.filter = { enabled: false, policy: 'deny', entries: [] }
  settings.dot1x = { enabled: false, method: 'EAP-MD5' }
  settings.tls = { versions: ['TLSv1.2'] }
  settings.snmp = {
    v1: false,
    v2c: state.snmp !== null && state.snmp.communities.length > 0,
    v3: (state.snmp?.users.length ?? 0) > 0,
    readCommunity: 'public',
    writeCommunity: 'private',
  }
}
