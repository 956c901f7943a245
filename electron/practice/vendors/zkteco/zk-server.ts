import net from 'node:net'
import type { PracticeDevice } from '../../practice-device.ts'
import type { VendorTcpServer } from '../../vendor-server.ts'

const frame = Buffer.of(0x50, 0x50, 0x82, 0x7d)
const names: Readonly<Record<number, string>> = { 1000: 'connect', 1100: 'version', 11: 'options' }
const [ok, failed, unauthorized] = [2000, 2001, 2005]

/** The protocol of this maker: answers strangers unless a communication key is set, which these devices have as a password. */
export const zkServer: VendorTcpServer = {
  name: 'zk',
  transport: 'tcp',
  port: 4_370,
  on: () => true,
  make: (device) =>
    net.createServer((socket) => {
      const session = 1 + Math.floor(Math.random() * 0xfffe)
      let waiting = Buffer.alloc(0)
      let known = false
      socket.on('data', (chunk) => {
        waiting = Buffer.concat([waiting, chunk as Buffer])
        while (waiting.length >= 16 && waiting.subarray(0, 4).equals(frame)) {
          const length = waiting.readUInt32LE(4)
          if (waiting.length < 8 + length) return
          const packet = waiting.subarray(8, 8 + length)
          waiting = waiting.subarray(8 + length)
          if (length < 8 || sumOf(packet) !== packet.readUInt16LE(2) || device.mute) return
          const command = packet.readUInt16LE(0)
          const answer = answerOf(device, command, packet.subarray(8), known || command === 1000)
          known ||= command === 1000 && answer.command === ok
          note(device, command, answer.command === ok, socket.remoteAddress ?? '')
          socket.write(packetOf(answer.command, session, packet.readUInt16LE(6), Buffer.from(answer.text, 'latin1')))
        }
      })
    }),
}

function answerOf(device: PracticeDevice, command: number, data: Buffer, known: boolean) {
  const { model, serial, firmware } = device.state.identity
  if (device.state.users.length > 1 || !known) return { command: unauthorized, text: '' }
  const option = data.toString('latin1').replace(/\0+$/, '')
  const options: Readonly<Record<string, string>> = { '~SerialNumber': serial, '~DeviceName': model }
  if (command === 1000) return { command: ok, text: '' }
  if (command === 1100) return { command: ok, text: `${firmware}\0` }
  if (command === 11 && options[option] !== undefined) return { command: ok, text: `${option}=${options[option]}\0` }
  return { command: failed, text: '' }
}

function note(device: PracticeDevice, command: number, answered: boolean, source: string): void {
  device.requests.add({
    interface: 'vendor',
    operation: `zk ${names[command] ?? command}`,
    username: null,
    login: 'none',
    outcome: answered ? 'answered' : 'refused',
    source,
  })
}

function packetOf(command: number, session: number, reply: number, data: Buffer): Buffer {
  const packet = Buffer.alloc(8 + data.length)
  packet.writeUInt16LE(command, 0)
  packet.writeUInt16LE(session, 4)
  packet.writeUInt16LE(reply, 6)
  data.copy(packet, 8)
  packet.writeUInt16LE(sumOf(packet), 2)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(packet.length)
  return Buffer.concat([frame, length, packet])
}

/** Sixteen bits of the words' sum with its carries, turned over. The place of the sum itself does not count. */
function sumOf(packet: Buffer): number {
  let sum = 0
  for (const [at, byte] of packet.entries()) {
    if (at !== 2 && at !== 3) sum += at % 2 === 0 ? byte : byte * 256
  }
  while (sum > 0xffff) sum -= 0xffff
  return 0xffff - sum
}
