import { ProtocolViolation } from '../../model/errors.ts'

export const zkPort = 4370

/** Commands that read. Those that write, open doors or enrol are not known here. */
export const zkCommands = { connect: 1000, version: 1100, readOption: 11 } as const
export const zkAnswers = { ok: 2000, unauthorized: 2005 } as const

const magic = Buffer.from('5050827d', 'hex')
const headLength = 8
const largestPacket = 4_096

export interface ZkPacket {
  readonly command: number
  readonly session: number
  readonly reply: number
  readonly data: Buffer
}

/** One packet with its frame for TCP. Numbers are little-endian. */
export function writeZk({ command, session, reply, data }: ZkPacket): Buffer {
  const packet = Buffer.alloc(headLength + data.length)
  packet.writeUInt16LE(command, 0)
  packet.writeUInt16LE(session, 4)
  packet.writeUInt16LE(reply, 6)
  data.copy(packet, headLength)
  packet.writeUInt16LE(checksumOf(packet), 2)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(packet.length)
  return Buffer.concat([magic, length, packet])
}

/** The ones' complement of the sum of all 16-bit words, the field of the sum itself being zero. */
function checksumOf(packet: Buffer): number {
  let sum = 0
  for (let at = 0; at < packet.length; at += 2) {
    sum += at + 1 < packet.length ? packet.readUInt16LE(at) : (packet[at] ?? 0)
    if (sum > 0xffff) sum -= 0xffff
  }
  return ~sum & 0xffff
}

/**
 * The first packet in `bytes`, null while some of it is still to come.
 *
 * @throws {ProtocolViolation} when this is something else, or longer than any answer to what is asked here
 */
export function readZk(bytes: Buffer): ZkPacket | null {
  const start = bytes.subarray(0, magic.length)
  if (!magic.subarray(0, start.length).equals(start)) {
    throw new ProtocolViolation('The port answers with something else than the protocol of this maker.')
  }
  if (bytes.length < magic.length + 4) return null
  const length = bytes.readUInt32LE(magic.length)
  if (length < headLength || length > largestPacket) {
    throw new ProtocolViolation(`The device names a packet of ${length} bytes, which no answer here has.`)
  }
  const packet = bytes.subarray(magic.length + 4, magic.length + 4 + length)
  if (packet.length < length) return null
  return {
    command: packet.readUInt16LE(0),
    session: packet.readUInt16LE(4),
    reply: packet.readUInt16LE(6),
    data: Buffer.from(packet.subarray(headLength)),
  }
}
