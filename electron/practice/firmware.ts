import { createHash } from 'node:crypto'

const headline = 'FIELDSEAL PRACTICE FIRMWARE 1'
const mostHeadBytes = 4_096

/** What a firmware of practice devices is for. */
export interface PracticeFirmware {
  readonly vendor: string
  readonly models: readonly string[]
  readonly version: string
}

/**
 * The start of a firmware file of practice devices: a line of its name, a line of JSON, then any bytes. No real device takes it.
 */
const firmwareHead = ({ vendor, models, version }: PracticeFirmware): Buffer =>
  Buffer.from(`${headline}\n${JSON.stringify({ vendor, models, version })}\n`, 'utf8')

/** A whole file of `sizeBytes`, at least its head. */
export function practiceFirmware(firmware: PracticeFirmware, sizeBytes = 200_000): Buffer {
  const head = firmwareHead(firmware)
  const body = Buffer.alloc(Math.max(0, sizeBytes - head.length))
  for (let index = 0; index < body.length; index += 1) body[index] = (index * 131 + (index >> 8)) & 0xff
  return Buffer.concat([head, body])
}

/** For each model the firmware after the newest one that any of these devices runs: its last number is one higher. */
export function newerFirmware(
  devices: readonly { readonly vendor: string; readonly model: string; readonly firmware: string }[],
): PracticeFirmware[] {
  const newest = new Map<string, PracticeFirmware>()
  for (const { vendor, model, firmware } of devices) {
    const key = `${vendor} ${model}`
    const version = oneHigher(firmware)
    if (version > (newest.get(key)?.version ?? '')) newest.set(key, { vendor, models: [model], version })
  }
  return [...newest.values()]
}

/** `V5.4.1 build 160525` to `V5.4.2 build 170525`: a later release, and built a year later where a day is named. */
function oneHigher(firmware: string): string {
  const [, head = '', number = '', tail = ''] =
    /^(\D*(?:\d+\D+)*?)(\d+)((?:\.\D|\D*(?:build|:|$)).*)?$/.exec(firmware) ?? []
  const higher = String(Number(number) + 1).padStart(number.length, '0')
  const later = tail.replace(
    /\b(20)?(\d\d)(?=-?\d\d-?\d\d\b)/,
    (_all, century = '', year) => `${century}${Number(year) + 1}`,
  )
  return `${head}${higher}${later}`
}

/** Null: not a firmware of practice devices. */
function readFirmwareHead(head: Buffer): PracticeFirmware | null {
  const [name, json] = head.subarray(0, mostHeadBytes).toString('utf8').split('\n', 2)
  if (name !== headline || json === undefined) return null
  try {
    return JSON.parse(json) as PracticeFirmware
  } catch {
    return null
  }
}

/** An uploaded file as it comes in: its start, its size and its hash, never the whole of it. */
export class IncomingFile {
  readonly #hash = createHash('sha256')
  readonly #tail: number
  #held = Buffer.alloc(0)
  #head = Buffer.alloc(0)
  bytes = 0

  /** @param tail so many bytes at the end do not belong to the file */
  constructor(tail = 0) {
    this.#tail = tail
  }

  add(piece: Buffer): void {
    const all = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece])
    const own = all.subarray(0, Math.max(0, all.length - this.#tail))
    this.#held = Buffer.from(all.subarray(own.length))
    this.#hash.update(own)
    this.bytes += own.length
    if (this.#head.length < mostHeadBytes) {
      this.#head = Buffer.concat([this.#head, own.subarray(0, mostHeadBytes - this.#head.length)])
    }
  }

  end(): { readonly firmware: PracticeFirmware | null; readonly bytes: number; readonly sha256: string } {
    return { firmware: readFirmwareHead(this.#head), bytes: this.bytes, sha256: this.#hash.digest('hex') }
  }
}
