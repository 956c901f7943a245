import { z } from 'zod'
import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { AddressFilter } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Capability, Connection } from '../driver.ts'
import { isOn, needParams } from './params.ts'
import { newerOrOlder, readRest, shaped } from './vapix.ts'

/** Who may connect at all: the firewall, or the filter of addresses of firmware before it. */
export const axisAddressFilter = (): Capability => ({
  fact: 'network.filter',
  read: (device) =>
    newerOrOlder(
      () => readFirewall(device),
      () => readOldFilter(device),
    ),
})

const mostEntries = 1_024

const policyShape = z.enum(['ACCEPT', 'DROP'])
/** The rules that this driver judges. */
const ruleShape = z.object({
  ruleType: z.literal('FILTER'),
  ip: z.string().nullish(),
  ipRange: z.object({ start: z.string(), end: z.string() }).nullish(),
  mac: z.string().nullish(),
  filter: z.object({ policy: policyShape }),
})
const rulesShape = z.object({ activeDefaultPolicy: policyShape, activeRules: z.array(z.unknown()).max(mostEntries) })
/** The answer to the whole interface has the rules inside of `conf`. */
const firewallShape = z
  .object({ activated: z.union([z.boolean(), z.stringbool()]) })
  .and(z.union([rulesShape, z.object({ conf: z.object({ rules: rulesShape }) })]))

/**
 * Only rules that are all of one kind and name their clients can be told as one list: addresses that are accepted where everybody
 * else is dropped, or dropped where everybody else is accepted. A limit of the rate lets nobody in where everybody is accepted.
 *
 * @see VAPIX firewall configuration: firewall.v1, conf.rules, whose order counts; `activeDefaultPolicy` for what none of them is about
 */
async function readFirewall(device: Connection): Promise<AddressFilter> {
  const answer = shaped(firewallShape, await readRest(device, '/config/rest/firewall/v1'), 'firewall')
  const { activeDefaultPolicy, activeRules } = 'conf' in answer ? answer.conf.rules : answer
  const isOpen = activeDefaultPolicy === 'ACCEPT'
  const rules = isOpen ? activeRules.filter((rule) => Object(rule).ruleType !== 'LIMIT') : activeRules
  const parsed = rules.map((rule) => ruleShape.safeParse(rule))
  const clients = parsed.flatMap(({ data }) => (data === undefined ? [] : clientOf(data)))
  const isPlain = parsed.every(
    ({ data }) => data !== undefined && data.filter.policy !== activeDefaultPolicy && clientOf(data).length > 0,
  )
  return {
    enabled: answer.activated,
    entriesAre: !isPlain ? 'mixed' : isOpen ? 'denied' : 'allowed',
    entries: [...new Set(clients)],
  }
}

const clientOf = ({ ip, ipRange, mac }: z.infer<typeof ruleShape>): readonly string[] =>
  [ip, ipRange && `${ipRange.start}-${ipRange.end}`, mac].flatMap((name) => (name ? [visibleText(name, 100)] : []))

const filter = 'Network.Filter'

/**
 * Both kinds keep their addresses under the same name.
 *
 * @see VAPIX parameters Network.Filter: with `allow` the listed addresses may connect, with `deny` they may not
 */
async function readOldFilter(device: Connection): Promise<AddressFilter> {
  const params = await needParams(device, [filter])
  const enabled = isOn(params, `${filter}.Enabled`)
  const policy = params.get(`${filter}.Input.Policy`)?.toLowerCase()
  if (enabled === null || (policy !== 'allow' && policy !== 'deny'))
    throw new Unsupported('The address filter of the device cannot be read.')
  const entries = (params.get(`${filter}.Input.AcceptAddresses`) ?? '').split(/[\s,]+/).filter((entry) => entry !== '')
  if (entries.length > mostEntries)
    throw new ProtocolViolation('The address filter of the device has more entries than anybody needs.')
  return {
    enabled,
    entriesAre: policy === 'allow' ? 'allowed' : 'denied',
    entries: entries.map((entry) => visibleText(entry, 100)),
  }
}
