import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

const transports = ['udp', 'tcp', 'tls'] as const

/**
 * The device sends its log to a server of the site: what stays on the device goes with it.
 *
 * @see RFC 5424, RFC 5425
 */
export const syslogConfigured = defineCheck({
  id: 'syslog-configured',
  needs: ['log.syslog', 'site.settings'],
  params: z.strictObject({
    /** The least that may carry it. */
    minTransport: z.enum(transports),
  }),
  strictness: { minTransport: { order: transports } },
  evaluate({ 'log.syslog': targets, 'site.settings': { syslogTargets = [] } }, { minTransport }) {
    const names = syslogTargets.map(({ host }) => host.toLowerCase())
    const where = names.length === 0 ? 'a server of the site' : names.join(' or ')
    const expected = `log sent to ${where} over ${minTransport}${minTransport === 'tls' ? '' : ' or better'}`
    const on = targets.filter(({ enabled }) => enabled)
    if (on.length === 0) return fail('the log stays on the device', expected)
    const list = on.map(({ host, port, transport }) => `${host}:${port} over ${transport}`).join(', ')
    const strange = names.length === 0 ? [] : on.filter(({ host }) => !names.includes(host.toLowerCase()))
    if (strange.length > 0)
      return fail(`sent to ${list}; not of the site: ${strange.map(({ host }) => host).join(', ')}`, expected)
    const weak = on.filter(({ transport }) => transports.indexOf(transport) < transports.indexOf(minTransport))
    if (weak.length === on.length) return fail(`sent to ${list}`, expected)
    return names.length === 0
      ? unknown(`sent to ${list}; the site record names no log server`, expected)
      : pass(`sent to ${list}`, expected)
  },
})
