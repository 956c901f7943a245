import { z } from 'zod'
import { Unsupported, WriteRefused } from '../../model/errors.ts'
import type {
  AddressFilter,
  LockoutPolicy,
  PasswordPolicy,
  PortAuthentication,
  SyslogTarget,
} from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Capability, Connection } from '../driver.ts'
import { isOn, needParams, type Params, switchWord, updateParams } from './params.ts'
import { newerOrOlder, readRest, shaped } from './vapix.ts'

/** Who may log in how often, where the log goes, who may connect at all. */
export const axisHardening = (): readonly Capability[] => [
  { fact: 'accounts.lockout', read: readLockout, write: writeLockout },
  { fact: 'accounts.passwordPolicy', read: readPasswordPolicy },
  { fact: 'log.syslog', read: readSyslog, write: writeSyslog },
  { fact: 'log.audit', read: readAudit, write: writeAudit },
  {
    fact: 'network.filter',
    read: (device) =>
      newerOrOlder(
        () => readFirewall(device),
        () => readOldFilter(device),
      ),
  },
  { fact: 'network.8021x', read: readPortAuthentication },
]

const throttle = 'System.PreventDoSAttack'

/** A pause for everybody after many requests, not a lock of one account. @see VAPIX parameters System.PreventDoSAttack */
async function readLockout(device: Connection): Promise<LockoutPolicy> {
  const params = await needParams(device, [throttle])
  const enabled = isOn(params, `${throttle}.ActivatePasswordThrottling`)
  if (enabled === null) throw new Unsupported('The device has no brake for guessed passwords that could be read.')
  const seconds = numberOf(params.get(`${throttle}.DoSBlockingPeriod`))
  return {
    enabled,
    attempts: numberOf(params.get(`${throttle}.DoSPageCount`)),
    lockMinutes: seconds === null ? null : seconds / 60,
  }
}

async function writeLockout(device: Connection, { enabled, attempts, lockMinutes }: LockoutPolicy): Promise<void> {
  const params = await needParams(device, [throttle])
  const name = `${throttle}.ActivatePasswordThrottling`
  await updateParams(device, {
    [name]: switchWord(params.get(name) ?? '', enabled),
    ...(attempts === null ? {} : { [`${throttle}.DoSPageCount`]: String(attempts) }),
    ...(lockMinutes === null ? {} : { [`${throttle}.DoSBlockingPeriod`]: String(Math.round(lockMinutes * 60)) }),
  })
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

const firewallShape = z.object({
  activated: z.boolean(),
  activeDefaultPolicy: z.string(),
  activeRules: z.array(z.unknown()).catch([]),
})

/** @see VAPIX: /config/rest/firewall/v1 */
async function readFirewall(device: Connection): Promise<AddressFilter> {
  const answer = shaped(firewallShape, await readRest(device, '/config/rest/firewall/v1'), 'firewall')
  return {
    enabled: answer.activated,
    policy: answer.activeDefaultPolicy.toUpperCase() === 'DROP' ? 'deny' : 'allow',
    entries: addressesIn(answer.activeRules),
  }
}

const addressLike = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)(?:\/\d{1,3})?$/i

/** Addresses anywhere in what the device told: the form of its rules differs with its version. */
function addressesIn(told: unknown, depth = 0): readonly string[] {
  if (typeof told === 'string') return addressLike.test(told) ? [told] : []
  if (typeof told !== 'object' || told === null || depth > 6) return []
  return [...new Set(Object.values(told).flatMap((part) => addressesIn(part, depth + 1)))].slice(0, 256)
}

const filter = 'Network.Filter'

/** @see VAPIX parameters Network.Filter, of firmware before the firewall */
async function readOldFilter(device: Connection): Promise<AddressFilter> {
  const params = await needParams(device, [filter])
  const enabled = isOn(params, `${filter}.Enabled`)
  const policy = valueLike(params, /^Network\.Filter\.(?:.*\.)?Policy$/)
  if (enabled === null || policy === null) throw new Unsupported('The address filter of the device cannot be read.')
  const denies = /deny|drop|reject/i.test(policy)
  const list = valueLike(params, denies ? /\.(Drop|Deny|Reject)\w*$/ : /\.(Accept|Allow)\w*$/) ?? ''
  return {
    enabled,
    // Naming who may connect keeps everybody else out.
    policy: denies ? 'allow' : 'deny',
    entries: list.split(/[\s,]+/).filter((entry) => addressLike.test(entry)),
  }
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
