import type { Output } from '../../contract/channels.ts'
import { assertNever } from '../../model/errors.ts'
import type { FactKey, Facts, Readings } from '../../model/facts.ts'

type FactRow = Output<'devices.view'>['facts'][number]

/** Every fact that was asked for, with its end: a value in words, or why there is none. */
export function factRows(readings: Readings): FactRow[] {
  return (Object.keys(readings) as FactKey[]).sort().flatMap((name) => {
    const reading = readings[name]
    if (reading === undefined) return []
    const { end, readAt } = reading
    const text = end === 'value' ? factText({ name, value: reading.value } as AnyFact) : reading.problem.message
    return [{ name, end, text, readAt }]
  })
}

type AnyFact = { [K in FactKey]: { readonly name: K; readonly value: Facts[K] } }[FactKey]

const list = (parts: readonly string[]): string => (parts.length === 0 ? 'none' : parts.join(', '))

/** A fact as one line for a person. */
export function factText(fact: AnyFact): string {
  switch (fact.name) {
    case 'identity': {
      const { manufacturer, model, firmware, serial } = fact.value
      return list([manufacturer, model, firmware, serial].filter((part) => part !== null))
    }
    case 'accounts':
      return list(fact.value.map(({ username, level }) => `${username} (${level})`))
    case 'logins.defaults': {
      const { tried, accepted, heldBack } = fact.value
      const taken = list(accepted.map(({ username, interface: login }) => `${username} on ${login}`))
      return `${tried.length} tried, accepted: ${taken}${heldBack > 0 ? `, ${heldBack} held back` : ''}`
    }
    case 'logins.enforcement':
      return `tested: ${list(fact.value.tested)}; any password: ${list(fact.value.acceptsAnyPassword)}; without login: ${list(fact.value.answersWithoutLogin)}`
    case 'time.clock': {
      const { offsetSeconds, uncertaintySeconds, timeZone } = fact.value
      return `${offsetSeconds >= 0 ? '+' : ''}${offsetSeconds.toFixed(1)} s ± ${uncertaintySeconds.toFixed(1)} s, zone ${timeZone ?? 'not said'}`
    }
    case 'time.ntp':
      return `${fact.value.source}${fact.value.fromDhcp ? ', servers from DHCP' : ''}, servers: ${list(fact.value.servers)}`
    case 'network.protocols':
      return list(
        fact.value.map(({ name, enabled, ports }) => `${name} ${enabled ? 'on' : 'off'} (${ports.join(', ')})`),
      )
    case 'network.ports':
      return list(fact.value.map(({ service, port, transport, state }) => `${service} ${port}/${transport} ${state}`))
    case 'network.hostname':
      return `${fact.value.name ?? 'none'}${fact.value.fromDhcp ? ', from DHCP' : ''}`
    case 'network.interfaces':
      return list(
        fact.value.map(({ name, mac, addresses }) =>
          `${name} ${mac ?? ''} ${addresses.join(' ')}`.replace(/\s+/g, ' '),
        ),
      )
    case 'discovery.mode':
      return fact.value === 'discoverable' ? 'discoverable' : 'not discoverable'
    case 'snmp.communities': {
      const { tried, answered, agentSeen } = fact.value
      const names = list(answered.map(({ version, name }) => `${name} (${version})`))
      return `${tried.length} tried, answered: ${names}${agentSeen ? '' : ', no sign of an agent'}`
    }
    case 'firmware.assessment':
      return firmwareText(fact.value)
    default:
      return assertNever(fact)
  }
}

function firmwareText({
  installed,
  currency,
  support,
  vulnerabilities,
  product,
}: Facts['firmware.assessment']): string {
  const applying = vulnerabilities.filter(({ applies }) => applies === 'yes')
  const known = product === null ? 'not in the catalog' : `catalog: ${product}`
  const latest =
    currency.state === 'unknown'
      ? `currency not known (${currency.because})`
      : `${currency.state}, newest known ${currency.latest}`
  const exploited = applying.filter(({ knownExploited }) => knownExploited).length
  return `${installed ?? 'version not said'}; ${known}; ${latest}; support ${support.state}; ${applying.length} known issues apply, ${exploited} of them exploited`
}
