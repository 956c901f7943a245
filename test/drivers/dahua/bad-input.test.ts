import { describe, expect, it } from 'vitest'
import { dahua } from '../../../electron/drivers/dahua/driver.ts'
import { versionOf } from '../../../electron/drivers/dahua/identity.ts'
import { linesOf } from '../../../electron/drivers/dahua/lines.ts'
import { proofOf } from '../../../electron/drivers/dahua/rpc.ts'
import { camerasOf } from '../../../electron/drivers/dahua/settings.ts'
import { CredentialWithheld, ExpectedError, ProtocolViolation } from '../../../electron/model/errors.ts'
import type { FactKey } from '../../../electron/model/facts.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { webServer } from '../../protocols/http/servers.ts'
import { connectionTo, login, withWebLogin } from '../onvif/connection.ts'
import { reader, writer } from '../vendor-device.ts'
import { wrongAnswers, wrongDevice } from '../web-double.ts'

const read = reader(dahua)
const write = writer(dahua)
const admin = login('admin', 'right')
const webOnly = withWebLogin(admin)

const facts: readonly FactKey[] = [
  'identity',
  'activation',
  'accounts.web',
  'accounts.lockout',
  'time.ntp',
  'network.services',
  'network.filter',
  'snmp.settings',
  'http.policy',
  'storage.units',
  'recorder.cameras',
]

describe.each(wrongAnswers)('a Dahua device that answers with $name', (wrong) => {
  it('ends every reading and every change in an expected error, and is sent nothing that writes', async () => {
    const { connection, seen } = await wrongDevice(wrong, admin)
    for (const fact of facts) await expect(read(webOnly(connection), fact), fact).rejects.toThrow(ExpectedError)
    const telnet = { name: 'telnet', enabled: false, writable: true } as const
    await expect(write(webOnly(connection), 'network.services', [telnet])).rejects.toThrow(ExpectedError)
    await expect(
      write(webOnly(connection), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['192.0.2.1'] }),
    ).rejects.toThrow(ExpectedError)
    expect(seen.filter(({ url, body }) => /setConfig|modifyPassword/.test(`${url}${body}`))).toEqual([])
    if (!wrong.guarded) expect(seen.filter(({ headers }) => headers.authorization !== undefined).length).toBeLessThan(2)
  })

  it('is never mistaken for one that took a login or a password', async () => {
    const { connection } = await wrongDevice(wrong, admin)
    const answer = await dahua.logins[0]?.authenticate(connection, admin).catch((error: unknown) => error)
    expect(answer === 'refused' || answer instanceof ExpectedError).toBe(true)
    await expect(
      dahua.logins[0]?.setPassword?.(webOnly(connection), admin, 'admin', Secret.of('New-Word_7')),
    ).rejects.toThrow(ExpectedError)
  })
})

describe('the lines of an answer', () => {
  it('are read with a byte order mark, CR LF and values that hold an equals sign', () => {
    expect([...linesOf(Buffer.from('\uFEFFtable.A.Name=a=b\r\ntable.A.Empty=\r\n\r\n'))]).toEqual([
      ['table.A.Name', 'a=b'],
      ['table.A.Empty', ''],
    ])
  })

  it.each([
    ['<html><body class="x"></body></html>'],
    ['no value at all'],
    ['=value without a name'],
    ['a=\u0001'],
    [`${'a=1\n'.repeat(20_001)}`],
  ])('are refused when they are %j', (text) => {
    expect(() => linesOf(Buffer.from(text))).toThrow(ProtocolViolation)
  })

  it('tell firmware and build apart', () => {
    expect(versionOf('2.800.0000000.8.R,build:2020-06-05')).toEqual({
      version: '2.800.0000000.8.R',
      build: '2020-06-05',
    })
    expect(versionOf('2.420.AC00.18.R.20200217')).toEqual({ version: '2.420.AC00.18.R.20200217', build: null })
  })

  it('name the cameras of a real recorder, without the places that are empty', () => {
    const place = 'uuid:System_CONFIG_NETCAMERA_INFO_'
    const table = new Map([
      [`${place}0.Name`, 'IPG-7930PHS'],
      [`${place}0.Enable`, 'true'],
      [`${place}0.Address`, '172.168.103.243'],
      [`${place}0.Password`, 'hunter2'],
      [`${place}0.DeviceType`, ''],
      [`${place}3.DeviceType`, 'IPC-HDBW3241F-AS-M'],
      [`${place}15.Name`, ''],
      [`${place}15.Enable`, 'false'],
      [`${place}15.Address`, '192.168.0.0'],
    ])
    const none = { name: null, address: null, model: null, firmware: null, online: null }
    expect(camerasOf(table)).toEqual([
      { ...none, channel: '1', name: 'IPG-7930PHS', address: '172.168.103.243' },
      { ...none, channel: '4', model: 'IPC-HDBW3241F-AS-M' },
    ])
  })
})

describe('a login by RPC', () => {
  it('proves the password as the maker has it', () => {
    // By md5sum of coreutils, in capitals, twice.
    expect(proofOf(login('admin', 'admin'), { realm: 'Login to X', random: '1234' })).toBe(
      '390E5FAC0E2BE474351A066588020727',
    )
  })

  it.each(['Basic', 'OldDigest', 'Plain\u202E'])('is withheld where the device wants %j', async (encryption) => {
    const server = await webServer(({ url }, response) => {
      if (url !== '/RPC2_Login') {
        response.writeHead(400)
        response.end('Error\r\nBad Request!\r\n')
        return
      }
      const params = { realm: 'r', random: '1', encryption }
      response.end(JSON.stringify({ result: false, error: { code: 268632079 }, session: 's', params }))
    })
    const connection = connectionTo({ address: server.address, ports: { http: server.port } })
    await expect(dahua.logins[0]?.authenticate(connection, admin)).rejects.toThrow(CredentialWithheld)
    expect(server.seen.filter(({ url }) => url === '/RPC2_Login').length).toBe(1)
  })
})
