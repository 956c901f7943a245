import type { FactKey, Facts } from './facts.ts'
import { type RequestBrake, readTlsPorts, type SecurityFact, unreadTlsPorts } from './security-facts.ts'
import { listOf, minutesText, onOrOff } from './words.ts'

const known = <T>(value: T | null, words: (value: T) => string): string => (value === null ? 'not said' : words(value))

/** A brake for requests, without a word of a lock. */
export const brakeWords = ({ requests, perSeconds, blockSeconds }: RequestBrake): string =>
  `makes a client wait ${known(blockSeconds, String)} s after ${known(requests, String)} requests in ${known(perSeconds, String)} s, and locks nobody`

/** How the facts of `security-facts.ts` read as one line for a person. */
export const securityWords: { readonly [K in SecurityFact & FactKey]: (value: Facts[K]) => string } = {
  activation: ({ state, evidence }) => `${state === 'factory' ? 'factory state' : 'activated'}: ${evidence}`,
  'accounts.web': (accounts) =>
    listOf(accounts.map(({ username, level, enabled }) => `${username} (${level}${enabled === false ? ', off' : ''})`)),
  'accounts.lockout': (policy) =>
    !policy.enabled
      ? 'off'
      : policy.counts === 'requests'
        ? brakeWords(policy)
        : `on, after ${known(policy.attempts, String)} attempts for ${known(policy.lockMinutes, minutesText)}`,
  'accounts.passwordPolicy': ({ minLength, complexityEnforced, expiryDays }) =>
    `at least ${known(minLength, String)} characters, mixture ${known(complexityEnforced, (is) => (is ? 'enforced' : 'not enforced'))}${expiryDays === null ? '' : `, expires after ${expiryDays} days`}`,
  'logins.schemes': (offers) =>
    listOf(
      offers.map(
        ({ interface: login, encrypted, schemes, unread }) =>
          `${login}${encrypted ? ' over TLS' : ''}: ${unread === undefined ? schemes.join(' or ') : 'could not be read'}`,
      ),
    ),
  'network.addressing': ({ gateways, dnsFromDhcp, dnsServers }) =>
    `gateway ${listOf(gateways)}, DNS ${listOf(dnsServers)}${dnsFromDhcp ? ' from DHCP' : ''}`,
  'network.filter': ({ enabled, entriesAre, entries }) => {
    if (!enabled) return 'off'
    if (entriesAre === 'mixed')
      return `rules of several kinds${entries.length === 0 ? '' : `, naming ${listOf(entries)}`}`
    return entriesAre === 'allowed'
      ? `only ${listOf(entries)} may connect`
      : `everybody but ${listOf(entries)} may connect`
  },
  'network.8021x': ({ enabled, method }) => (enabled ? `on, ${method ?? 'method not said'}` : 'off'),
  'network.services': (services) => listOf(services.map(({ name, enabled }) => `${name} ${onOrOff(enabled)}`)),
  'http.policy': (policy) => policy.replaceAll('-', ' '),
  'tls.endpoints': (ports) =>
    listOf([
      ...readTlsPorts(ports).map(
        ({ port, accepted, certificate: { subject, validTo, selfSigned } }) =>
          `${port}: ${accepted.join(' ')}, ${subject}${selfSigned ? ' (self-signed)' : ''} until ${validTo.slice(0, 10)}`,
      ),
      ...unreadTlsPorts(ports).map(({ port }) => `${port}: could not be read`),
    ]),
  'rtsp.security': ({ withoutLogin, schemes, encrypted }) =>
    `${withoutLogin === 'open' ? 'open without login' : `asks for ${listOf(schemes)}`}, ${known(encrypted, (is) => (is ? 'encrypted' : 'not encrypted'))}`,
  'log.syslog': (targets) =>
    listOf(targets.map(({ host, port, transport, enabled }) => `${host}:${port}/${transport} ${onOrOff(enabled)}`)),
  'log.audit': ({ kept, entries }) =>
    `${known(kept, (is) => (is ? 'kept' : 'not kept'))}${entries === null ? '' : `, ${entries} entries`}`,
  'system.backup': ({ offered, via }) => (offered ? `offered${via === null ? '' : ` over ${via}`}` : 'not offered'),
  'storage.units': (units) =>
    listOf(units.map(({ name, state, encrypted }) => `${name} ${state}${encrypted === true ? ', encrypted' : ''}`)),
  'recording.channels': (channels) =>
    listOf(
      channels.map(
        ({ channel, recording, retentionDays }) =>
          `${channel} ${known(recording, (is) => (is ? 'records' : 'does not record'))}${retentionDays === null ? '' : `, ${retentionDays} days`}`,
      ),
    ),
  'recorder.cameras': (cameras) =>
    listOf(
      cameras.map(
        ({ channel, address, model, online }) =>
          `${channel}: ${model ?? 'camera'} at ${address ?? 'unknown address'}${online === false ? ', offline' : ''}`,
      ),
    ),
  'access.doors': (doors) => listOf(doors.map(({ token, name, state }) => `${name ?? token} ${state}`)),
  'access.readers': (readers) => listOf(readers.map(({ name, protocol }) => `${name} ${protocol}`)),
  'switch.ports': (ports) =>
    `${ports.length} ports, ${ports.filter(({ enabled }) => enabled).length} enabled, ${ports.filter(({ linked }) => linked).length} linked`,
  'snmp.settings': ({ v1, v2c, v3, defaultCommunities, writeCommunity, v3Levels }) =>
    `v1 ${onOrOff(v1)}, v2c ${onOrOff(v2c)}, v3 ${onOrOff(v3)}${v3Levels.length > 0 ? ` (${v3Levels.join(', ')})` : ''}${defaultCommunities === true ? ', well-known community' : ''}${writeCommunity === true ? ', write community' : ''}`,
}
