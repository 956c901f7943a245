import { z } from 'zod'
import { Unsupported, WriteRefused } from '../../model/errors.ts'
import type { LockoutPolicy, PasswordPolicy, PortAuthentication, SyslogTarget } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Capability, Connection } from '../driver.ts'
import { isOn, needParams, type Params, switchWord, updateParams } from './params.ts'
import { readRest, shaped } from './vapix.ts'

/** Who may log in how often, where the log goes, and whether the device logs in to its switch. */
export const axisHardening = (): readonly Capability[] => [
  { fact: 'accounts.lockout', read: readLockout },
  { fact: 'accounts.passwordPolicy', read: readPasswordPolicy },
  { fact: 'log.syslog', read: readSyslog, write: writeSyslog },
  { fact: 'log.audit', read: readAudit, write: writeAudit },
  { fact: 'network.8021x', read: readPortAuthentication },
]

const throttle = 'System.PreventDoSAttack'

/** Counts requests of one client for one page, and locks no account. @see VAPIX parameters System.PreventDoSAttack */
async function readLockout(device: Connection): Promise<LockoutPolicy> {
  const params = await needParams(device, [throttle])
  const enabled = isOn(params, `${throttle}.ActivatePasswordThrottling`)
  if (enabled === null) throw new Unsupported('The device has no brake for guessed passwords that could be read.')
  const number = (name: string) => numberOf(params.get(`${throttle}.${name}`))
  return {
    counts: 'requests',
    enabled,
    requests: number('DoSPageCount'),
    perSeconds: number('DoSPageInterval'),
    blockSeconds: number('DoSBlockingPeriod'),
  }
}

const policyShape = z.object({ passphraseComplexity: z.object({ policy: z.string() }) })
const policies: Readonly<Record<string, PasswordPolicy>> = {
  none: { minLength: 1, complexityEnforced: false, expiryDays: null },
  length: { minLength: 15, complexityEnforced: false, expiryDays: null },
  complex: { minLength: 12, complexityEnforced: true, expiryDays: null },
}

/** @see VAPIX: /config/rest/user-management/v2, passphraseComplexity.policy */
async function readPasswordPolicy(device: Connection): Promise<PasswordPolicy> {
  const answer = await readRest(device, '/config/rest/user-management/v2')
  const { policy } = shaped(policyShape, answer, 'user-management').passphraseComplexity
  const known = policies[policy]
  if (known === undefined)
    throw new Unsupported(`The device has a password policy of its own kind (${visibleText(policy, 40)}).`)
  return known
}

const syslog = 'API.RemoteSyslog1'
const transports = ['udp', 'tcp', 'tls'] as const

/** @see VAPIX parameters API.RemoteSyslog1 */
async function readSyslog(device: Connection): Promise<readonly SyslogTarget[]> {
  const params = await needParams(device, [syslog])
  const host = params.get(`${syslog}.Server1.Address`) ?? ''
  if (host === '') return []
  const told = (params.get(`${syslog}.Server1.Protocol`) ?? '').toLowerCase()
  const transport = transports.find((name) => name === told) ?? 'udp'
  return [
    {
      host: visibleText(host, 255),
      port: numberOf(params.get(`${syslog}.Server1.Port`)) ?? (transport === 'tls' ? 6_514 : 514),
      transport,
      enabled: isOn(params, `${syslog}.Enabled`) === true,
    },
  ]
}

async function writeSyslog(device: Connection, targets: readonly SyslogTarget[]): Promise<void> {
  const [target, ...others] = targets
  if (others.length > 0) throw new WriteRefused('These devices are given one log server; the plan names more.')
  const params = await needParams(device, [syslog])
  await updateParams(device, {
    ...(target === undefined
      ? { [`${syslog}.Server1.Address`]: '' }
      : {
          [`${syslog}.Server1.Address`]: target.host,
          [`${syslog}.Server1.Port`]: String(target.port),
          [`${syslog}.Server1.Protocol`]: target.transport.toUpperCase(),
        }),
    [`${syslog}.Enabled`]: switchWord(params.get(`${syslog}.Enabled`) ?? '', target?.enabled === true),
  })
}

const accessLog = 'System.AccessLog'

async function readAudit(device: Connection): Promise<{ kept: boolean | null; entries: number | null }> {
  const params = await needParams(device, [accessLog])
  return { kept: isOn(params, accessLog), entries: null }
}

async function writeAudit(device: Connection, { kept }: { kept: boolean | null }): Promise<void> {
  if (kept === null) throw new WriteRefused('Whether the access log is kept was not said.')
  const params = await needParams(device, [accessLog])
  await updateParams(device, { [accessLog]: switchWord(params.get(accessLog) ?? 'On', kept) })
}

const dot1x = 'Network.Interface.I0.dot1x'

/** @see VAPIX parameters Network.Interface.I0.dot1x */
async function readPortAuthentication(device: Connection): Promise<PortAuthentication> {
  const params = await needParams(device, [dot1x])
  const enabled = isOn(params, `${dot1x}.Enabled`)
  if (enabled === null) throw new Unsupported('The device does not say whether 802.1X is on.')
  const method = valueLike(params, /\.dot1x\.(EAPType|Method)$/i)
  return { enabled, method: method === null || method === '' ? null : visibleText(method, 40) }
}

const valueLike = (params: Params, name: RegExp): string | null =>
  [...params].find(([key]) => name.test(key))?.[1] ?? null

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : null
}
