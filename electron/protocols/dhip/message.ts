export const dhipPort = 37_810
export const dhipGroup = '239.255.255.251'

const headerBytes = 32
const largestBody = 16_384
const magic = Buffer.from('2000000044484950', 'hex')

/** One device as it describes itself. Absent and empty are null. */
export interface DhipAnswer {
  readonly vendor: string | null
  readonly model: string | null
  /** `IPC`, `NVR`, `VTO` ... */
  readonly deviceClass: string | null
  readonly firmware: string | null
  readonly serial: string | null
  readonly mac: string | null
  /** What it believes its own address to be. */
  readonly ipv4: string | null
  readonly httpPort: number | null
  /** The two bits of `Init` that are understood; `unknown` for devices without the concept. */
  readonly initialized: 'no' | 'yes' | 'unknown'
}

/** The one question of this protocol that is sent. Its other methods change addresses without any login. */
export function buildDhipSearch(): Buffer {
  return frame('{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n')
}

/** Header of 32 bytes, the length of the body twice in it, little-endian, then JSON. */
function frame(json: string): Buffer {
  const body = Buffer.from(json, 'utf8')
  const header = Buffer.alloc(headerBytes)
  magic.copy(header)
  header.writeUInt32LE(body.length, 16)
  header.writeUInt32LE(body.length, 24)
  return Buffer.concat([header, body])
}

/** Null for anything that is no `client.notifyDevInfo`: junk, a length that lies, JSON of another kind, our own search. */
export function parseDhipAnswer(datagram: Buffer): DhipAnswer | null {
  if (datagram.length < headerBytes + 2 || datagram.length > headerBytes + largestBody) return null
  if (!datagram.subarray(0, magic.length).equals(magic)) return null
  const length = datagram.readUInt32LE(16)
  if (length > datagram.length - headerBytes) return null
  const body = parseJson(datagram.toString('utf8', headerBytes, headerBytes + length))
  const message = membersOf(body)
  if (message.method !== 'client.notifyDevInfo') return null
  const info = membersOf(membersOf(message.params).deviceInfo)
  const port = info.HttpPort
  return {
    vendor: textOf(info.Vendor),
    model: textOf(info.DeviceType),
    deviceClass: textOf(info.DeviceClass),
    firmware: textOf(info.Version),
    serial: textOf(info.SerialNo),
    mac: textOf(message.mac),
    ipv4: textOf(membersOf(info.IPv4Address).IPAddress),
    httpPort: typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? port : null,
    initialized: typeof info.Init === 'number' ? (initialized[info.Init & 3] ?? 'unknown') : 'unknown',
  }
}

const initialized = ['unknown', 'no', 'yes'] as const

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Strangers may send anything to this port.
    return null
  }
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value.trim() || null : null)
