import { randomInt } from 'node:crypto'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { Cancelled, DeviceUnreachable } from '../../model/errors.ts'
import type { CommunityTrial } from '../../model/facts.ts'
import { publishedCommunities } from '../../model/well-known-communities.ts'
import { SnmpAsker } from '../../protocols/snmp/asker.ts'
import { encodeDiscovery } from '../../protocols/snmp/message.ts'
import { SharedPatience } from '../../protocols/snmp/patience.ts'
import { type SnmpLogin, type SnmpReader, withSnmp } from '../../protocols/snmp/reader.ts'
import type { Capability, Connection } from '../driver.ts'
import { readIdentity } from './identity.ts'

/** Manufacturer, model, firmware, serial and MAC addresses as the agent tells them: system group, ENTITY-MIB, maker's MIB. */
export const snmpIdentity = (): Capability => ({
  fact: 'identity',
  read: (device) => readOverSnmp(device, readIdentity),
})

/** What the well-known communities open, each asked once for one standard object. Reads only; nothing is tried for writing. */
export const snmpCommunities = (): Capability => ({ fact: 'snmp.communities', read: tryCommunities })

/** Forwarded devices have their agent on the UDP port of the same number. */
const snmpPortOf = ({ endpoint }: Connection): number =>
  endpoint.ports.snmp ?? (endpoint.forwarded ? endpoint.ports.http : undefined) ?? 161

/**
 * As the SNMPv3 user where there is one, else with the community that is known to answer, else with `public`, which is no secret.
 *
 * @throws the error of the SNMPv3 user when nothing else answers either: it says more than silence
 */
export async function readOverSnmp<T>(device: Connection, work: (reader: SnmpReader) => Promise<T>): Promise<T> {
  const { network, endpoint, signal, usm } = device
  const communities = [...new Set([...(device.community === null ? [] : [device.community]), 'public'])]
  const logins: SnmpLogin[] = [
    ...(usm === null ? [] : [{ version: 'v3', user: usm } as const]),
    ...communities.flatMap((community) => [
      { version: 'v2c', community } as const,
      { version: 'v1', community } as const,
    ]),
  ]
  const target = { address: endpoint.address, port: snmpPortOf(device), signal, timeoutMs: 2 * network.snmpWaitMs }
  let first: unknown = null
  for (const login of logins) {
    try {
      return await withSnmp(network, { ...target, login }, work)
    } catch (error) {
      if (!(error instanceof DeviceUnreachable) && !(error instanceof CredentialsRefused)) throw error
      first ??= error
    }
  }
  throw first
}

const versions = ['v1', 'v2c'] as const
/** @see SNMPv2-MIB: every agent has these two */
const standardObjects = ['1.3.6.1.2.1.1.2.0', '1.3.6.1.2.1.1.3.0'] as const

/** Waited for at least, once something answered: an agent takes longer over some questions than over others. */
const shortestWaitMs = 150
/** Of the longest way there and back that was seen, as long as an answer may take. */
const roundTrips = 4

async function tryCommunities(device: Connection): Promise<CommunityTrial> {
  const { network, endpoint, signal } = device
  const { address } = endpoint
  const port = snmpPortOf(device)
  network.scope.assert(address, port)
  const asker = await SnmpAsker.open(network, { ipv6: address.includes(':') })
  const patience = new SharedPatience(network.snmpWaitMs)
  const ended = new AbortController()
  try {
    // A pass rests on silence here, so a lost datagram must not look like a refusal.
    const options = { signal, timeoutMs: patience, attempts: 3 }
    const trials = versions.flatMap((version) => publishedCommunities.map((name) => ({ version, name })))
    const begun = performance.now()
    let isThere = false
    // An agent that answers at all shows how far it is. From the first datagram: one that was repeated only makes it longer.
    const timed = async <T>(asked: Promise<T | null>): Promise<T | null> => {
      const answer = await asked
      if (answer === null) return null
      isThere = true
      patience.shorten(Math.max(shortestWaitMs, roundTrips * (performance.now() - begun)))
      return answer
    }
    // Not against an answer: an agent that ends just now refused no community.
    const refused = () => isThere || patience.giveUp()
    const refusal = whenRefused(device, port, AbortSignal.any([signal, ended.signal]), refused)
    // All of them are waited for together: one that was cancelled alone would end where nobody looks.
    const questions = Promise.all([
      timed(asker.engine(address, port, options)),
      ...trials.map(async (trial) => {
        const login = { version: trial.version, community: trial.name }
        // A v1 agent declines the whole question for one object that it lacks: an answer all the same.
        return (await timed(asker.get(address, port, login, standardObjects, options))) === null ? [] : [trial]
      }),
    ])
    const [[engine, ...answered]] = await Promise.all([questions.finally(() => ended.abort()), refusal])
    const heard = answered.flat()
    return { tried: trials, answered: heard, agentSeen: engine !== null || heard.length > 0 }
  } finally {
    asker.close()
  }
}

/** Calls `refused` when the host itself says that nobody listens there. No such word proves nothing, and is not waited for. */
async function whenRefused(device: Connection, port: number, signal: AbortSignal, refused: () => void): Promise<void> {
  const { network, endpoint } = device
  const where = { address: endpoint.address, port, signal, timeoutMs: network.snmpWaitMs }
  try {
    // The question that shows no community.
    if (await network.refusesUdp(where, encodeDiscovery(randomInt(1, 0x7fff_ffff)))) refused()
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error
  }
}
