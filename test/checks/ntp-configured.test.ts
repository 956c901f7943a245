import { describe, expect, it } from 'vitest'
import { ntpConfigured } from '../../electron/checks/ntp-configured.ts'
import type { NtpSettings } from '../../electron/model/facts.ts'
import { judge, plainSite } from './judge.ts'

const good: NtpSettings = { source: 'ntp', fromDhcp: false, servers: ['ntp.example'] }

const site = { ...plainSite, ntpServers: ['NTP.example', 'a', 'b'] }

describe('the check ntp-configured', () => {
  it.each<[string, NtpSettings, { minServers?: number; dhcpAllowed?: boolean }, string]>([
    ['NTP with a server', good, {}, 'pass'],
    ['time set by hand', { ...good, source: 'manual' }, {}, 'fail'],
    ['NTP without a server', { ...good, servers: [] }, {}, 'fail'],
    ['a server that nobody approved', { ...good, servers: ['pool.example'] }, {}, 'fail'],
    ['one server too few', good, { minServers: 2 }, 'fail'],
    ['two of two servers', { ...good, servers: ['a', 'b'] }, { minServers: 2 }, 'pass'],
    ['servers from DHCP', { ...good, fromDhcp: true }, {}, 'fail'],
    ['servers from DHCP where that is allowed', { ...good, fromDhcp: true }, { dhcpAllowed: true }, 'pass'],
  ])('%s', (_, ntp, params, outcome) => {
    expect(
      judge(ntpConfigured, { 'time.ntp': ntp, 'site.settings': site }, { minServers: 1, dhcpAllowed: false, ...params })
        .outcome,
    ).toBe(outcome)
  })

  it('names the servers that it saw', () => {
    expect(
      judge(ntpConfigured, { 'time.ntp': good, 'site.settings': site }, { minServers: 1, dhcpAllowed: false }).observed,
    ).toBe('NTP, ntp.example')
  })

  it('cannot say whether a server is right where the site names none', () => {
    const verdict = judge(ntpConfigured, { 'time.ntp': good }, { minServers: 1, dhcpAllowed: false })
    expect(verdict).toMatchObject({ outcome: 'unknown', observed: expect.stringContaining('names no NTP server') })
  })
})
