import type { Socket } from 'node:net'
import { Cancelled, DeviceUnreachable, ProtocolViolation } from '../../model/errors.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import type { ConnectOptions, Network } from '../network.ts'
import { readZk, writeZk, type ZkPacket, zkAnswers, zkCommands } from './message.ts'

export interface ZkIdentity {
  /** Whether it wants its communication key before it tells anything. */
  readonly keyed: boolean
  readonly serial: string | null
  readonly model: string | null
  readonly firmware: string | null
}

/**
 * Who a terminal or controller says it is, as far as it tells without a key: no key is ever sent, and nothing that acts.
 *
 * @throws {OutsideScope} {DeviceUnreachable} {ProtocolViolation}
 */
export async function identifyZk(network: Network, options: ConnectOptions): Promise<ZkIdentity> {
  const socket = await network.connectTcp(options)
  socket.on('error', () => undefined)
  try {
    let reply = 0
    const ask = (command: number, session: number, data = '') =>
      exchange(socket, options, { command, session, reply: reply++, data: Buffer.from(data, 'latin1') })
    const greeting = await ask(zkCommands.connect, 0)
    if (greeting.command === zkAnswers.unauthorized) return { keyed: true, serial: null, model: null, firmware: null }
    if (greeting.command !== zkAnswers.ok) {
      throw new ProtocolViolation(`The device answers a greeting with ${greeting.command}, which means nothing here.`)
    }
    const { session } = greeting
    const option = async (name: string) => {
      const { command, data } = await ask(zkCommands.readOption, session, `${name}\0`)
      return command === zkAnswers.ok ? optionOf(data, name) : null
    }
    const serial = await option('~SerialNumber')
    const model = await option('~DeviceName')
    const { command, data } = await ask(zkCommands.version, session)
    return { keyed: false, serial, model, firmware: command === zkAnswers.ok ? textOf(data) : null }
  } finally {
    socket.destroy()
  }
}

const textOf = (data: Buffer): string | null => visibleOrNull(data.toString('latin1').split('\0')[0]?.trim(), 128)

/** `~SerialNumber=A6F5183560001` */
function optionOf(data: Buffer, name: string): string | null {
  const text = textOf(data) ?? ''
  return text.startsWith(`${name}=`) ? visibleOrNull(text.slice(name.length + 1), 128) : null
}

function exchange(
  socket: Socket,
  { address, port, signal, timeoutMs = 3_000 }: ConnectOptions,
  packet: ZkPacket,
): Promise<ZkPacket> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    const settle = (end: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      socket.removeListener('data', onData)
      socket.removeListener('close', onClose)
      end()
    }
    const onAbort = () => settle(() => reject(new Cancelled('Cancelled while asking a door controller.')))
    const onClose = () =>
      settle(() => reject(new DeviceUnreachable(`${address}:${port} closed the connection without an answer.`)))
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      try {
        const answer = readZk(received)
        if (answer !== null) settle(() => resolve(answer))
      } catch (error) {
        settle(() => reject(error))
      }
    }
    const timer = setTimeout(
      () => settle(() => reject(new DeviceUnreachable(`${address}:${port} gave no answer in ${timeoutMs} ms.`))),
      timeoutMs,
    )
    if (signal.aborted) return onAbort()
    if (socket.destroyed) return onClose()
    signal.addEventListener('abort', onAbort, { once: true })
    socket.on('data', onData)
    socket.on('close', onClose)
    socket.write(writeZk(packet))
  })
}
