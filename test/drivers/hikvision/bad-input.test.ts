import type http from 'node:http'
import { describe, expect, it } from 'vitest'
import { hikvision } from '../../../electron/drivers/hikvision/driver.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { ExpectedError, ProtocolViolation, WriteRefused } from '../../../electron/model/errors.ts'
import type { FactKey } from '../../../electron/model/facts.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { webServer } from '../../protocols/http/servers.ts'
import { connectionTo, login, withWebLogin } from '../onvif/connection.ts'
import { reader, writer } from '../vendor-device.ts'
import { wrongAnswers, wrongDevice } from '../web-double.ts'

const read = reader(hikvision)
const write = writer(hikvision)
const admin = login('admin', 'right')
const webOnly = withWebLogin(admin)

const facts: readonly FactKey[] = [
  'identity',
  'activation',
  'accounts',
  'accounts.web',
  'accounts.lockout',
  'accounts.passwordPolicy',
  'time.clock',
  'time.ntp',
  'network.services',
  'network.filter',
  'network.8021x',
  'snmp.settings',
  'http.policy',
  'log.syslog',
  'storage.units',
  'recorder.cameras',
]

const tries = async (connection: Parameters<typeof write>[0]) => {
  const ssh = { name: 'ssh', enabled: false, writable: true } as const
  const snmp = { v1: false, v2c: false, v3: false, defaultCommunities: null, writeCommunity: null, v3Levels: [] }
  await expect(write(connection, 'network.services', [ssh])).rejects.toThrow(ExpectedError)
  await expect(write(connection, 'snmp.settings', snmp)).rejects.toThrow(ExpectedError)
  await expect(write(connection, 'time.ntp', { source: 'ntp', fromDhcp: false, servers: [] })).rejects.toThrow(
    ExpectedError,
  )
  await expect(write(connection, 'http.policy', 'http-and-https')).rejects.toThrow(ExpectedError)
  await expect(
    write(connection, 'accounts.lockout', { counts: 'failed-logins', enabled: true, attempts: 5, lockMinutes: 30 }),
  ).rejects.toThrow(ExpectedError)
  await expect(
    hikvision.logins[0]?.setPassword?.(connection, admin, 'admin', Secret.of('never-shown')),
  ).rejects.toThrow(ExpectedError)
  await expect(hikvision.activation?.activate(connection, Secret.of('never-shown'))).rejects.toThrow(ExpectedError)
}

describe.each(wrongAnswers)('a Hikvision device that answers with $name', (wrong) => {
  it('ends every reading and every change in an expected error, and is sent nothing that writes', async () => {
    const { connection, seen } = await wrongDevice(wrong, admin)
    for (const fact of facts) await expect(read(webOnly(connection), fact), fact).rejects.toThrow(ExpectedError)
    await tries(webOnly(connection))
    expect(seen.filter(({ method, url }) => method !== 'GET' && !url?.startsWith('/onvif'))).toEqual([])
    expect(seen.filter(({ body }) => /:Set|:Create|:Delete/.test(String(body)))).toEqual([])
    expect(JSON.stringify(seen)).not.toContain('never-shown')
    if (!wrong.guarded) expect(seen.filter(({ headers }) => headers.authorization !== undefined).length).toBeLessThan(2)
  })

  it('is never mistaken for one that took a login', async () => {
    const { connection } = await wrongDevice(wrong, admin)
    const answer = await hikvision.logins[0]?.authenticate(connection, admin).catch((error: unknown) => error)
    expect(answer === 'refused' || answer instanceof ExpectedError).toBe(true)
  })
})

/** A device that answers these documents by path, and takes what is put. */
async function documents(answers: Readonly<Record<string, string>>, put?: (response: http.ServerResponse) => void) {
  const server = await webServer(({ url, method }, response) => {
    const body = answers[url ?? '']
    if (method === 'PUT' && put !== undefined) return put(response)
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'application/xml' })
    response.end(body ?? '')
  })
  const connection = webOnly(connectionTo({ address: server.address, ports: { http: server.port } }))
  return { connection, seen: server.seen }
}

const sshPath = '/ISAPI/System/Network/ssh'
const hik = 'xmlns="http://www.hikvision.com/ver20/XMLSchema"'
const switchSsh = [{ name: 'ssh', enabled: false, writable: true }] as const
const taken = `<ResponseStatus ${hik}><statusCode>1</statusCode></ResponseStatus>`

describe('a document of the device', () => {
  it.each([
    ['of a foreign namespace', '<SSH xmlns="urn:somebody-else"><enabled>true</enabled></SSH>'],
    ['with another root', `<Telnetd ${hik}><enabled>true</enabled></Telnetd>`],
    ['without its switch', `<SSH ${hik}><port>22</port></SSH>`],
    ['with a switch that is neither', `<SSH ${hik}><enabled>maybe</enabled></SSH>`],
    ['that is cut off', `<SSH ${hik}><enabled>true</enab`],
  ])('%s is not sent back', async (_, body) => {
    const { connection, seen } = await documents({ [sshPath]: body })
    await expect(write(connection, 'network.services', switchSsh)).rejects.toThrow(ProtocolViolation)
    expect(seen.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  it('goes back with nothing changed but the switch, comments, prefixes and unknown parts included', async () => {
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<h:SSH version="2.0" xmlns:h="http://www.isapi.org/ver20/XMLSchema">\n  <!-- <h:enabled>true</h:enabled> -->\n  <h:enabled>true</h:enabled>\n  <h:note><![CDATA[<enabled>true</enabled> & more]]></h:note>\n  <h:limit min='1' max=">9"/>\n</h:SSH>\n`
    const { connection, seen } = await documents({ [sshPath]: body }, (response) => {
      response.end(taken)
    })
    await write(connection, 'network.services', switchSsh)
    const sent = seen.find(({ method }) => method === 'PUT')?.body.toString()
    expect(sent).toBe(body.replace('-->\n  <h:enabled>true<', '-->\n  <h:enabled>false<'))
  })

  it.each([
    ['says no in its answer', 200, `<ResponseStatus ${hik}><statusCode>4</statusCode></ResponseStatus>`, WriteRefused],
    ['says no by status', 400, `<ResponseStatus ${hik}><statusCode>6</statusCode></ResponseStatus>`, WriteRefused],
    [
      'has no right',
      403,
      `<ResponseStatus ${hik}><subStatusCode>lowPrivilege</subStatusCode></ResponseStatus>`,
      CredentialsRefused,
    ],
    ['answers with a page', 200, '<!DOCTYPE html><html></html>', ProtocolViolation],
  ])('of a device that %s is not counted as written', async (_, status, body, error) => {
    const { connection } = await documents({ [sshPath]: `<SSH ${hik}><enabled>true</enabled></SSH>` }, (response) => {
      response.writeHead(status)
      response.end(body)
    })
    await expect(write(connection, 'network.services', switchSsh)).rejects.toThrow(error)
  })

  it('that wants a restart afterwards is written', async () => {
    const { connection } = await documents({ [sshPath]: `<SSH ${hik}><enabled>true</enabled></SSH>` }, (response) => {
      response.end(`<ResponseStatus ${hik}><statusCode>7</statusCode></ResponseStatus>`)
    })
    await expect(write(connection, 'network.services', switchSsh)).resolves.toBeUndefined()
  })
})

describe('answers as a real device gave them', () => {
  const isapi = 'version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema"'
  const answers = {
    '/ISAPI/Security/users': `<UserList ${isapi}><User><id>1</id><userName>admin</userName><userLevel>Administrator</userLevel></User></UserList>`,
    '/ISAPI/Security/adminAccesses': `<AdminAccessProtocolList ${isapi}><AdminAccessProtocol><id>1</id><enabled>true</enabled><protocol>HTTP</protocol><portNo>80</portNo></AdminAccessProtocol><AdminAccessProtocol><id>2</id><protocol>DEV_MANAGE</protocol><portNo>8000</portNo></AdminAccessProtocol><AdminAccessProtocol><id>4</id><enabled>true</enabled><protocol>HTTPS</protocol><portNo>443</portNo></AdminAccessProtocol></AdminAccessProtocolList>`,
    '/ISAPI/Security/illegalLoginLock': `<IllegalLoginLock ${isapi}><enabled>true</enabled><maxIllegalLoginTimes>5</maxIllegalLoginTimes><maxIllegalLoginLockTime>1800</maxIllegalLoginLockTime></IllegalLoginLock>`,
    '/ISAPI/Security/capabilities': `<SecurityCap ${isapi}><SecurityLimits><LoginPasswordLenLimit min="8" max="16">8</LoginPasswordLenLimit></SecurityLimits></SecurityCap>`,
    '/ISAPI/ContentMgmt/Storage':
      '<storage><hddList><hdd><id>1</id><hddName>hdd1</hddName><hddType>SATA</hddType><status>ok</status><capacity>1000000</capacity><freeSpace>250000</freeSpace><property>RW</property></hdd></hddList></storage>',
    '/ISAPI/ContentMgmt/InputProxy/channels': `<InputProxyChannelList ${isapi}><InputProxyChannel><id>3</id><name>Planning &amp; Design</name><sourceInputPortDescriptor><ipAddress>192.168.9.171</ipAddress><connMode>manual</connMode><model>DS-2CD2123G2-LIS2U</model></sourceInputPortDescriptor></InputProxyChannel></InputProxyChannelList>`,
    '/ISAPI/ContentMgmt/InputProxy/channels/status': `<InputProxyChannelStatusList ${isapi}><InputProxyChannelStatus><id>3</id><online>false</online></InputProxyChannelStatus></InputProxyChannelStatusList>`,
    '/': '',
  }

  it('are understood', async () => {
    const { connection } = await documents(answers)
    expect(await read(connection, 'accounts.web')).toEqual([
      { username: 'admin', level: 'administrator', enabled: null },
    ])
    expect(await read(connection, 'http.policy')).toBe('http-and-https')
    expect(await read(connection, 'accounts.lockout')).toEqual({
      counts: 'failed-logins',
      enabled: true,
      attempts: 5,
      lockMinutes: 30,
    })
    expect(await read(connection, 'accounts.passwordPolicy')).toMatchObject({ minLength: 8 })
    expect(await read(connection, 'storage.units')).toMatchObject([{ name: 'hdd1', kind: 'disk', state: 'ok' }])
    expect(await read(connection, 'recorder.cameras')).toEqual([
      {
        channel: '3',
        name: 'Planning & Design',
        address: '192.168.9.171',
        model: 'DS-2CD2123G2-LIS2U',
        firmware: null,
        online: false,
      },
    ])
  })
})
