import { describe, expect, it } from 'vitest'
import { zkteco } from '../../../electron/drivers/zkteco/driver.ts'
import { DeviceUnreachable, Unsupported } from '../../../electron/model/errors.ts'
import { practiceBoard, readFact, strangerAt } from '../door-board.ts'

describe('the ZKTeco driver', () => {
  it('reads what a controller tells without a key, and sends none', async () => {
    const board = await practiceBoard('door-board', 'ZKTeco')
    const { firmware, model, serial } = board.state.identity
    expect(await readFact(zkteco, strangerAt(board.address), 'identity')).toMatchObject({
      manufacturer: 'ZKTeco',
      model,
      serial,
      firmware,
    })
    const asked = board.requests.all.filter((request) => request.interface === 'vendor')
    expect(asked.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['zk connect', 'answered'],
      ['zk options', 'answered'],
      ['zk options', 'answered'],
      ['zk version', 'answered'],
    ])
  })

  it('names the maker alone where a key is set, and asks no more', async () => {
    const board = await practiceBoard('door-board', 'ZKTeco')
    board.changeUsers((users) => [...users, { username: 'key', password: '1', level: 'User', fixed: false }])
    const identity = await readFact(zkteco, strangerAt(board.address), 'identity')
    expect([identity.manufacturer, identity.serial, identity.firmware]).toEqual(['ZKTeco', null, null])
    expect(board.requests.all.map(({ operation }) => operation)).toEqual(['zk connect'])
  })

  it('is unreachable where nobody listens, and does not look behind a forwarded port', async () => {
    await expect(readFact(zkteco, strangerAt('127.73.22.1'), 'identity')).rejects.toBeInstanceOf(DeviceUnreachable)
    const endpoint = { address: '127.73.22.1', forwarded: true, ports: { http: 8_080 } }
    await expect(readFact(zkteco, strangerAt('127.73.22.1', { endpoint }), 'identity')).rejects.toBeInstanceOf(
      Unsupported,
    )
  })
})
