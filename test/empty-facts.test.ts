import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadChecklist } from '../electron/catalog/checklist.ts'
import { type AnyCheck, factsOf } from '../electron/checks/check.ts'
import { checks } from '../electron/checks/index.ts'
import { noIdentity } from '../electron/model/device.ts'
import type { FactKey, Facts } from '../electron/model/facts.ts'
import { noGovernance } from '../electron/model/site.ts'
import { segmentationAnswers } from '../electron/model/site-facts.ts'
import { assessment, plainPlace, plainSite } from './checks/judge.ts'

/** For every fact, the values that tell nothing: empty lists, null wherever it can be null. None where every value tells something. */
const nothingTold: { readonly [K in FactKey]: readonly Facts[K][] } = {
  identity: [noIdentity],
  activation: [],
  accounts: [[]],
  'accounts.web': [[], [{ username: '', level: 'user', enabled: null }]],
  'accounts.lockout': [
    { counts: 'failed-logins', enabled: true, attempts: null, lockMinutes: null },
    { counts: 'requests', enabled: true, requests: null, perSeconds: null, blockSeconds: null },
  ],
  'accounts.passwordPolicy': [{ minLength: null, complexityEnforced: null, expiryDays: null }],
  'logins.defaults': [{ tried: [], accepted: [], heldBack: 0 }],
  'logins.enforcement': [{ acceptsAnyPassword: [], answersWithoutLogin: [], wrongPasswordRefused: [], tested: [] }],
  'logins.schemes': [[], [{ interface: 'web', encrypted: true, schemes: [] }]],
  'logins.passwords': [{ kept: [] }],
  'logins.changes': [{ changes: [], unresolved: [] }],
  'time.clock': [{ offsetSeconds: 0, uncertaintySeconds: 1_000_000, timeZone: null, daylightSaving: false }],
  'time.ntp': [
    { source: 'ntp', fromDhcp: false, servers: [] },
    { source: 'ntp', fromDhcp: true, servers: [] },
  ],
  'network.protocols': [[]],
  'network.ports': [
    [],
    [{ service: 'telnet', port: 23, transport: 'tcp', state: 'silent' }],
    ...(['telnet', 'ssh', 'ftp', 'upnp'] as const).map((service): Facts['network.ports'] => [
      { service, port: 1_900, transport: 'udp', state: 'silent' },
    ]),
  ],
  'network.hostname': [{ name: null, fromDhcp: false }],
  'network.interfaces': [
    [],
    [{ name: 'eth0', mac: null, addresses: [], dhcp: false }],
    [{ name: 'eth0', mac: null, addresses: [], dhcp: true }],
  ],
  'network.addressing': [
    { gateways: [], dnsFromDhcp: false, dnsServers: [] },
    { gateways: [], dnsFromDhcp: true, dnsServers: [] },
  ],
  'network.filter': [
    { enabled: true, entriesAre: 'allowed', entries: [] },
    { enabled: true, entriesAre: 'denied', entries: [] },
    { enabled: true, entriesAre: 'mixed', entries: [] },
  ],
  'network.8021x': [{ enabled: false, method: null }],
  'network.services': [[]],
  'http.policy': [],
  'tls.endpoints': [[], [{ port: 443, unread: 'unreachable' }]],
  'rtsp.security': [{ withoutLogin: 'guarded', schemes: [], encrypted: null }],
  'log.syslog': [[]],
  'log.audit': [{ kept: null, entries: null }],
  'system.backup': [{ offered: false, via: null }],
  'storage.units': [[], [{ name: '', kind: 'unknown', state: 'unknown', capacityBytes: null, encrypted: null }]],
  'recording.channels': [[], [{ channel: '', recording: null, retentionDays: null }]],
  'recorder.cameras': [[], [{ channel: '', name: null, address: null, model: null, firmware: null, online: null }]],
  'access.doors': [[], [{ token: '', name: null, state: 'unknown', alarm: null }]],
  'access.readers': [[], [{ name: '', protocol: 'unknown' }]],
  'switch.ports': [
    [],
    [{ index: 1, name: '', enabled: null, linked: null, speed: null, macs: [], neighbour: null }],
    [{ index: 1, name: '', enabled: null, linked: false, speed: null, macs: [], neighbour: null }],
    [{ index: 1, name: '', enabled: true, linked: null, speed: null, macs: [], neighbour: null }],
  ],
  'discovery.mode': [],
  'snmp.settings': [
    { v1: null, v2c: null, v3: null, defaultCommunities: null, writeCommunity: null, v3Levels: [] },
    { v1: false, v2c: null, v3: false, defaultCommunities: null, writeCommunity: null, v3Levels: [] },
    { v1: null, v2c: false, v3: false, defaultCommunities: true, writeCommunity: null, v3Levels: [] },
    { v1: null, v2c: null, v3: true, defaultCommunities: null, writeCommunity: null, v3Levels: ['authPriv'] },
  ],
  'snmp.communities': [
    { tried: [], answered: [], agentSeen: false },
    { tried: [], answered: [], agentSeen: true },
    { tried: [{ version: 'v2c', name: 'public' }], answered: [], agentSeen: false },
  ],
  'firmware.assessment': [{ ...assessment, installed: null, product: null, vendor: null }],
  'firmware.upgrades': [{ upgrades: [] }],
  'config.copies': [{ latest: null, changedSince: [] }],
  'site.settings': [plainSite],
  'site.governance': [noGovernance],
  'site.place': [plainPlace],
  'site.segmentation': segmentationAnswers.map((answer) => ({
    at: plainPlace.at,
    from: { address: '127.0.0.1', switchName: null, port: null, vlan: null },
    neighbour: null,
    wayOut: null,
    probes: answer === 'answered' ? [] : [{ name: 'somebody', address: '127.0.0.2', port: 1, answer }],
  })),
}

const baseline = loadChecklist(join(import.meta.dirname, '../checklists'), 'baseline')
const paramsOf = (check: AnyCheck) =>
  check.params.parse(baseline.items.find((item) => item.check === check.id)?.params ?? expect.unreachable())

/** Each value of the first beside each of the rest. */
const combined = (choices: readonly (readonly [FactKey, readonly unknown[]])[]): readonly Record<string, unknown>[] =>
  choices.reduce<readonly Record<string, unknown>[]>(
    (sets, [fact, values]) => sets.flatMap((set) => values.map((value) => ({ ...set, [fact]: value }))),
    [{}],
  )

/** Whatever the facts of a check can be while they tell nothing. A wanted fact can also be one that the device does not offer. */
const emptyFacts = (check: AnyCheck): readonly Record<string, unknown>[] =>
  combined(
    factsOf(check).map(
      (fact) => [fact, [...nothingTold[fact], ...(check.needs.includes(fact) ? [] : [null])]] as const,
    ),
  )

describe('a check whose facts tell nothing', () => {
  it.each(checks.map((check) => [check.id, check] as const))('%s does not pass', (_, check) => {
    const params = paramsOf(check)
    const passed = emptyFacts(check)
      .map((facts) => ({ facts, ...check.evaluate(facts as never, params) }))
      .filter(({ outcome }) => outcome === 'pass')
    expect(passed).toEqual([])
  })

  it('was asked with such facts, but for those whose every value tells something', () => {
    expect(checks.filter((check) => emptyFacts(check).length === 0).map(({ id }) => id)).toEqual(['activated'])
  })
})

describe('a check of several functions', () => {
  const several = checks.flatMap((check) => {
    const { services } = paramsOf(check) as { readonly services?: readonly string[] }
    return services !== undefined && services.length > 1 ? [[check.id, check, services] as const] : []
  })

  it.each(several)('%s does not pass where one of them was not told', (_, check, services) => {
    expect(services.length).toBeGreaterThan(1)
    for (const untold of services) {
      const told = services.filter((name) => name !== untold).map((name) => ({ name, enabled: false, writable: true }))
      const facts = { 'network.services': told, 'network.ports': null, 'site.settings': plainSite }
      const { outcome, observed } = check.evaluate(facts as never, paramsOf(check))
      expect([untold, outcome]).toEqual([untold, 'unknown'])
      expect(observed).toContain(untold)
    }
  })

  it('is more than one check', () => {
    expect(several.length).toBeGreaterThan(2)
  })
})
