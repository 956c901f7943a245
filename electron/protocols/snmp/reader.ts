import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { DeviceUnreachable, ProtocolViolation } from '../../model/errors.ts'
import type { UsmCredential } from '../../model/secret.ts'
import type { Network } from '../network.ts'
import { type CommunityLogin, type SnmpAnswer, SnmpAsker } from './asker.ts'
import { UsmSession } from './usm-session.ts'
import type { SnmpValue } from './value.ts'

/** How to read: as a v3 user, or with a community that is already known to be a shared secret of everybody. */
export type SnmpLogin = CommunityLogin | { readonly version: 'v3'; readonly user: UsmCredential }

export interface SnmpTarget {
  readonly address: string
  readonly port: number
  readonly login: SnmpLogin
  readonly signal: AbortSignal
  readonly timeoutMs?: number
}

export interface SnmpRow {
  readonly oid: string
  readonly value: SnmpValue
}

/** Reads objects of one agent. There is no way to write. */
export interface SnmpReader {
  /** Every OID has an entry; an object that the agent does not have is `none`. Same errors as `UsmSession.get`. */
  get(oids: readonly string[]): Promise<ReadonlyMap<string, SnmpValue>>
  /**
   * The objects below `root`, in order, at most `maxRows`.
   * @throws {ProtocolViolation} when the agent does not move forward: a loop
   */
  walk(root: string, maxRows?: number): Promise<readonly SnmpRow[]>
}

/** Opens, lets `work` read, closes. */
export async function withSnmp<T>(
  network: Network,
  target: SnmpTarget,
  work: (reader: SnmpReader) => Promise<T>,
): Promise<T> {
  const { login, ...where } = target
  if (login.version === 'v3') {
    const session = await UsmSession.open(network, { ...where, user: login.user })
    try {
      return await work(
        readerOf(
          (oids) => session.get(oids),
          (oids) => session.getNext(oids),
        ),
      )
    } finally {
      session.close()
    }
  }
  network.scope.assert(target.address, target.port)
  const asker = await SnmpAsker.open(network, { ipv6: target.address.includes(':') })
  const { address, port, signal, timeoutMs = 2_000 } = target
  const options = { signal, timeoutMs }
  const values = (answer: SnmpAnswer | null) => valuesOf(answer, `${address}:${port}`)
  try {
    return await work(
      readerOf(
        async (oids) => {
          if (login.version === 'v2c') return values(await asker.get(address, port, login, oids, options))
          // A v1 agent declines the whole question for one object that it lacks.
          const found = new Map<string, SnmpValue>()
          for (const oid of oids) {
            for (const [key, value] of values(await asker.get(address, port, login, [oid], options)))
              found.set(key, value)
          }
          return found
        },
        async (oids) => values(await asker.getNext(address, port, login, oids, options)),
      ),
    )
  } finally {
    asker.close()
  }
}

type Ask = (oids: readonly string[]) => Promise<ReadonlyMap<string, SnmpValue>>

function readerOf(get: Ask, getNext: Ask): SnmpReader {
  return {
    async get(oids) {
      const found = await get(oids)
      return new Map(oids.map((oid) => [oid, found.get(oid) ?? { kind: 'none' }]))
    },
    async walk(root, maxRows = 64) {
      const rows: SnmpRow[] = []
      for (let at = root; rows.length < maxRows; ) {
        const [next] = await getNext([at])
        if (next === undefined) break
        const [oid, value] = next
        if (value.kind === 'none' || !oid.startsWith(`${root}.`)) break
        if (compareOids(oid, at) <= 0) {
          throw new ProtocolViolation(`The SNMP agent answers ${oid} as the object after ${at}: it would never end.`)
        }
        rows.push({ oid, value })
        at = oid
      }
      return rows
    },
  }
}

function valuesOf(answer: SnmpAnswer | null, at: string): ReadonlyMap<string, SnmpValue> {
  if (answer === null) {
    throw new DeviceUnreachable(`${at} gave no SNMP answer: no agent, another community, or a filter in between.`)
  }
  const noSuchName = 2
  const refusals = [6, 16]
  if (answer.errorStatus === 0 || answer.errorStatus === noSuchName) return answer.values
  if (refusals.includes(answer.errorStatus)) {
    throw new CredentialsRefused(`${at} knows the SNMP community, but does not let it read these objects.`, {
      shown: null,
    })
  }
  throw new ProtocolViolation(`${at} declined to read over SNMP (error status ${answer.errorStatus}).`)
}

/** Negative when `left` stands before `right` in the tree. */
export function compareOids(left: string, right: string): number {
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)]
  for (const [index, arc] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (arc !== other) return arc - other
  }
  return a.length - b.length
}
