import { describe, expect, it } from 'vitest'
import { waveOrder } from '../../electron/app/views/wave-order.ts'
import type { Plan } from '../../electron/engine/change/plan.ts'
import { usualWaves } from '../../electron/engine/change/waves.ts'
import { change, device } from './examples.ts'

const one = device({ id: 'one' })
const two = device({ id: 'two' })
const three = device({ id: 'three' })
const planned = (deviceId: string, fix = 'ntp-configured') =>
  ({ change: change({ id: `${deviceId} ${fix}`, deviceId, fix }) }) as Plan['changes'][number]

describe('the waves that are shown', () => {
  it('begin with the device that goes first: by the plan, however the devices are listed', () => {
    const changes = [planned('three'), planned('one'), planned('two')]
    expect(waveOrder([one, two, three], changes, changes, usualWaves)).toEqual([['three'], ['one', 'two']])
  })

  it('keep that order where some of the changes wait for a yes', () => {
    const [waits, goes, other] = [planned('two', 'https-on'), planned('one'), planned('two')]
    expect(waveOrder([one, two], [waits, goes, other], [goes, other], usualWaves)).toEqual([['two'], ['one']])
  })

  it('leave out whatever has nothing that may be made, and a device that is gone', () => {
    const changes = [planned('gone'), planned('one'), planned('two')]
    expect(waveOrder([one, two], changes, [planned('two')], usualWaves)).toEqual([[], ['two']])
  })
})
