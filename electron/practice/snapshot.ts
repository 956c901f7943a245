import jpeg from 'jpeg-js'
import type { PracticeDevice } from './practice-device.ts'

export const snapshotPath = '/onvif-http/snapshot'

/** Address of a device behind somebody's router, of the block that belongs to nobody. @see RFC 5737 */
const foreignHost = '203.0.113.17'

/** What GetSnapshotUri names. */
export function snapshotUri(device: PracticeDevice, channel: number, encrypted: boolean): string {
  const own = encrypted ? device.secureAuthority : device.authority
  const host = device.faults.foreignSnapshotHost ?? (device.maker.snapshots === 'foreign-host' ? foreignHost : own)
  return `${encrypted ? 'https' : 'http'}://${host}${snapshotPath}?channel=${channel}`
}

const width = 640
const height = 360

type Colour = readonly [red: number, green: number, blue: number]

/** A corridor as a camera under its ceiling sees it: the same for the same device and channel, and for each another one. */
export function snapshotPicture(device: PracticeDevice, channel: number): Buffer {
  const seed = seedOf(`${device.state.identity.serial} ${channel}`)
  const share = (at: number): number => ((seed >>> (at * 5)) & 31) / 31
  // Where the walls meet far away, and what hangs and stands there.
  const end = { x: 250 + share(0) * 140, y: 120 + share(1) * 40, half: 38 + share(2) * 26 }
  const wall: Colour = [150 + share(3) * 60, 150 + share(4) * 55, 140 + share(5) * 60]
  const data = Buffer.alloc(width * height * 4, 255)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue] = pixel(x, y, end, wall)
      // Grain, as every small sensor has it.
      const grain = (Math.imul(x * 31 + y * 17 + seed, 2_654_435_761) >>> 28) - 8
      const at = (y * width + x) * 4
      data[at] = clamp(red + grain)
      data[at + 1] = clamp(green + grain)
      data[at + 2] = clamp(blue + grain)
    }
  }
  return jpeg.encode({ width, height, data }, 80).data
}

function pixel(x: number, y: number, end: { x: number; y: number; half: number }, wall: Colour): Colour {
  const across = (x - end.x) / (x < end.x ? end.x : width - end.x)
  const down = (y - end.y) / (y < end.y ? end.y : height - end.y)
  const nearness = Math.max(Math.abs(across), Math.abs(down))
  if (Math.abs(x - end.x) < end.half && Math.abs(y - end.y) < end.half * 1.2) {
    const isDoor = Math.abs(x - end.x) < end.half * 0.45 && y > end.y - end.half * 0.5
    return isDoor ? [96, 62, 44] : shade(wall, 0.62)
  }
  if (down >= Math.abs(across)) {
    // Tiles of the floor run to where the walls meet.
    const isLight = (Math.floor(8 / (nearness + 0.12)) + Math.floor((across / nearness) * 4 + 16)) % 2 === 0
    return shade(isLight ? [128, 126, 120] : [100, 98, 94], 0.5 + nearness / 2)
  }
  if (-down >= Math.abs(across)) {
    const isLamp = Math.abs(across / nearness) < 0.18 && Math.floor(6 / (nearness + 0.1)) % 2 === 0
    return isLamp ? [250, 250, 240] : shade([190, 190, 188], 0.5 + nearness / 2)
  }
  const isRail = Math.abs(down / nearness - 0.35) < 0.04
  return shade(isRail ? [86, 96, 104] : wall, 0.45 + nearness * 0.5)
}

const shade = ([red, green, blue]: Colour, by: number): Colour => [red * by, green * by, blue * by]

const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)))

function seedOf(text: string): number {
  let seed = 2_166_136_261
  for (const letter of text) seed = Math.imul(seed ^ (letter.codePointAt(0) ?? 0), 16_777_619)
  return seed >>> 0
}
