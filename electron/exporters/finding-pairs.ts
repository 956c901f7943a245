import { createHash } from 'node:crypto'
import type { Device } from '../model/device.ts'
import { type Finding, siteSubject } from '../model/finding.ts'
import type { ExportInput } from './exporter.ts'

/** One item on one device, as found and as left; null where nobody looked. */
export interface FindingPair {
  readonly device: Device | null
  readonly found: Finding | null
  readonly left: Finding | null
  /** The newer of the two. */
  readonly last: Finding
}

/** Every item that was looked at, once for each device (or the site), in the order of the first look. */
export function findingPairs({ devices, asFound, asLeft }: ExportInput): readonly FindingPair[] {
  const key = ({ deviceId, item }: Finding) => JSON.stringify([deviceId, item])
  const before = new Map(asFound.map((finding) => [key(finding), finding]))
  const after = new Map(asLeft.map((finding) => [key(finding), finding]))
  const deviceOf = new Map(devices.map((device) => [device.id, device]))
  return [...new Map([...before, ...after])].map(([id, last]) => ({
    device: last.deviceId === siteSubject ? null : (deviceOf.get(last.deviceId) ?? null),
    found: before.get(id) ?? null,
    left: after.get(id) ?? null,
    last,
  }))
}

/** A UUID that is the same for the same words, so that an export gives the same bytes again. @see RFC 9562 5.8 (version 8) */
export function uuidOf(...words: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(words)).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
