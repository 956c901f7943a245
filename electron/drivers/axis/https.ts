import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { HttpPolicy } from '../../model/security-facts.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Capability, Connection } from '../driver.ts'
import { heldAgainstPlainHttp } from '../web/plain-http.ts'
import { secretTarget, webTarget } from '../web/web-target.ts'
import { needParams, updateParams } from './params.ts'
import { again, soapCall } from './soap.ts'
import { newerOrOlder } from './vapix.ts'

const namespace = 'http://www.axis.com/vapix/ws/webserver'

/**
 * What the web server of the device does with plain HTTP.
 * @see VAPIX web server service: GetWebServerTlsConfiguration, SetWebServerTlsConfiguration, ConnectionPolicies for Admin,
 *   Operator and Viewer; older firmware: parameters System.BoaGroupPolicy
 */
export const axisHttpPolicy = (): Capability => ({
  fact: 'http.policy',
  async read(device) {
    const told = await newerOrOlder(
      async () => mostOpen(groupsIn(await readConfiguration(device)), soapWord),
      async () => mostOpen(await readParamGroups(device), paramWord),
    )
    return heldAgainstPlainHttp(device, told)
  },
  async write(device, policy) {
    await assertNotCutOff(device, policy)
    await newerOrOlder(
      () => writeConfiguration(device, policy),
      () => writeParamsPolicy(device, policy),
    )
  },
})

type Word = readonly [policy: HttpPolicy, soap: string, param: string]

const words: readonly Word[] = [
  ['http-only', 'Http', 'http'],
  ['http-and-https', 'HttpAndHttps', 'both'],
  ['https-only', 'Https', 'https'],
]

function wordsFor(policy: HttpPolicy): { readonly soap: string; readonly param: string } {
  const found = words.find(([name]) => name === policy)
  if (found === undefined)
    throw new WriteRefused('These devices refuse plain HTTP or take it; they do not redirect it.')
  return { soap: found[1], param: found[2] }
}

/** Without plain HTTP there must be a TLS server that answers, and without TLS no connection that stands on it. */
async function assertNotCutOff(device: Connection, policy: HttpPolicy): Promise<void> {
  const { soap } = wordsFor(policy)
  if (soap === 'Http' && webTarget(device).https)
    throw new WriteRefused('HTTPS is what this device is reached over; switching it off would cut us off.')
  if (soap === 'Https' && !(await secretTarget(device)).https)
    throw new WriteRefused(
      'HTTPS of the device does not answer; without plain HTTP nobody would reach it. Nothing was sent.',
    )
}

async function readConfiguration(device: Connection): Promise<XmlElement> {
  const answer = await soapCall(device, { namespace, operation: 'GetWebServerTlsConfiguration' })
  const configuration = answer.children.find(({ name }) => name === 'Configuration') ?? answer.children[0]
  if (configuration === undefined) throw new ProtocolViolation('The device tells nothing of its web server.')
  return configuration
}

/** What each group of users must do, under the names that the device has for them. */
type Groups = Readonly<Record<string, string>>

/** What any group may do, somebody does: HTTPS for the administrators alone leaves the pictures in clear. */
function mostOpen(groups: Groups, wordOf: (policy: Word) => string): HttpPolicy {
  const found = new Set(Object.values(groups).map((word) => words.find((policy) => wordOf(policy) === word)?.[0]))
  const [first, ...others] = found
  if (first === undefined || found.has(undefined))
    throw new ProtocolViolation('The device tells no connection policy that VAPIX knows.')
  return others.length === 0 ? first : 'http-and-https'
}

const soapWord = ([, soap]: Word): string => soap
const paramWord = ([, , param]: Word): string => param

function groupsIn(configuration: XmlElement): Groups {
  const policies = configuration.children.find(({ name }) => name === 'ConnectionPolicies')
  const told = policies?.children.filter(({ name }) => soapGroups.includes(name)) ?? []
  return Object.fromEntries(told.map(({ name, text }) => [name, text.trim()]))
}

const soapGroups = ['Admin', 'Operator', 'Viewer']

/** What the device told goes back whole, with the policy of every group of users changed. */
async function writeConfiguration(device: Connection, policy: HttpPolicy): Promise<void> {
  const { soap } = wordsFor(policy)
  const configuration = await readConfiguration(device)
  const found = groupsIn(configuration)
  const wanted = asFoundOr(device, policy, { policy: mostOpen(found, soapWord), groups: found }, soap)
  const content = [again(configuration, wanted, namespace)]
  await soapCall(device, { namespace, operation: 'SetWebServerTlsConfiguration', content }, 'write')
}

interface AsFound {
  readonly policy: HttpPolicy
  readonly groups: Groups
}
const asFoundKey = 'as-found.axis.policies'

/** Every group gets the same, but on the way back: then each gets what it had when we came. */
function asFoundOr(device: Connection, policy: HttpPolicy, now: AsFound, word: string): Groups {
  const known = device.memo.get(asFoundKey) as AsFound | undefined
  if (known === undefined) device.memo.set(asFoundKey, now)
  if (known?.policy === policy) return known.groups
  return Object.fromEntries(Object.keys(now.groups).map((name) => [name, word]))
}

const paramGroups = ['admin', 'operator', 'viewer'].map((name) => `System.BoaGroupPolicy.${name}`)

async function readParamGroups(device: Connection): Promise<Groups> {
  const params = await needParams(device, ['System.BoaGroupPolicy'])
  const groups = paramGroups.flatMap((name) => {
    const word = params.get(name)
    return word === undefined ? [] : [[name, word] as const]
  })
  if (groups.length === 0) throw new Unsupported('The device has no policy for HTTP and HTTPS.')
  return Object.fromEntries(groups)
}

async function writeParamsPolicy(device: Connection, policy: HttpPolicy): Promise<void> {
  const { param } = wordsFor(policy)
  const found = await readParamGroups(device)
  const now = { policy: mostOpen(found, paramWord), groups: found }
  await updateParams(device, asFoundOr(device, policy, now, param))
}
