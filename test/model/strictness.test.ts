import { describe, expect, it } from 'vitest'
import { isLooser, type Stricter } from '../../electron/model/strictness.ts'

const order = { order: ['udp', 'tcp', 'tls'] }

describe('a parameter', () => {
  it.each<[Stricter, unknown, unknown, boolean]>([
    ['lower', 60, 2, true],
    ['lower', 1, 2, false],
    ['lower', 2, 2, false],
    ['lower', 'many', 2, true],
    ['higher', 1, 2, true],
    ['higher', 3, 2, false],
    ['higher', undefined, 2, true],
    ['more-entries', ['ssh'], ['ssh', 'ftp'], true],
    ['more-entries', ['ftp', 'ssh', 'telnet'], ['ssh', 'ftp'], false],
    ['more-entries', undefined, ['ssh'], true],
    ['fewer-entries', ['HTTP', 'RTSP'], ['HTTP'], true],
    ['fewer-entries', ['HTTP'], ['HTTP', 'HTTPS'], false],
    ['yes', false, true, true],
    ['yes', true, false, false],
    ['no', true, false, true],
    ['no', false, true, false],
    [order, 'udp', 'tcp', true],
    [order, 'tls', 'tcp', false],
    [order, 'pigeon', 'udp', true],
  ])('where %s is stricter, %j is looser than %j: %s', (direction, value, yardstick, looser) => {
    expect(isLooser(direction, value, yardstick)).toBe(looser)
  })
})
