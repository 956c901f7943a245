import type { FactKey, Facts } from './facts.ts'
import { firmwareWords } from './firmware-words.ts'
import { securityWords } from './security-fact-words.ts'
import { siteWords } from './site-fact-words.ts'
import { listOf } from './words.ts'

/** How each fact reads as one line for a person. No fact holds a secret. */
const words: { readonly [K in FactKey]: (value: Facts[K]) => string } = {
  ...securityWords,
  ...siteWords,
  identity: ({ manufacturer, model, firmware, serial }) =>
    listOf([manufacturer, model, firmware, serial].filter((part) => part !== null)),
  accounts: (accounts) => listOf(accounts.map(({ username, level }) => `${username} (${level})`)),
  'logins.defaults': ({ tried, accepted, heldBack }) => {
    const taken = listOf(accepted.map(({ username, interface: login }) => `${username} on ${login}`))
    return `${tried.length} tried, accepted: ${taken}${heldBack > 0 ? `, ${heldBack} held back` : ''}`
  },
  'logins.enforcement': ({ tested, acceptsAnyPassword, answersWithoutLogin }) =>
    `tested: ${listOf(tested)}; any password: ${listOf(acceptsAnyPassword)}; without login: ${listOf(answersWithoutLogin)}`,
  'time.clock': ({ offsetSeconds, uncertaintySeconds, timeZone }) =>
    `${offsetSeconds >= 0 ? '+' : ''}${offsetSeconds.toFixed(1)} s ± ${uncertaintySeconds.toFixed(1)} s, zone ${timeZone ?? 'not said'}`,
  'time.ntp': ({ source, fromDhcp, servers }) =>
    `${source}${fromDhcp ? ', servers from DHCP' : ''}, servers: ${listOf(servers)}`,
  'network.protocols': (protocols) =>
    listOf(protocols.map(({ name, enabled, ports }) => `${name} ${enabled ? 'on' : 'off'} (${ports.join(', ')})`)),
  'network.ports': (ports) =>
    listOf(ports.map(({ service, port, transport, state }) => `${service} ${port}/${transport} ${state}`)),
  'network.hostname': ({ name, fromDhcp }) => `${name ?? 'none'}${fromDhcp ? ', from DHCP' : ''}`,
  'network.interfaces': (interfaces) =>
    listOf(
      interfaces.map(({ name, mac, addresses }) =>
        `${name} ${mac ?? ''} ${addresses.join(' ')}`.replace(/\s+/g, ' ').trim(),
      ),
    ),
  'discovery.mode': (mode) => (mode === 'discoverable' ? 'discoverable' : 'not discoverable'),
  'snmp.communities': ({ tried, answered, agentSeen }) => {
    const names = listOf(answered.map(({ version, name }) => `${name} (${version})`))
    return `${tried.length} tried, answered: ${names}${agentSeen ? '' : ', no sign of an agent'}`
  },
  'firmware.assessment': firmwareWords,
}

/** A fact as one line for a person. */
export const factText = <K extends FactKey>(name: K, value: Facts[K]): string => words[name](value)
