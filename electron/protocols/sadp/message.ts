import { randomUUID } from 'node:crypto'
import { readLoosely } from '../xml/read-loosely.ts'

export const sadpPort = 37_020
export const sadpGroup = '239.255.255.250'

const largestDatagram = 16_384

/** One device as it describes itself. Absent and empty are null. */
export interface SadpAnswer {
  /** As the inquiry had it. */
  readonly uuid: string
  readonly model: string | null
  readonly serial: string | null
  /** `V5.5.3build 171025` */
  readonly software: string | null
  /** As written: `44-19-b6-...`. */
  readonly mac: string | null
  /** What it believes its own address to be. */
  readonly ipv4: string | null
  readonly httpPort: number | null
  /** False: factory state, whoever comes first may give the password. Null: it does not say. */
  readonly activated: boolean | null
}

export interface OutgoingInquiry {
  readonly uuid: string
  readonly payload: Buffer
}

/** The one question of this protocol that is sent. Its other types change addresses and passwords. */
export function buildInquiry(uuid = randomUUID().toUpperCase()): OutgoingInquiry {
  const text = `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>${uuid}</Uuid><Types>inquiry</Types></Probe>`
  return { uuid, payload: Buffer.from(text, 'utf8') }
}

/** Null for anything that is no answer to an inquiry: our own question that comes back, junk, a document type. */
export function parseSadpAnswer(datagram: Buffer): SadpAnswer | null {
  if (datagram.length > largestDatagram) return null
  // The parser closes by itself what a cut datagram left open.
  if (!/<\/ProbeMatch>\s*$/.test(datagram.toString('latin1'))) return null
  const root = readLoosely(datagram)
  if (root === null || root.name !== 'ProbeMatch' || root.namespace !== '') return null
  const one = (name: string): string | null => root.children.find((child) => child.name === name)?.text.trim() || null
  const uuid = one('Uuid')
  if (uuid === null || one('Types') !== 'inquiry') return null
  const port = Number(one('HttpPort'))
  const activated = one('Activated')?.toLowerCase()
  return {
    uuid,
    model: one('DeviceDescription'),
    serial: one('DeviceSN'),
    software: one('SoftwareVersion'),
    mac: one('MAC'),
    ipv4: one('IPv4Address'),
    httpPort: Number.isInteger(port) && port > 0 && port < 65_536 ? port : null,
    activated: activated === 'true' ? true : activated === 'false' ? false : null,
  }
}
