import { type Identity, noIdentity } from '../../model/device.ts'
import { Unsupported } from '../../model/errors.ts'
import type { AuthenticationOffer } from '../../model/security-facts.ts'
import { identifyZk } from '../../protocols/zk-4370/identify.ts'
import { zkPort } from '../../protocols/zk-4370/message.ts'
import { type Connection, defineDriver } from '../driver.ts'
import { portStates } from '../onvif/capabilities.ts'
import { httpPolicy, tlsEndpoints } from '../onvif/web-security.ts'
import { snmpCommunities } from '../snmp/capabilities.ts'

/** What the device tells without its communication key; with a key set it tells its maker alone. */
async function readIdentity({ network, endpoint, signal }: Connection): Promise<Identity> {
  if (endpoint.forwarded) throw new Unsupported('The port of this maker does not belong to a forwarded device.')
  const { serial, model, firmware } = await identifyZk(network, { address: endpoint.address, port: zkPort, signal })
  return { ...noIdentity, manufacturer: 'ZKTeco', serial, model, firmware }
}

/** Without a communication key the port tells, and does, everything for anybody. No key is ever sent. */
async function readSchemes({ network, endpoint, signal }: Connection): Promise<readonly AuthenticationOffer[]> {
  if (endpoint.forwarded) throw new Unsupported('The port of this maker does not belong to a forwarded device.')
  const { keyed } = await identifyZk(network, { address: endpoint.address, port: zkPort, signal })
  if (keyed) throw new Unsupported('The port wants a communication key, which is none of the usual kinds of login.')
  return [{ interface: 'web', encrypted: false, schemes: ['none'] }]
}

/** ZKTeco terminals and door controllers: identified on their port 4370. Reads only, sends no key. */
export const zkteco = defineDriver({
  id: 'zkteco',
  vendor: 'ZKTeco',
  quality: 'bronze',
  identifies: [
    {
      by: 'http.server',
      pattern: /^ZK Web Server/,
      examples: ['ZK Web Server'],
      deviceClass: 'door-controller',
    },
  ],
  supports: [
    { fact: 'identity', read: readIdentity },
    { fact: 'logins.schemes', read: readSchemes },
    snmpCommunities(),
    portStates(),
    httpPolicy(),
    tlsEndpoints(),
  ],
  logins: [],
  defaultLogins: () => [],
  stopRule: { attemptsPerAccount: 1, windowMinutes: 30 },
})
