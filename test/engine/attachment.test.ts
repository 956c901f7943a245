import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { AttachmentRefused, cleanAttachment } from '../../electron/engine/statements/attachment.ts'

function photo(width: number, height: number): Buffer {
  const data = Buffer.alloc(width * height * 4)
  for (let at = 0; at < data.length; at += 4) data.set([(at / 4) % 256, 90, 200, 255], at)
  return jpeg.encode({ data, width, height }, 90).data
}

/** A JPEG with an EXIF segment that tells where it was taken. */
function withPlace(bytes: Buffer): Buffer {
  const text = Buffer.from('Exif\0\0 GPS 48.2082 16.3738 owner SECRET-CAMERA-NAME')
  const head = Buffer.from([0xff, 0xe1, 0, text.length + 2])
  return Buffer.concat([bytes.subarray(0, 2), head, text, bytes.subarray(2)])
}

describe('an attached photo', () => {
  it('loses its metadata and whatever was appended to it', () => {
    const given = Buffer.concat([withPlace(photo(60, 40)), Buffer.from('APPENDED-PAYLOAD')])
    const { mediaType, bytes } = cleanAttachment(given)
    expect(mediaType).toBe('image/jpeg')
    expect(bytes.includes('SECRET-CAMERA-NAME')).toBe(false)
    expect(bytes.includes('APPENDED-PAYLOAD')).toBe(false)
    const { width, height } = jpeg.decode(bytes)
    expect([width, height]).toEqual([60, 40])
  })

  it('is made smaller when it is large, with its colours', () => {
    const { bytes } = cleanAttachment(photo(2_400, 1_200))
    const { width, height, data } = jpeg.decode(bytes)
    expect([width, height]).toEqual([1_920, 960])
    expect(Math.abs((data[1] ?? 0) - 90)).toBeLessThan(12)
  })

  it('may be a PNG, and is kept as a JPEG', () => {
    const png = new PNG({ width: 20, height: 10 })
    png.data.fill(128)
    const { bytes } = cleanAttachment(PNG.sync.write(png))
    expect(jpeg.decode(bytes)).toMatchObject({ width: 20, height: 10 })
  })

  it('may be a PDF document, which stays as it is', () => {
    const pdf = Buffer.from('%PDF-1.7\n% a test log\n%%EOF')
    expect(cleanAttachment(pdf)).toEqual({ mediaType: 'application/pdf', bytes: pdf })
  })

  const huge = (width: number, height: number) => {
    const head = PNG.sync.write(new PNG({ width: 1, height: 1 }))
    head.writeUInt32BE(width, 16)
    head.writeUInt32BE(height, 20)
    return head
  }
  it.each([
    ['an executable', Buffer.from('MZ\x90\0this program cannot be run')],
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a JPEG that ends in the middle', photo(40, 40).subarray(0, 200)],
    ['a PNG that claims 10 gigapixels', huge(100_000, 100_000)],
    ['a file that only begins like a PNG', Buffer.from('\x89PNG\r\n\x1a\n and then nothing', 'latin1')],
  ])('is refused when it is %s', (_, bytes) => {
    expect(() => cleanAttachment(bytes)).toThrow(AttachmentRefused)
  })
})
