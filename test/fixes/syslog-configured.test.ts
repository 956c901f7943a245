import { describe, expect, it } from 'vitest'
import { configureSyslog } from '../../electron/fixes/syslog-configured.ts'
import { DeviceInMemory } from './device-in-memory.ts'
import { cases, prove, type Situation } from './four-cases.ts'

const settings = { ntpServers: [], neededProtocols: [] }
const server = { host: 'log.example', port: 6514, transport: 'tls' } as const
const situation: Situation = {
  facts: { 'log.syslog': [{ host: '192.0.2.9', port: 514, transport: 'udp', enabled: true }] },
  settings: { syslogTargets: [server] },
  fact: 'log.syslog',
  target: [{ ...server, enabled: true }],
}

describe('the fix syslog-configured', () => {
  it.each(cases)('works when the change %s', async (name) => {
    await prove(configureSyslog, name, situation)
  })

  it('needs a server of the site', () => {
    expect(configureSyslog.siteSettings.safeParse(settings).success).toBe(false)
    expect(configureSyslog.siteSettings.safeParse({ ...settings, syslogTargets: [server] }).success).toBe(true)
  })

  it('sees through places that are switched off and names in other case', async () => {
    const found = [
      { ...server, host: 'LOG.example', enabled: true },
      { host: '', port: 514, transport: 'udp', enabled: false },
    ] as const
    const device = new DeviceInMemory({ 'log.syslog': found })
    expect(await configureSyslog.plan(device, { ...settings, syslogTargets: [server] })).toBeNull()
  })
})
