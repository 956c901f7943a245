import type { Facts } from './facts.ts'
import type { SiteFacts } from './site-facts.ts'
import { listOf } from './words.ts'

/** How the facts of `site-facts.ts` read as one line for a person. */
export const siteWords: { readonly [K in keyof SiteFacts]: (value: Facts[K]) => string } = {
  'site.settings': ({ ntpServers, syslogTargets = [], allowedClients = [], accounts = [] }) =>
    `NTP ${listOf(ntpServers)}; syslog ${listOf(syslogTargets.map(({ host }) => host))}; allowed clients ${listOf(allowedClients)}; accounts ${listOf(accounts.map(({ username }) => username))}`,
  'site.governance': ({ owner, escalation, mayIsolate }) =>
    `owner ${owner?.name ?? 'not recorded'}, escalation ${listOf(escalation.map(({ name }) => name))}, may isolate ${listOf(mayIsolate.map(({ name }) => name))}`,
  'site.place': ({ zone, onJobList, sharedWith }) => {
    const listed = { true: 'on the job list', false: 'not on the job list', null: 'no job list' }[String(onJobList)]
    return `zone ${zone?.name ?? 'not recorded'}, ${listed}${sharedWith.length === 0 ? '' : `, ${listOf(sharedWith)}`}`
  },
  'site.segmentation': ({ from, neighbour, wayOut, probes }) => {
    const answers = listOf(probes.map(({ name, address, port, answer }) => `${name} ${address}:${port} ${answer}`))
    return `from ${from.address}, port ${from.port ?? 'not named'}, VLAN ${from.vlan ?? 'not named'}, neighbour ${neighbour ?? 'none'}, way out ${wayOut ? `${wayOut.address}:${wayOut.port} ${wayOut.answer}` : 'not tried'}: ${answers}`
  },
  'logins.passwords': ({ kept }) =>
    listOf(
      kept.map(
        ({ interface: login, username, origin, sharedWith, forSite, cutOff }) =>
          `${username} on ${login} ${origin}${sharedWith === 0 ? '' : `, shared with ${sharedWith} devices`}${forSite === true ? ', for the whole site' : ''}${cutOff === true ? ', cut off by the device' : ''}`,
      ),
    ),
  'logins.changes': ({ changes, unresolved }) =>
    `${listOf(changes.map(({ interface: login, username, newAccepted, oldRefused }) => `${username} on ${login} ${newAccepted && oldRefused ? 'proven' : 'not proven'}`))}${unresolved.length === 0 ? '' : `, unresolved: ${listOf(unresolved)}`}`,
  'config.copies': ({ latest, changedSince }) =>
    latest === null
      ? 'no copy'
      : `copy of ${latest.takenAt} by ${latest.via}: ${listOf(latest.files.map(({ name, sizeBytes, sha256 }) => `${name}, ${sizeBytes} bytes, SHA-256 ${sha256}`))}; restore: ${latest.restore}${changedSince.length === 0 ? '' : `, changed since: ${listOf(changedSince)}`}`,
  'firmware.upgrades': ({ upgrades }) => listOf(upgrades.map(({ from, to }) => `${from ?? 'unnamed'} to ${to}`)),
}
