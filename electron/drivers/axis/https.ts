import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { HttpPolicy } from '../../model/security-facts.ts'
import type { XmlElement } from '../../protocols/onvif/xml-read.ts'
import type { Capability, Connection } from '../driver.ts'
import { secretTarget, webTarget } from '../web/web-target.ts'
import { needParams, updateParams } from './params.ts'
import { again, soapCall } from './soap.ts'
import { newerOrOlder } from './vapix.ts'

const namespace = 'http://www.axis.com/vapix/ws/webserver'

/**
 * What the web server of the device does with plain HTTP.
 * @see VAPIX web server service: GetWebServerTlsConfiguration, SetWebServerTlsConfiguration, ConnectionPolicies/Admin; older
 *   firmware: parameters System.BoaGroupPolicy
 */
export const axisHttpPolicy = (): Capability => ({
  fact: 'http.policy',
  read: (device) =>
    newerOrOlder(
      async () => policyIn(await readConfiguration(device)),
      () => readParamsPolicy(device),
    ),
  async write(device, policy) {
    await assertNotCutOff(device, policy)
    await newerOrOlder(
      () => writeConfiguration(device, policy),
      () => writeParamsPolicy(device, policy),
    )
  },
})

const words: readonly (readonly [policy: HttpPolicy, soap: string, param: string])[] = [
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

function policyIn(configuration: XmlElement): HttpPolicy {
  const policies = configuration.children.find(({ name }) => name === 'ConnectionPolicies')
  const word = policies?.children.find(({ name }) => name === 'Admin')?.text.trim()
  const found = words.find(([, soap]) => soap === word)
  if (found === undefined) throw new ProtocolViolation('The device tells no connection policy that VAPIX knows.')
  return found[0]
}

/** What the device told goes back whole, with the policy of every group of users changed. */
async function writeConfiguration(device: Connection, policy: HttpPolicy): Promise<void> {
  const { soap } = wordsFor(policy)
  const configuration = await readConfiguration(device)
  policyIn(configuration)
  const content = [again(configuration, { Admin: soap, Operator: soap, Viewer: soap }, namespace)]
  await soapCall(device, { namespace, operation: 'SetWebServerTlsConfiguration', content }, 'write')
}

const groups = ['admin', 'operator', 'viewer'].map((name) => `System.BoaGroupPolicy.${name}`)

/** The most open of the groups is what the device does. */
async function readParamsPolicy(device: Connection): Promise<HttpPolicy> {
  const params = await needParams(device, ['System.BoaGroupPolicy'])
  const values = groups.flatMap((name) => params.get(name) ?? [])
  if (values.length === 0) throw new Unsupported('The device has no policy for HTTP and HTTPS.')
  if (values.every((value) => value === 'https')) return 'https-only'
  return values.some((value) => value === 'both') ? 'http-and-https' : 'http-only'
}

async function writeParamsPolicy(device: Connection, policy: HttpPolicy): Promise<void> {
  const params = await needParams(device, ['System.BoaGroupPolicy'])
  const { param } = wordsFor(policy)
  await updateParams(device, Object.fromEntries(groups.filter((name) => params.has(name)).map((name) => [name, param])))
}
