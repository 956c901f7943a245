import { describe, expect, it } from 'vitest'
import { vivotek } from '../../../electron/drivers/vivotek/driver.ts'
import { paramsIn } from '../../../electron/drivers/vivotek/params.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { ProtocolViolation, Unsupported } from '../../../electron/model/errors.ts'
import { login } from '../onvif/connection.ts'
import { reader, vendorDevice } from '../vendor-device.ts'
import { wrongAnswers, wrongDevice } from '../web-double.ts'
import { expectErrors, expectNoYes } from '../wrong-web.ts'

const read = reader(vivotek)
const web = vivotek.logins.find(({ name }) => name === 'web')

describe('a VIVOTEK camera', () => {
  it('tells what it is', async () => {
    const { device, connect } = await vendorDevice('VIVOTEK')
    const { model, firmware, serial, hardwareId, mac } = device.state.identity
    expect(await read(connect(), 'identity')).toMatchObject({
      manufacturer: 'VIVOTEK',
      model,
      firmware,
      serial,
      hardwareId,
      macs: [mac],
    })
    expect(device.failedLogins).toBe(0)
  })

  it.each([true, false])('shows its picture to anybody: %s', async (enabled) => {
    const { device, connect } = await vendorDevice('VIVOTEK')
    device.state.settings.services['anonymous-viewing'] = enabled
    const services = await read(connect(), 'network.services')
    expect(services.find(({ name }) => name === 'anonymous-viewing')).toEqual({
      name: 'anonymous-viewing',
      enabled,
      writable: false,
    })
    expect(services.some(({ name }) => name === 'ws-discovery')).toBe(true)
  })

  it('proves a password on the web interface, and no other', async () => {
    const { device, connect, credential } = await vendorDevice('VIVOTEK')
    expect(await web?.withoutLogin(connect(null))).toBe('guarded')
    expect(await web?.authenticate(connect(null), credential)).toBe('accepted')
    expect(await web?.authenticate(connect(null), login(credential.username, 'wrong'))).toBe('refused')
    expect(device.failedLogins).toBe(1)
    await expect(read(connect(login(credential.username, 'wrong')), 'identity')).rejects.toThrow(CredentialsRefused)
  })

  it('is not taken to show its picture when a page stands there', async () => {
    const page = wrongAnswers.find(({ name }) => name.startsWith('a page')) ?? expect.unreachable()
    const { connection } = await wrongDevice({ ...page, guarded: false }, login('root', 'right'))
    await expect(read(connection, 'network.services')).rejects.toThrow(ProtocolViolation)
  })
})

describe('parameters', () => {
  const params = (text: string) => paramsIn({ body: Buffer.from(text) })

  it('are read line by line, and a name that is not known is left out', () => {
    const text = 'system_info_modelname=\'IB8367A\'\r\nERROR: parameter "nonsense" not found\r\n'
    expect([...params(text)]).toEqual([['system_info_modelname', 'IB8367A']])
  })

  it.each([
    ['only names that it does not know', 'ERROR: system_x\r\n', Unsupported],
    ['nothing', '', ProtocolViolation],
    ['a page', '<html>\r\n', ProtocolViolation],
    ['a parameter cut off', "system_info_modelname='IB83", ProtocolViolation],
  ])('of a device that tells %s', (_, text, problem) => {
    expect(() => params(text)).toThrow(problem)
  })
})

describe.each(wrongAnswers)('a device that answers with $name', (wrong) => {
  it('ends every reading in an expected error, and is asked to change nothing', () =>
    expectErrors(vivotek, ['identity'], wrong))

  it('is never mistaken for one that took a login', () => expectNoYes(vivotek, wrong))
})
