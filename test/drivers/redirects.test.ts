import { describe, expect, it } from 'vitest'
import { dahua } from '../../electron/drivers/dahua/driver.ts'
import type { Driver } from '../../electron/drivers/driver.ts'
import { hikvision } from '../../electron/drivers/hikvision/driver.ts'
import { webServer } from '../protocols/http/servers.ts'
import { connectionTo, login } from './onvif/connection.ts'
import { reader } from './vendor-device.ts'

const protocol = (id: number, name: string, portNo: number) =>
  `<AdminAccessProtocol><id>${id}</id><enabled>true</enabled><protocol>${name}</protocol><portNo>${portNo}</portNo></AdminAccessProtocol>`
/** Settings of a device that offers HTTP and HTTPS. */
const bothOn: readonly (readonly [string, Driver, string, string])[] = [
  [
    'Hikvision',
    hikvision,
    'adminAccesses',
    `<AdminAccessProtocolList xmlns="http://www.hikvision.com/ver20/XMLSchema">${protocol(1, 'HTTP', 80)}${protocol(2, 'HTTPS', 443)}</AdminAccessProtocolList>`,
  ],
  ['Dahua', dahua, 'name=Https', 'table.Https.Enable=true\ntable.Https.Port=443\n'],
]

describe.each(bothOn)('the start page of a %s device', (_, driver, part, settings) => {
  const policyWith = async (location: (own: string) => string) => {
    const server = await webServer(({ url }, response) => {
      const isPage = url === '/'
      response.writeHead(isPage ? 302 : 200, isPage ? { Location: location(server.address) } : {})
      response.end(isPage ? '' : url.includes(part) ? settings : 'sn=1\n')
    })
    const endpoint = { address: server.address, ports: { http: server.port } }
    return reader(driver)(connectionTo(endpoint, login('admin', 'right')), 'http.policy')
  }

  it('that moves on to its own HTTPS counts as a redirect', async () => {
    expect(await policyWith((own) => `https://${own}/`)).toBe('redirects-to-https')
  })

  it('that moves on to another device does not: this one still serves in clear', async () => {
    expect(await policyWith(() => 'https://10.0.0.9/')).toBe('http-and-https')
    expect(await policyWith((own) => `http://${own}/login`)).toBe('http-and-https')
  })
})
