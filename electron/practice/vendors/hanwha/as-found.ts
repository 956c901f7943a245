import type { Maker } from '../../maker.ts'
import { SeededRandom } from '../../random.ts'
import { settingsOfAgent } from '../../vendor-settings.ts'

/** One list of accounts for everything. Bonjour and UPnP are on from the factory. */
export const asFound: NonNullable<Maker['asFound']> = (state, _random, { wellKept }) => {
  const random = new SeededRandom(`${state.identity.serial} settings`)
  const neglected = (probability: number) => random.chance(probability) && !wellKept
  const { settings } = state
  Object.assign(settings.services, { bonjour: neglected(0.7), 'anonymous-viewing': neglected(0.1) })
  settings.filter = { enabled: false, policy: 'allow', entries: [] }
  settings.dot1x = { enabled: false, method: 'EAP-TLS' }
  settings.tls = { versions: ['TLSv1.2', 'TLSv1.3'] }
  settings.snmp = settingsOfAgent(state.snmp)
}
