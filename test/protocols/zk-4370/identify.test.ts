import { describe, expect, it } from 'vitest'
import { DeviceUnreachable, ProtocolViolation } from '../../../electron/model/errors.ts'
import { identifyZk } from '../../../electron/protocols/zk-4370/identify.ts'
import { readZk, writeZk } from '../../../electron/protocols/zk-4370/message.ts'
import { networkOf, rawServer, saying } from '../http/servers.ts'

const at = ({ address, port }: { address: string; port: number }) => ({
  address,
  port,
  signal: AbortSignal.timeout(10_000),
  timeoutMs: 500,
})
const packet = (command: number, text = '') =>
  writeZk({ command, session: 7, reply: 0, data: Buffer.from(text, 'latin1') })

describe('packets', () => {
  it('are written with frame, length and checksum, and read back from any pieces', () => {
    const bytes = writeZk({ command: 1000, session: 0, reply: 0, data: Buffer.alloc(0) })
    // 1000 is 0x03e8; its complement is the checksum.
    expect(bytes.toString('hex')).toBe('5050827d08000000e80317fc00000000')
    const odd = packet(2000, 'abc')
    for (let length = 0; length < odd.length; length += 1) expect(readZk(odd.subarray(0, length))).toBeNull()
    expect(readZk(odd)).toMatchObject({ command: 2000, session: 7, data: Buffer.from('abc') })
  })

  it('of other protocols or of impossible length are refused', () => {
    expect(() => readZk(Buffer.from('HTTP/1.1 200'))).toThrow(ProtocolViolation)
    expect(() => readZk(Buffer.from('5050827dffffffff', 'hex'))).toThrow(ProtocolViolation)
    expect(() => readZk(Buffer.from('5050827d02000000', 'hex'))).toThrow(ProtocolViolation)
  })
})

describe('a device that does not behave', () => {
  it.each([
    ['speaks HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n', ProtocolViolation],
    ['answers with a command that means nothing', packet(9), ProtocolViolation],
    ['stops in the middle', packet(2000).subarray(0, 9), DeviceUnreachable],
    ['hangs up after the greeting', packet(2000), DeviceUnreachable],
  ])('ends as a typed error when it %s', async (_name, bytes, kind) => {
    await expect(identifyZk(networkOf(), at(await saying(bytes)))).rejects.toBeInstanceOf(kind)
  })

  it('is given up when it never answers', async () => {
    await expect(identifyZk(networkOf(), at(await rawServer(() => undefined)))).rejects.toThrow('gave no answer in')
  })

  it('tells nothing where its answers are not those to the question', async () => {
    const server = await rawServer((socket) => {
      socket.on('data', () => socket.write(packet(2000, 'nonsense\0')))
    })
    expect(await identifyZk(networkOf(), at(server))).toEqual({
      keyed: false,
      serial: null,
      model: null,
      firmware: 'nonsense',
    })
  })
})
