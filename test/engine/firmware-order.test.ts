import { describe, expect, it } from 'vitest'
import { axisSteps, compareFirmware, isFor } from '../../electron/engine/upgrade/firmware-order.ts'
import { noIdentity } from '../../electron/model/device.ts'

describe('the order of two firmwares', () => {
  it.each([
    ['AXIS', '11.11.73', '12.11.77', -1],
    ['Axis Communications', '12.11.77', '12.11.44', 1],
    ['AXIS', '12.11.77', '12.11.77', 0],
    ['HIKVISION', 'V5.4.1 build 160525', 'V5.9.10 build 260401', -1],
    ['HIKVISION', 'V5.5.0 build 170725', 'V5.5.0 build 180101', -1],
    ['HIKVISION', 'V5.5.0', 'V5.5.0 build 180101', null],
    ['Dahua', '2.800.0000000.8.R, build: 2020-06-05', 'V2.800.0000000.16.R.210616', -1],
    ['ACME', '1.2.0', '1.10.0', -1],
    ['ACME', '1.2.0', 'banana', null],
  ])('%s: %s before %s is %s', (maker, left, right, order) => {
    const found = compareFirmware(maker, left, right)
    expect(found === null ? null : Math.sign(found)).toBe(order)
  })

  it('names the long-term lines of AXIS OS on the way, and none between neighbours', () => {
    expect(axisSteps('8.40.1', '12.11.77')).toEqual(['9.80', '10.12', '11.11'])
    expect(axisSteps('11.11.73', '12.11.77')).toEqual([])
    expect(axisSteps('not a version', '12.11.77')).toEqual([])
  })
})

describe('a firmware is for a device', () => {
  const file = { vendor: 'Axis', models: ['P3265-V', 'AXIS Q6045-E'] }
  it.each([
    ['AXIS', 'P3265-V', true],
    ['Axis Communications', 'AXIS P3265-V', true],
    ['AXIS', 'axis  q6045-e', true],
    ['AXIS', 'P3265-LV', false],
    ['AXIS', 'P3265-V Mk II', false],
    ['HIKVISION', 'P3265-V', false],
    [null, 'P3265-V', false],
    ['AXIS', null, false],
  ])('of maker %s and model %s: %s', (manufacturer, model, is) => {
    expect(isFor(file, { ...noIdentity, manufacturer, model })).toBe(is)
  })
})
