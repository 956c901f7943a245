import { describe, expect, it } from 'vitest'
import { bosch } from '../../../electron/drivers/bosch/driver.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { ProtocolViolation } from '../../../electron/model/errors.ts'
import { makerQuestion } from '../../../electron/protocols/snmp/maker-objects.ts'
import { octets } from '../../../electron/protocols/snmp/value.ts'
import { saying } from '../../protocols/http/servers.ts'
import { connectionTo, login } from '../onvif/connection.ts'
import { reader, vendorDevice } from '../vendor-device.ts'
import { wrongAnswers } from '../web-double.ts'
import { expectErrors } from '../wrong-web.ts'

const read = reader(bosch)

const answering = (result: string) => {
  const body = `<rcp><command><hex>0x0cd4</hex></command><payload>1.2.3</payload><result>${result}</result></rcp>`
  return saying(`HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
}

describe('a Bosch camera', () => {
  it('tells what it is, partly by RCP+ and partly by ONVIF', async () => {
    const { device, connect } = await vendorDevice('Bosch')
    const { model, firmware, serial, hardwareId, mac } = device.state.identity
    expect(await read(connect(), 'identity')).toMatchObject({
      manufacturer: 'Bosch',
      model,
      firmware,
      serial,
      hardwareId,
      macs: [mac],
    })
    const asked = device.requests.all.filter(({ operation }) => operation.includes('rcp.xml'))
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.filter(({ operation }) => !operation.endsWith('direction=READ'))).toEqual([])
    expect(device.failedLogins).toBe(0)
  })

  it('refuses a wrong password, which is shown once', async () => {
    const { device, connect } = await vendorDevice('Bosch')
    const connection = connect(login('service', 'wrong'))
    await expect(read(connection, 'identity')).rejects.toThrow(CredentialsRefused)
    await expect(read(connection, 'identity')).rejects.toThrow(CredentialsRefused)
    expect(device.failedLogins).toBe(1)
  })

  it.each([
    ['no right to it', '<err>0xa0</err>', CredentialsRefused],
    ['an error that says nothing', '<err>0xc0</err>', ProtocolViolation],
    ['a version that is none', '<str>none</str>', ProtocolViolation],
    ['only what was asked', '', ProtocolViolation],
  ])('that answers with %s', async (_, result, problem) => {
    const { address, port } = await answering(result)
    const connection = connectionTo({ address, ports: { http: port } }, null)
    await expect(read(connection, 'identity')).rejects.toThrow(problem)
  })

  it('writes its firmware without dots over SNMP', () => {
    const version = '1.3.6.1.4.1.3967.1.1.1.5.0'
    const question = makerQuestion(new Map(), '1.3.6.1.4.1.3967.1.1')
    const firmwareOf = (text: string) => question?.read(new Map([[version, octets(Buffer.from(`${text}\0`))]])).firmware
    expect(question?.oids).toContain(version)
    expect([firmwareOf('24500793'), firmwareOf('7.93.0024')]).toEqual(['7.93.0024', '7.93.0024'])
  })
})

describe.each(wrongAnswers)('a device that answers with $name', (wrong) => {
  it('ends every reading in an expected error, and is asked to change nothing', () =>
    expectErrors(bosch, ['identity'], wrong))
})
