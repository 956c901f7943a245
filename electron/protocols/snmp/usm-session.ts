import {
  Authentication,
  AuthProtocols,
  createV3Session,
  ObjectType,
  PrivProtocols,
  RequestFailedError,
  SecurityLevel,
  type Session,
  type Varbind,
} from 'net-snmp'
import { Cancelled, DeviceUnreachable, ExpectedError, ProtocolViolation } from '../../model/errors.ts'
import type { UsmCredential } from '../../model/secret.ts'
import type { Network } from '../network.ts'
import { NotBer } from './ber.ts'
import { offerDes } from './des.ts'
import { SnmpCannotTest, SnmpUserRefused } from './errors.ts'
import { GuardedDgram } from './guarded-dgram.ts'
import { octets, type SnmpValue } from './value.ts'

export interface UsmTarget {
  readonly address: string
  readonly port: number
  readonly user: UsmCredential
  readonly signal: AbortSignal
  /** Wait for each of two attempts. Default 2 s. */
  readonly timeoutMs?: number
}

/**
 * Reads from one agent as one SNMPv3 user, always authPriv. Silence, an unknown user, a wrong authentication key and a wrong
 * privacy key end in different errors. Nothing in this room can write to a device.
 *
 * @see RFC 3414
 */
export class UsmSession {
  readonly #session: Session
  readonly #target: UsmTarget
  readonly #reports: string[] = []

  private constructor(target: UsmTarget, open: (onReport: (oid: string) => void) => Session) {
    this.#target = target
    this.#session = open((oid) => this.#reports.push(oid))
    // net-snmp tells of undecodable answers here; an 'error' without a listener would end the process.
    this.#session.on('error', () => undefined)
  }

  static async open(network: Network, target: UsmTarget): Promise<UsmSession> {
    network.scope.assert(target.address, target.port)
    offerDes()
    const { address, port, user, timeoutMs = 2_000 } = target
    const udp = await network.udp({ ipv6: address.includes(':') })
    return new UsmSession(target, (onReport) => {
      const dgram = new GuardedDgram(udp, { address, port }, ({ varbinds }) => onReport(varbinds[0]?.oid ?? ''))
      const usmUser = {
        name: user.user,
        level: SecurityLevel.authPriv,
        authProtocol: AuthProtocols[user.authProtocol],
        authKey: user.authKey.reveal(),
        privProtocol: PrivProtocols[user.privProtocol],
        privKey: user.privKey.reveal(),
      }
      const dgramModule = { createSocket: () => dgram }
      return createV3Session(address, usmUser, { port, retries: 1, timeout: timeoutMs, dgramModule })
    })
  }

  /**
   * @throws {DeviceUnreachable} on silence
   * @throws {SnmpUserRefused} when the agent is there and does not serve this user
   * @throws {SnmpCannotTest} when this program lacks the cryptography
   * @throws {ProtocolViolation}
   */
  async get(oids: readonly string[]): Promise<ReadonlyMap<string, SnmpValue>> {
    const varbinds = await this.#ask((done) => this.#session.get([...oids], done))
    return new Map(varbinds.filter(({ oid }) => oids.includes(oid)).map(({ oid, value }) => [oid, value]))
  }

  /** The objects that follow, with the OIDs that the agent named. Ends and errors as `get`. */
  async getNext(oids: readonly string[]): Promise<ReadonlyMap<string, SnmpValue>> {
    const varbinds = await this.#ask((done) => this.#session.getNext([...oids], done))
    return new Map(varbinds.map(({ oid, value }) => [oid, value]))
  }

  /** Forgets the keys, also in net-snmp's cache of derived keys, which is keyed by the password. */
  close(): void {
    this.#session.close()
    for (const key of Object.keys(Authentication.authToKeyCache)) delete Authentication.authToKeyCache[key]
  }

  #ask(
    question: (done: (error: unknown, varbinds?: readonly Varbind[]) => void) => void,
  ): Promise<{ readonly oid: string; readonly value: SnmpValue }[]> {
    const { address, port, signal, timeoutMs = 2_000 } = this.#target
    this.#reports.length = 0
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(deadline)
        signal.removeEventListener('abort', onAbort)
        end()
      }
      const onAbort = () => settle(() => reject(new Cancelled('Cancelled while waiting for an SNMP answer.')))
      // Discovery and question, two attempts each, and a little: net-snmp may forget a question after a malformed answer.
      const deadline = setTimeout(() => settle(() => reject(this.#silence())), timeoutMs * 4 + 250)
      if (signal.aborted) return onAbort()
      signal.addEventListener('abort', onAbort, { once: true })
      question((error, varbinds = []) =>
        settle(() => {
          if (error !== null && error !== undefined) return reject(this.#translate(error))
          try {
            resolve(varbinds.map(({ oid, type, value }) => ({ oid, value: readValue(type, value) })))
          } catch (cause) {
            reject(
              cause instanceof NotBer
                ? new ProtocolViolation(`${address}:${port} sent an SNMP value that its type does not allow.`, {
                    cause,
                  })
                : cause,
            )
          }
        }),
      )
    })
  }

  /**
   * net-snmp's error is not kept as cause: it may carry the user with both keys, and its message may be a number.
   */
  #translate(error: unknown): Error {
    if (error instanceof ExpectedError) return error
    const { address, port, user } = this.#target
    const at = `${address}:${port}`
    const report = usmReports[this.#reports.at(-1) ?? '']
    if (report !== undefined) return new SnmpUserRefused(report.reason, `${at} ${report.says}`)
    if (error instanceof Error && error.name === 'RequestTimedOutError') return this.#silence()
    if (error instanceof RequestFailedError) {
      const status = (error as { status?: unknown }).status
      const authorizationError = 16
      return status === authorizationError
        ? new SnmpUserRefused('security-level', `${at} lets this SNMPv3 user in, but not read these objects.`)
        : new ProtocolViolation(`${at} declined to read over SNMPv3 (error status ${Number(status)}).`)
    }
    const text = error instanceof Error ? String(error.message) : String(error)
    if (/unsupported|not supported|unknown cipher|invalid digest|digital envelope/i.test(text)) {
      return new SnmpCannotTest(
        `SNMPv3 with ${user.authProtocol.toUpperCase()}/${user.privProtocol.toUpperCase()} cannot be tested from here; nothing was learned about ${at}.`,
      )
    }
    if (/decrypt/i.test(text)) {
      return new SnmpUserRefused(
        'wrong-privacy-key',
        `${at} answered with something that the privacy key does not open.`,
      )
    }
    return new ProtocolViolation(`${at} sent an SNMPv3 answer that does not fit the question.`)
  }

  #silence(): Error {
    const { address, port } = this.#target
    // An agent that told its engine and then fell silent threw the question away: it could not decrypt it.
    return this.#reports.length > 0
      ? new SnmpUserRefused(
          'wrong-privacy-key',
          `${address}:${port} has an SNMPv3 agent that answers, but not to this user: usually the privacy key or protocol is wrong.`,
        )
      : new DeviceUnreachable(`${address}:${port} gave no sign of an SNMPv3 agent.`)
  }
}

/** @see RFC 3414, usmStats; unknownEngineIDs (.4) is the normal first step and no refusal */
const usmReports: Readonly<Record<string, { reason: SnmpUserRefused['reason']; says: string }>> = {
  '1.3.6.1.6.3.15.1.1.1.0': {
    reason: 'security-level',
    says: 'knows the SNMPv3 user, but not with authentication and privacy.',
  },
  '1.3.6.1.6.3.15.1.1.2.0': { reason: 'time-window', says: 'rejects our notion of its SNMPv3 engine time.' },
  '1.3.6.1.6.3.15.1.1.3.0': { reason: 'unknown-user', says: 'does not know this SNMPv3 user.' },
  '1.3.6.1.6.3.15.1.1.5.0': {
    reason: 'wrong-authentication-key',
    says: 'knows the SNMPv3 user and rejects the authentication key or protocol.',
  },
  '1.3.6.1.6.3.15.1.1.6.0': {
    reason: 'wrong-privacy-key',
    says: 'knows the SNMPv3 user and rejects the privacy key or protocol.',
  },
}

/** @throws {NotBer} on a type that SNMP does not have */
function readValue(type: ObjectType | undefined, value: unknown): SnmpValue {
  if (Buffer.isBuffer(value)) {
    return type === ObjectType.Counter64 ? { kind: 'number', value: bigEndian(value) } : octets(value)
  }
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'number', value: BigInt(value) }
  if (typeof value === 'string') {
    return type === ObjectType.OID ? { kind: 'oid', oid: value } : { kind: 'address', address: value }
  }
  if (value === null || value === undefined) return { kind: 'none' }
  throw new NotBer(`value type ${type}`)
}

const bigEndian = (bytes: Buffer): bigint => BigInt.asUintN(64, BigInt(`0x0${bytes.subarray(-8).toString('hex')}`))
