import { describe, expect, it } from 'vitest'
import { axis } from '../../electron/drivers/axis/driver.ts'
import { dahua } from '../../electron/drivers/dahua/driver.ts'
import type { Driver } from '../../electron/drivers/driver.ts'
import { hanwha } from '../../electron/drivers/hanwha/driver.ts'
import { hikvision } from '../../electron/drivers/hikvision/driver.ts'
import { readSwitchPorts } from '../../electron/drivers/switch/ports.ts'
import { ProtocolViolation, Unsupported } from '../../electron/model/errors.ts'
import type { Facts } from '../../electron/model/facts.ts'
import { webServer } from '../protocols/http/servers.ts'
import { connectionTo, login } from './onvif/connection.ts'
import { reader } from './vendor-device.ts'
import { challenge } from './web-double.ts'

/** A device that wants a login, and answers with the body of the first path that is in what it was asked for. */
async function answering(answers: Readonly<Record<string, string>>) {
  const server = await webServer(({ url, headers }, response) => {
    if (headers.authorization === undefined) {
      response.writeHead(401, { 'WWW-Authenticate': challenge })
      return response.end()
    }
    const body = Object.entries(answers).find(([path]) => url.includes(path))?.[1]
    response.writeHead(body === undefined ? 404 : 200, {
      'Content-Type': body?.startsWith('<') ? 'text/xml' : 'text/plain',
    })
    return response.end(body ?? '')
  })
  return connectionTo({ address: server.address, ports: { http: server.port } }, login('admin', 'right'))
}

async function readFrom<K extends 'snmp.settings' | 'network.services'>(
  driver: Driver,
  fact: K,
  answers: Readonly<Record<string, string>>,
): Promise<Facts[K]> {
  return await reader(driver)(await answering(answers), fact)
}

const isapi = (inner: string) => `<SNMP version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">${inner}</SNMP>`
const ddnsList = (inner: string) => ({
  '/ISAPI/System/Network/DDNS': `<DDNSList xmlns="http://www.hikvision.com/ver20/XMLSchema">${inner}</DDNSList>`,
  '/ISAPI/System/Network/EZVIZ':
    '<EZVIZ xmlns="http://www.hikvision.com/ver20/XMLSchema"><enabled>false</enabled></EZVIZ>',
})
const on = '<enabled>true</enabled>'
const off = '<enabled>false</enabled>'
const params = (...lines: string[]) => ({ 'param.cgi': lines.map((line) => `root.${line}\n`).join('') })
const dahuaTables = (...lines: string[]) => ({
  'action=getSerialNo': 'sn=1\r\n',
  'name=SNMP': lines.map((line) => `table.SNMP.${line}\r\n`).join(''),
})
const sunapi = (...lines: string[]) => ({ 'msubmenu=snmp': lines.map((line) => `${line}\r\n`).join('') })

describe('an SNMP agent whose switches are not understood', () => {
  it.each<[string, Driver, Record<string, string>]>([
    [
      'another layout of Hikvision',
      hikvision,
      { SNMP: isapi(`<SNMPv2>${on}<readCommunity>public</readCommunity></SNMPv2>`) },
    ],
    [
      'versions without switches of Hikvision',
      hikvision,
      { SNMP: isapi('<SNMPv2c><readCommunity>a</readCommunity></SNMPv2c>') },
    ],
    ['Axis parameters without versions', axis, params('SNMP.Enabled=yes', 'SNMP.V1ReadCommunity=public')],
    [
      'Axis parameters that are neither on nor off',
      axis,
      params('SNMP.Enabled=maybe', 'SNMP.V1=no', 'SNMP.V2c=no', 'SNMP.V3=no'),
    ],
    ['a Dahua table without versions', dahua, dahuaTables('Enable=true', 'ReadCommon=public')],
    ['a Hanwha answer without versions', hanwha, sunapi('ReadCommunity=public')],
  ])('is never called off: %s', async (_, driver, answers) => {
    await expect(readFrom(driver, 'snmp.settings', answers)).rejects.toThrow(ProtocolViolation)
  })

  it.each<[string, Driver, Record<string, string>, Partial<Facts['snmp.settings']>]>([
    [
      'Hikvision without version 1',
      hikvision,
      { SNMP: isapi(`<SNMPv2c>${off}</SNMPv2c><SNMPAdvanced>${off}</SNMPAdvanced>`) },
      { v1: null, v2c: false, v3: false },
    ],
    [
      'Axis without version 3',
      axis,
      params('SNMP.Enabled=yes', 'SNMP.V1=no', 'SNMP.V2c=no'),
      { v1: false, v2c: false, v3: null },
    ],
    ['Axis that names the agent alone, off', axis, params('SNMP.Enabled=no'), { v1: false, v2c: false, v3: false }],
    ['Axis with version 3', axis, params('SNMP.V1=no', 'SNMP.V2c=no', 'SNMP.V3=yes'), { v3: true, v3Levels: [] }],
    [
      'Dahua without version 1',
      dahua,
      dahuaTables('Enable=true', 'V2Enable=false', 'V3Enable=true'),
      { v1: null, v2c: false, v3: true },
    ],
    ['Dahua with the agent off', dahua, dahuaTables('Enable=false'), { v1: false, v2c: false, v3: false }],
    [
      'Hanwha without version 3',
      hanwha,
      sunapi('Version1=False', 'Version2=False'),
      { v1: false, v2c: false, v3: null },
    ],
    [
      'Hanwha with version 3',
      hanwha,
      sunapi('Version1=False', 'Version2=False', 'Version3=True'),
      { v3: true, v3Levels: [] },
    ],
  ])('says which versions were told, and no level that was not: %s', async (_, driver, answers, told) => {
    expect(await readFrom(driver, 'snmp.settings', answers)).toMatchObject(told)
  })
})

describe('dynamic DNS in a layout of its own', () => {
  const entry = (inner: string) => `<DDNS><id>1</id>${inner}</DDNS>`
  const ddns = async (driver: Driver, answers: Readonly<Record<string, string>>) =>
    (await readFrom(driver, 'network.services', answers)).find(({ name }) => name === 'ddns')?.enabled

  it('of Hikvision is on when any provider is, and not told where none is listed', async () => {
    expect(await ddns(hikvision, ddnsList(entry(off) + entry(on)))).toBe(true)
    expect(await ddns(hikvision, ddnsList(entry(off)))).toBe(false)
    expect(await ddns(hikvision, ddnsList(''))).toBeUndefined()
    expect(await ddns(hikvision, ddnsList(`<DDNSEntry>${on}</DDNSEntry>`))).toBeUndefined()
    await expect(ddns(hikvision, ddnsList(entry('')))).rejects.toThrow(ProtocolViolation)
  })

  it('of Dahua is read with rows and without, and is no answer when it has no switch', async () => {
    const table = (...lines: string[]) => ({
      'action=getSerialNo': 'sn=1\r\n',
      'name=DDNS': lines.map((line) => `table.DDNS${line}\r\n`).join(''),
    })
    expect(await ddns(dahua, table('[0].Enable=false', '[1].Enable=true'))).toBe(true)
    expect(await ddns(dahua, table('[0].Enable=false'))).toBe(false)
    expect(await ddns(dahua, table('.Enable=true'))).toBe(true)
    await expect(ddns(dahua, table('.Dyndns.Enable=true'))).rejects.toThrow(ProtocolViolation)
  })
})

it('the relay of Hikvision is not told by a platform that is off', async () => {
  const platform = '<Ehome xmlns="http://www.hikvision.com/ver20/XMLSchema"><enabled>false</enabled></Ehome>'
  await expect(readFrom(hikvision, 'network.services', { '/ISAPI/System/Network/Ehome': platform })).rejects.toThrow(
    Unsupported,
  )
})

it('a switch of Axis with a word that is neither on nor off is no answer', async () => {
  await expect(readFrom(axis, 'network.services', params('Network.SSH.Enabled=maybe'))).rejects.toThrow(
    ProtocolViolation,
  )
})

it('a port of a switch is shut or without a link only where the agent says so', async () => {
  const entry = '1.3.6.1.2.1.2.2.1'
  const values: Readonly<Record<string, number>> = {
    ...Object.fromEntries([1, 2, 3, 4].map((port) => [`${entry}.3.${port}`, 6])),
    [`${entry}.7.2`]: 2,
    [`${entry}.8.2`]: 7,
    [`${entry}.7.3`]: 3,
    [`${entry}.8.3`]: 4,
    [`${entry}.7.4`]: 1,
    [`${entry}.8.4`]: 1,
  }
  const ports = await readSwitchPorts({
    get: async () => new Map(),
    walk: async (root) =>
      Object.entries(values)
        .filter(([oid]) => oid.startsWith(`${root}.`))
        .map(([oid, value]) => ({ oid, value: { kind: 'number' as const, value: BigInt(value) } })),
  })
  expect(ports.map(({ enabled, linked }) => [enabled, linked])).toEqual([
    [null, null],
    [false, false],
    [null, null],
    [true, true],
  ])
})
