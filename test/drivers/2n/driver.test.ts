import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readApi } from '../../../electron/drivers/2n/api.ts'
import { twoN } from '../../../electron/drivers/2n/driver.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { ProtocolViolation, Unsupported } from '../../../electron/model/errors.ts'
import { login } from '../onvif/connection.ts'
import { reader, vendorDevice } from '../vendor-device.ts'
import { wrongAnswers } from '../web-double.ts'
import { expectErrors, expectNoYes } from '../wrong-web.ts'

const read = reader(twoN)
const api = twoN.logins.find(({ name }) => name === 'web')
const intercom = () => vendorDevice('2N', () => true, '2n-intercom')

describe('a 2N intercom', () => {
  it('tells what it is, and is never asked for anything that moves a door', async () => {
    const { device, connect } = await intercom()
    const { model, firmware, serial, hardwareId, mac } = device.state.identity
    expect(await read(connect(), 'identity')).toMatchObject({
      manufacturer: '2N',
      model,
      firmware,
      serial,
      hardwareId,
      macs: [mac],
    })
    const asked = device.requests.all.map(({ operation }) => operation)
    expect(asked.filter((operation) => /\/api\/(?!system\/info)/.test(operation))).toEqual([])
    expect(device.failedLogins).toBe(0)
  })

  it('has accounts for its HTTP API alone', async () => {
    const { device, connect, credential } = await intercom()
    device.state.settings.services['web-admin'] = false
    device.state.webUsers = [{ username: 'api', password: 'another-1', level: 'User', fixed: false }]
    expect(await api?.withoutLogin(connect(null))).toBe('guarded')
    expect(await api?.authenticate(connect(null), login('api', 'another-1'))).toBe('accepted')
    expect(await api?.authenticate(connect(null), credential)).toBe('refused')
    // Who it is must be known before anything is changed: then ONVIF tells.
    expect(await read(connect(), 'identity')).toMatchObject({ manufacturer: '2N', serial: expect.stringMatching(/\d/) })
  })

  it('whose API answers anybody says so, and proves no password', async () => {
    const { device, connect, credential } = await intercom()
    device.state.settings.services['web-admin'] = true
    expect(await api?.withoutLogin(connect(null))).toBe('open')
    await expect(api?.authenticate(connect(null), credential)).rejects.toThrow(Unsupported)
  })
})

describe('an error of the API', () => {
  it.each([
    [2, 'invalid request path', Unsupported],
    [4, 'function is disabled', Unsupported],
    [9, 'authorization required', CredentialsRefused],
    [10, 'insufficient user privileges', CredentialsRefused],
    [14, 'unspecified processing error', ProtocolViolation],
  ])('%i ends as what it is', (code, description, problem) => {
    const body = Buffer.from(JSON.stringify({ success: false, error: { code, description } }))
    expect(() => readApi('/api/system/info', { body }, z.object({}))).toThrow(problem)
  })
})

describe.each(wrongAnswers)('a device that answers with $name', (wrong) => {
  it('ends every reading in an expected error, and is asked to change nothing', () =>
    expectErrors(twoN, ['identity'], wrong))

  it('is never mistaken for one that took a login', () => expectNoYes(twoN, wrong))
})
