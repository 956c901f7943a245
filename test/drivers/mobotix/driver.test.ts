import { describe, expect, it } from 'vitest'
import { mobotix } from '../../../electron/drivers/mobotix/driver.ts'
import { ExpectedError } from '../../../electron/model/errors.ts'
import { login } from '../onvif/connection.ts'
import { reader, vendorDevice } from '../vendor-device.ts'
import { wrongAnswers, wrongDevice } from '../web-double.ts'

const read = reader(mobotix)
const camera = () => vendorDevice('MOBOTIX', () => true, 'mobotix-camera')

describe('a MOBOTIX camera', () => {
  it('tells what it is by ONVIF', async () => {
    const { device, connect } = await camera()
    const { model, firmware, serial, mac } = device.state.identity
    expect(await read(connect(), 'identity')).toMatchObject({
      manufacturer: 'MOBOTIX',
      model,
      firmware,
      serial,
      macs: [mac],
    })
  })

  it.each([true, false])('shows its live page to anybody: %s', async (enabled) => {
    const { device, connect } = await camera()
    device.state.settings.services['anonymous-viewing'] = enabled
    const services = await read(connect(), 'network.services')
    expect(services.find(({ name }) => name === 'anonymous-viewing')?.enabled).toBe(enabled)
    expect(services.some(({ name }) => name === 'ws-discovery')).toBe(true)
  })

  it('is never given a password, and changed only when a person says so', () => {
    expect(mobotix.logins.filter(({ setPassword }) => setPassword !== undefined)).toEqual([])
    const written = mobotix.supports.filter(({ write }) => write !== undefined)
    expect(written.length).toBeGreaterThan(3)
    expect(written.filter(({ writeGrade }) => writeGrade !== 'unproven')).toEqual([])
  })

  it.each(wrongAnswers.filter(({ name }) => name !== 'a refusal for ever'))(
    'that answers with $name is not taken to show its live page',
    async (wrong) => {
      const { connection, seen } = await wrongDevice({ ...wrong, guarded: false }, login('admin', 'right'))
      await expect(read(connection, 'network.services')).rejects.toThrow(ExpectedError)
      await expect(read(connection, 'identity')).rejects.toThrow(ExpectedError)
      const own = seen.filter(({ url }) => !url.startsWith('/onvif'))
      expect(own.filter(({ headers }) => headers.authorization !== undefined)).toEqual([])
    },
  )
})
