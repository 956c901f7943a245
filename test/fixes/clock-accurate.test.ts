import { describe, expect, it } from 'vitest'
import { setClock } from '../../electron/fixes/clock-accurate.ts'
import { DeviceUnreachable } from '../../electron/model/errors.ts'
import type { ClockReading, NtpSettings } from '../../electron/model/facts.ts'
import { DeviceInMemory } from './device-in-memory.ts'

const settings = { ntpServers: ['10.0.0.1'], neededProtocols: [] }
const wrong: ClockReading = {
  offsetSeconds: -7200,
  uncertaintySeconds: 0.6,
  timeZone: 'CET-1CEST',
  daylightSaving: true,
}
const manual: NtpSettings = { source: 'manual', fromDhcp: false, servers: [] }

describe('the fix clock-accurate', () => {
  it('plans the right time with the zone as it was read, without writing', async () => {
    const device = new DeviceInMemory({ 'time.clock': wrong, 'time.ntp': manual })
    const planned = await setClock.plan(device, settings)
    expect(planned?.target).toEqual({ ...wrong, offsetSeconds: 0, uncertaintySeconds: 0 })
    expect(device.writes).toEqual([])
  })

  it('leaves a device on NTP alone, however wrong its clock is', async () => {
    const device = new DeviceInMemory({
      'time.clock': wrong,
      'time.ntp': { ...manual, source: 'ntp', servers: ['10.0.0.1'] },
    })
    expect(await setClock.plan(device, settings)).toBeNull()
  })

  it('leaves a clock alone that is right', async () => {
    const device = new DeviceInMemory({ 'time.clock': { ...wrong, offsetSeconds: 1 }, 'time.ntp': manual })
    expect(await setClock.plan(device, settings)).toBeNull()
  })

  it('sets the clock of a device that knows no NTP', async () => {
    expect(await setClock.plan(new DeviceInMemory({ 'time.clock': wrong }), settings)).not.toBeNull()
  })

  it('does not take trouble of another kind for a device without NTP', async () => {
    const device = new DeviceInMemory({ 'time.clock': wrong })
    device.read = () => Promise.reject(new DeviceUnreachable('gone'))
    await expect(setClock.plan(device, settings)).rejects.toThrow(DeviceUnreachable)
  })

  it('does not switch NTP off that came on after the plan was made', async () => {
    const device = new DeviceInMemory({ 'time.clock': wrong, 'time.ntp': manual })
    const planned = (await setClock.plan(device, settings)) ?? expect.unreachable()
    await device.write('time.ntp', { source: 'ntp', fromDhcp: false, servers: ['10.0.0.1'] })
    await setClock.apply(device, planned)
    expect(device.writes).toEqual(['time.ntp'])
  })

  it.each<[string, (value: ClockReading) => ClockReading | undefined, string]>([
    ['keeps the time', (value) => ({ ...value, offsetSeconds: 0.4, uncertaintySeconds: 0.6 }), 'pass'],
    ['changes nothing', () => undefined, 'fail'],
    ['loses the time zone', (value) => ({ ...value, timeZone: 'UTC0' }), 'fail'],
    ['is still three seconds off', (value) => ({ ...value, offsetSeconds: 3 }), 'fail'],
  ])('judges a device that %s', async (_, keeps, outcome) => {
    const device = new DeviceInMemory({ 'time.clock': wrong, 'time.ntp': manual })
    const planned = (await setClock.plan(device, settings)) ?? expect.unreachable()
    device.keeps = (_fact, value) => keeps(value as ClockReading)
    await setClock.apply(device, planned)
    expect((await setClock.verify(device, planned)).outcome).toBe(outcome)
  })

  it('writes the time zone back with which it was found, and not the wrong time', async () => {
    const device = new DeviceInMemory({ 'time.clock': wrong, 'time.ntp': manual })
    const planned = (await setClock.plan(device, { ...settings, timeZone: 'EST5EDT' })) ?? expect.unreachable()
    device.keeps = (_fact, value) => ({ ...(value as ClockReading), offsetSeconds: 30 })
    await setClock.apply(device, planned)
    expect((await setClock.verify(device, planned)).outcome).toBe('fail')
    expect(await device.read('time.clock')).toMatchObject({ timeZone: 'EST5EDT' })
    const left = await setClock.rollback?.(device, planned)
    expect(left).toMatchObject({ timeZone: 'CET-1CEST', daylightSaving: true, offsetSeconds: 30 })
    expect(setClock.undo).toMatch(/time zone is written back/)
  })

  it('says so when the device does not take the old time zone back', async () => {
    const device = new DeviceInMemory({ 'time.clock': wrong, 'time.ntp': manual })
    const planned = (await setClock.plan(device, { ...settings, timeZone: 'EST5EDT' })) ?? expect.unreachable()
    await setClock.apply(device, planned)
    device.keeps = () => undefined
    await expect(setClock.rollback?.(device, planned)).rejects.toThrow(/another time zone/)
  })

  it('writes nothing back where only the time was to change', async () => {
    const device = new DeviceInMemory({ 'time.clock': wrong, 'time.ntp': manual })
    const planned = (await setClock.plan(device, settings)) ?? expect.unreachable()
    await setClock.apply(device, planned)
    expect(await setClock.rollback?.(device, planned)).toMatchObject({ offsetSeconds: 0 })
    expect(device.writes).toEqual(['time.clock'])
  })
})
