import { z } from 'zod'
import type { ReadFromFile } from '../model/firmware-file.ts'
import { visibleText } from '../model/visible-text.ts'

/** So many bytes from the start are looked at, and no more. */
export const headBytes = 4_096

/**
 * What the first bytes of a file say of it. Only looks: nothing is unpacked, decrypted beyond its header, or run. Null where no
 * format is recognised, which is no fault of the file.
 */
export function readFirmwareHead(head: Buffer): ReadFromFile | null {
  for (const look of formats) {
    const found = look(head.subarray(0, headBytes))
    if (found !== null) return found
  }
  return null
}

/** Why a file cannot be a firmware, whatever anybody says of it; null when nothing speaks against it. */
export function notFirmware(head: Buffer): string | null {
  if (head.length === 0) return 'it is empty'
  const text = head.subarray(0, 512).toString('latin1').trimStart()
  if (/^<(!doctype\s+html|html|\?xml)/i.test(text)) return 'it is a web page, as a download that failed leaves behind'
  if (text.startsWith('%PDF-')) return 'it is a PDF document'
  if (head.subarray(0, 2).toString('latin1') === 'MZ') return 'it is a program for Windows'
  return null
}

const formats: readonly ((head: Buffer) => ReadFromFile | null)[] = [practice, hikvision, dahua]

/** The header is XORed with these bytes. @see hiktools, firmware: digicap.dav */
const hikvisionKey = Buffer.from('bacdbcfed6caddd3bab9a3abbfcbb5be', 'hex')
const hikvisionMagic = 0x484b5753

function hikvision(head: Buffer): ReadFromFile | null {
  if (head.length < 28) return null
  const clear = (offset: number): number => {
    const bytes = Buffer.alloc(4)
    for (let index = 0; index < 4; index += 1) {
      bytes[index] = (head[offset + index] ?? 0) ^ (hikvisionKey[(offset + index) % hikvisionKey.length] ?? 0)
    }
    return bytes.readUInt32LE(0)
  }
  if (clear(0) !== hikvisionMagic) return null
  const kind = { 1: 'recorder', 2: 'camera' }[clear(20)]
  return {
    format: 'hikvision-dav',
    vendor: 'Hikvision',
    models: null,
    version: null,
    evidence: `header of an upgrade package of Hikvision${kind === undefined ? '' : ` for a ${kind}`}`,
  }
}

/** A ZIP archive whose first two letters were replaced. */
function dahua(head: Buffer): ReadFromFile | null {
  if (head.subarray(0, 4).toString('latin1') !== 'DH\x03\x04') return null
  return {
    format: 'dahua-bin',
    vendor: 'Dahua',
    models: null,
    version: null,
    evidence: 'archive with the marks of a firmware of Dahua',
  }
}

const practiceShape = z.object({
  vendor: z.string().min(1).max(64),
  models: z.array(z.string().min(1).max(64)).min(1).max(64),
  version: z.string().min(1).max(64),
})

/** Firmware of practice devices: a line of its name, then a line of JSON. */
function practice(head: Buffer): ReadFromFile | null {
  const [name, json] = head.toString('utf8').split('\n', 2)
  if (name !== 'FIELDSEAL PRACTICE FIRMWARE 1' || json === undefined) return null
  const parsed = practiceShape.safeParse(parseJson(json))
  if (!parsed.success) return null
  const { vendor, models, version } = parsed.data
  return {
    format: 'practice',
    vendor: visibleText(vendor),
    models: models.map((model) => visibleText(model)),
    version: visibleText(version),
    evidence: 'header of a firmware of a practice device: no real device takes it',
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
