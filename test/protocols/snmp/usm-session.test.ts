import crypto from 'node:crypto'
import { Authentication } from 'net-snmp'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Cancelled, DeviceUnreachable, OutsideScope } from '../../../electron/model/errors.ts'
import { Secret, type UsmCredential } from '../../../electron/model/secret.ts'
import { Network } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'
import { encode, encodeInteger, encodeOid, tag } from '../../../electron/protocols/snmp/ber.ts'
import { SnmpCannotTest, SnmpUserRefused } from '../../../electron/protocols/snmp/errors.ts'
import { withSnmp } from '../../../electron/protocols/snmp/reader.ts'
import { valueText } from '../../../electron/protocols/snmp/value.ts'
import { type FakeAgent, startFakeAgent } from './fake-agent.ts'
import { startSnmpd, usmPasswords } from './start-snmpd.ts'

const address = '127.73.5.1'
const network = new Network(new ScopeGuard({ targets: ['127.73.5.0/24'], interfaces: [], excluded: [] }))
const signal = new AbortController().signal
const sysName = '1.3.6.1.2.1.1.5.0'

let agent: Awaited<ReturnType<typeof startSnmpd>>
beforeAll(async () => {
  agent = await startSnmpd(address)
})
afterAll(() => agent.close())
let fake: FakeAgent | null = null
afterEach(() => {
  fake?.close()
  fake = null
})

const userOf = (change: Partial<Record<keyof UsmCredential, string>> = {}): UsmCredential =>
  ({
    user: 'shaaes',
    authProtocol: 'sha',
    privProtocol: 'aes',
    ...change,
    authKey: Secret.of(change.authKey?.toString() ?? usmPasswords.auth),
    privKey: Secret.of(change.privKey?.toString() ?? usmPasswords.priv),
  }) as UsmCredential
const readAs = (user: UsmCredential, port = agent.port, timeoutMs = 250) =>
  withSnmp(network, { address, port, login: { version: 'v3', user }, signal, timeoutMs }, async (reader) =>
    valueText((await reader.get([sysName])).get(sysName)),
  )
const refusalOf = async (user: UsmCredential, port?: number) => {
  const error = await readAs(user, port).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(SnmpUserRefused)
  return error as SnmpUserRefused
}

describe('SNMPv3 towards snmpd', () => {
  it.each([
    ['shaaes', 'sha', 'aes'],
    ['sha512aes256', 'sha512', 'aes256b'],
    ['sha512aes256', 'sha512', 'aes256r'],
    ['shades', 'sha', 'des'],
    ['md5des', 'md5', 'des'],
  ])('reads as %s with %s and %s', async (user, authProtocol, privProtocol) => {
    expect(await readAs(userOf({ user, authProtocol, privProtocol }))).toBe('peer')
  })

  it('tells an unknown user, a wrong authentication key, a wrong privacy key and silence apart', async () => {
    expect((await refusalOf(userOf({ user: 'nobody' }))).reason).toBe('unknown-user')
    expect((await refusalOf(userOf({ authKey: 'another-key' }))).reason).toBe('wrong-authentication-key')
    expect((await refusalOf(userOf({ privKey: 'another-key' }))).reason).toBe('wrong-privacy-key')
    expect((await refusalOf(userOf({ user: 'authonly' }))).reason).toBe('security-level')
    fake = await startFakeAgent(address, () => [])
    await expect(readAs(userOf(), fake.port)).rejects.toThrow(DeviceUnreachable)
  })

  it('keeps keys out of its errors and forgets them afterwards', async () => {
    const error = await refusalOf(userOf({ authKey: 'a-secret-key', privKey: 'b-secret-key' }))
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause })).not.toMatch(
      /-secret-key/,
    )
    expect(Object.keys(Authentication.authToKeyCache)).toEqual([])
  })

  it('refuses an address outside the scope, and ends when cancelled', async () => {
    const login = { version: 'v3', user: userOf() } as const
    const outside = { address: '127.74.5.1', port: 161, login, signal }
    await expect(withSnmp(network, outside, (reader) => reader.get([sysName]))).rejects.toThrow(OutsideScope)
    fake = await startFakeAgent(address, () => [])
    const controller = new AbortController()
    const target = { address, port: fake.port, login, signal: controller.signal }
    const read = withSnmp(network, target, (reader) => reader.get([sysName]))
    setTimeout(() => controller.abort(), 20)
    await expect(read).rejects.toThrow(Cancelled)
  })

  it('walks a branch', async () => {
    const login = { version: 'v3', user: userOf() } as const
    const rows = await withSnmp(network, { address, port: agent.port, login, signal }, (reader) =>
      reader.walk('1.3.6.1.2.1.1.9.1.3', 5),
    )
    expect(rows).toHaveLength(5)
  })
})

describe('SNMPv3 towards a hostile agent', () => {
  const engineId = Buffer.from('8000017003accc8e000001', 'hex')
  const v3 = (id: Buffer, flags: number, scopedPdu: Buffer, user = '') =>
    encode(
      tag.sequence,
      encodeInteger(3),
      encode(tag.sequence, id, encodeInteger(65_507), encode(tag.octetString, Buffer.from([flags])), encodeInteger(3)),
      encode(
        tag.octetString,
        encode(
          tag.sequence,
          encode(tag.octetString, engineId),
          encodeInteger(1),
          encodeInteger(100),
          encode(tag.octetString, Buffer.from(user)),
          encode(tag.octetString, Buffer.alloc(flags & 1 ? 12 : 0)),
          encode(tag.octetString, Buffer.alloc(flags & 2 ? 8 : 0)),
        ),
      ),
      scopedPdu,
    )
  const scoped = (type: number, oid: string, value: Buffer) =>
    encode(
      tag.sequence,
      encode(tag.octetString, engineId),
      encode(tag.octetString),
      encode(
        type,
        encodeInteger(1),
        encodeInteger(0),
        encodeInteger(0),
        encode(tag.sequence, encode(tag.sequence, encodeOid(oid), value)),
      ),
    )
  const report = (question: Buffer) =>
    v3(numberOf(question), 0, scoped(0xa8, '1.3.6.1.6.3.15.1.1.4.0', encode(0x41, Buffer.from([1]))))
  /** The encoded message number, copied as it is. */
  function numberOf(question: Buffer): Buffer {
    const header = question.indexOf(Buffer.from([0x02, 0x01, 0x03, 0x30])) + 5
    return question.subarray(header, header + 2 + (question[header + 1] ?? 0))
  }

  it('does not take a plain answer to a protected question', async () => {
    fake = await startFakeAgent(address, (question, count) =>
      count === 1
        ? [report(question)]
        : [v3(numberOf(question), 0, scoped(0xa2, sysName, encode(tag.octetString, Buffer.from('forged'))), 'shaaes')],
    )
    expect((await refusalOf(userOf(), fake.port)).reason).toBe('wrong-privacy-key')
  })

  it('does not take an answer with a made-up signature', async () => {
    fake = await startFakeAgent(address, (question, count) =>
      count === 1
        ? [report(question)]
        : [v3(numberOf(question), 3, encode(tag.octetString, Buffer.alloc(64, 7)), 'shaaes')],
    )
    expect((await refusalOf(userOf(), fake.port)).reason).toBe('wrong-privacy-key')
  })

  it('ends with a typed error whatever comes back', async () => {
    let seed = 7
    const random = () => {
      seed = (seed * 48_271) % 0x7fff_ffff
      return seed
    }
    fake = await startFakeAgent(address, (question) => {
      const base =
        random() % 2 === 0 ? report(question) : v3(numberOf(question), 3, encode(tag.octetString, Buffer.alloc(40, 1)))
      return Array.from({ length: 30 }, () => {
        const copy = Buffer.from(base)
        for (let count = random() % 4; count >= 0; count -= 1) copy[random() % copy.length] = random() % 256
        return copy
      })
    })
    const port = fake.port
    const ends = await Promise.all(
      Array.from({ length: 10 }, () =>
        readAs(userOf(), port, 60).then(
          () => 'value',
          (error: unknown) => (error as { code?: string }).code ?? String(error),
        ),
      ),
    )
    expect(ends).not.toContain('value')
    expect(ends.every((end) => /^(device|snmp)\//.test(end))).toBe(true)
  })
})

describe('a program without the cryptography', () => {
  it.each(['error:0308010C:digital envelope routines::unsupported', 'Digest method not supported', 'Unknown cipher'])(
    'says that it cannot test, and nothing about the device, when it is told "%s"',
    async (message) => {
      const lacking = vi.spyOn(crypto, 'createHash').mockImplementation(() => {
        throw new Error(message)
      })
      await expect(readAs(userOf({ user: 'md5des', authProtocol: 'md5', privProtocol: 'des' }))).rejects.toThrow(
        SnmpCannotTest,
      )
      lacking.mockRestore()
    },
  )
})
