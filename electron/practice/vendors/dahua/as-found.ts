import type { Maker } from '../../maker.ts'
import { SeededRandom } from '../../random.ts'

/** ONVIF accounts are a list of their own. The cloud of the maker is on as it comes from the factory. */
export const asFound: NonNullable<Maker['asFound']> = (state, _random, { wellKept }) => {
  const random = new SeededRandom(`${state.identity.serial} settings`)
  const neglected = (probability: number) => random.chance(probability) && !wellKept
  const { settings } = state
  state.webUsers = state.users.map((user) => ({ ...user }))
  Object.assign(settings.services, {
    onvif: true,
    'p2p-cloud': neglected(0.7),
    ddns: neglected(0.1),
    ssh: neglected(0.2),
  })
  settings.lockout = { enabled: !neglected(0.2), attempts: 5, minutes: 30 }
  settings.filter = { enabled: false, policy: 'deny', entries: [] }
  settings.tls = { versions: ['TLSv1.2'] }
  const communities = state.snmp !== null && state.snmp.communities.length > 0
  settings.snmp = {
    v1: communities,
    v2c: communities,
    v3: (state.snmp?.users.length ?? 0) > 0,
    readCommunity: 'public',
    writeCommunity: 'private',
  }
}
