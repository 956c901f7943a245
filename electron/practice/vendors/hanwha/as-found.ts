import type { Maker } from '../../maker.ts'
import { SeededRandom } from '../../random.ts'

/** One list of accounts for everything. Bonjour and UPnP are on from the factory. */
export const asFound: NonNullable<Maker['asFound']> = (state, _random, { wellKept }) => {
  const random = new SeededRandom(`${state.identity.serial} settings`)
  const neglected = (probability: number) => random.chance(probability) && !wellKept
  const { settings } = state
  Object.assign(settings.services, { bonjour: neglected(0.7), 'anonymous-viewing': neglected(0.1) })
  settings.filter = { enabled: false, policy: 'allow', entries: [] }
  settings.dot1x = { enabled: false, method: 'EAP-TLS' }
  settings.tls = { versions: ['TLSv1.2', 'TLSv1.3'] }
  const communities = state.snmp?.communities ?? []
  settings.snmp = {
    v1: communities.length > 0,
    v2c: communities.length > 0,
    v3: (state.snmp?.users.length ?? 0) > 0,
    readCommunity: communities[0] ?? 'public',
    writeCommunity: null,
  }
}
