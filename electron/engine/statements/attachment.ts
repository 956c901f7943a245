import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'
import { ExpectedError } from '../../model/errors.ts'

/** A photo or document that does not go into the site file. */
export class AttachmentRefused extends ExpectedError {
  override readonly name = 'AttachmentRefused'
  readonly code = 'visit/attachment-refused'
  readonly remedy = 'Choose a JPEG or PNG photo of up to 30 MB, or a PDF document of up to 10 MB.'
}

const mebi = 1024 * 1024
const largestPhoto = 30 * mebi
const largestDocument = 10 * mebi
/** Pixels on the long side of a photo as it is kept: enough to read a serial plate, small enough for a pack. */
const longSide = 1_920
/** A photo that claims more would fill the memory before anybody looks at it. */
const mostMegapixels = 60
const jpegQuality = 82

interface Pixels {
  readonly width: number
  readonly height: number
  /** RGBA, row by row. */
  readonly data: Uint8Array
}

/**
 * A photo decoded and encoded anew, at most `longSide` pixels long: place, camera and owner that hide in its metadata are gone,
 * and so is whatever was appended to it. A PDF is kept as it is.
 * @throws {AttachmentRefused} when it is neither, too large, or damaged
 */
export function cleanAttachment(bytes: Uint8Array): {
  readonly mediaType: 'image/jpeg' | 'application/pdf'
  readonly bytes: Buffer
} {
  if (startsWith(bytes, '%PDF-')) {
    if (bytes.length > largestDocument) throw new AttachmentRefused('The document is larger than 10 MB.')
    return { mediaType: 'application/pdf', bytes: Buffer.from(bytes) }
  }
  return { mediaType: 'image/jpeg', bytes: cleanPhoto(bytes, longSide).bytes }
}

/** A photo as JPEG, at most `side` pixels long, decoded and encoded anew. @throws {AttachmentRefused} */
export function cleanPhoto(
  bytes: Uint8Array,
  side: number,
): { readonly bytes: Buffer; readonly width: number; readonly height: number } {
  if (bytes.length > largestPhoto) throw new AttachmentRefused('The photo is larger than 30 MB.')
  const { data, width, height } = smaller(decode(bytes), side)
  return { bytes: jpeg.encode({ data, width, height }, jpegQuality).data, width, height }
}

function decode(bytes: Uint8Array): Pixels {
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xd8) {
      return jpeg.decode(bytes, {
        useTArray: true,
        formatAsRGBA: true,
        maxResolutionInMP: mostMegapixels,
        maxMemoryUsageInMB: 768,
        tolerantDecoding: false,
      })
    }
    if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) {
      const head = Buffer.from(bytes.subarray(16, 24))
      if (head.length < 8 || head.readUInt32BE(0) * head.readUInt32BE(4) > mostMegapixels * 1_000_000) {
        throw new AttachmentRefused(`The photo has more than ${mostMegapixels} megapixels.`)
      }
      return PNG.sync.read(Buffer.from(bytes))
    }
  } catch (error) {
    if (error instanceof AttachmentRefused) throw error
    throw new AttachmentRefused('The photo cannot be read: it is damaged, too large, or of another kind.', {
      cause: error,
    })
  }
  throw new AttachmentRefused('This is neither a JPEG or PNG photo nor a PDF document.')
}

/** Each pixel of the smaller photo is the mean of those that it covers. */
function smaller(photo: Pixels, side: number): Pixels {
  const scale = side / Math.max(photo.width, photo.height)
  if (scale >= 1) return photo
  const width = Math.max(1, Math.round(photo.width * scale))
  const height = Math.max(1, Math.round(photo.height * scale))
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y += 1) {
    const top = Math.floor((y * photo.height) / height)
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * photo.height) / height))
    for (let x = 0; x < width; x += 1) {
      const left = Math.floor((x * photo.width) / width)
      const right = Math.max(left + 1, Math.floor(((x + 1) * photo.width) / width))
      data.set(meanOf(photo, left, right, top, bottom), (y * width + x) * 4)
    }
  }
  return { width, height, data }
}

function meanOf({ data, width }: Pixels, left: number, right: number, top: number, bottom: number): number[] {
  let red = 0
  let green = 0
  let blue = 0
  for (let y = top; y < bottom; y += 1) {
    for (let at = (y * width + left) * 4; at < (y * width + right) * 4; at += 4) {
      red += data[at] ?? 0
      green += data[at + 1] ?? 0
      blue += data[at + 2] ?? 0
    }
  }
  const count = (right - left) * (bottom - top)
  return [red / count, green / count, blue / count, 255]
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text
