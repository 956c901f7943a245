import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../electron/drivers/driver.ts'
import { onvif } from '../../../electron/drivers/onvif/driver.ts'
import { ProtocolViolation } from '../../../electron/model/errors.ts'
import { readEnvelope } from '../../../electron/protocols/onvif/envelope.ts'
import { getSecurityCapabilities } from '../../../electron/protocols/onvif/information.ts'
import { getStreamAddress } from '../../../electron/protocols/onvif/media.ts'
import { webServer } from '../../protocols/http/servers.ts'
import { clientOf, operationOf } from '../../protocols/onvif/fake-device.ts'
import { connectionTo, read } from './connection.ts'

const folder = join(import.meta.dirname, '../../../../shared/recordings/onvif')
const present = existsSync(folder)
if (!present)
  console.warn(
    `skipped: no recordings of real devices at ${folder}; the own servers of the other tests stand in for them`,
  )

/** A device that answers as it did when it was recorded. The recordings were made logged in: nothing is asked for here. */
async function recorded(name: string): Promise<{ connection: Connection; address: string; port: number }> {
  const { address, port } = await webServer((seen, response) => {
    const operation = operationOf(seen)
    const area = seen.body.includes('xmlns:q="http://www.onvif.org/ver10/media/wsdl"') ? 'media' : 'core'
    const at = (kind: string) => join(folder, name, area, `${operation}.${kind}.xml`)
    const file = [at('Response'), at('Error')].find(existsSync)
    response.writeHead(file === undefined ? 404 : file.endsWith('Error.xml') ? 500 : 200)
    response.end(file === undefined ? '' : readFileSync(file))
  })
  return { connection: connectionTo({ address, ports: { http: port } }), address, port }
}

describe.skipIf(!present)('recordings of real devices', () => {
  it.each([
    ['axis', 'AXIS', 'AXIS Q6045-E', '5.55.1.2', '00408CFAB754', ['00:40:8c:fa:b7:54']],
    [
      'hikvision',
      'HIKVISION',
      'DS-2DF7276-AEL',
      'V5.1.6 build 140401',
      'DS-2DF7276-AEL20140613CCWR468714298B',
      ['44:19:b6:3e:ba:a1'],
    ],
    [
      'hikvision-fixed',
      'HIKVISION',
      'DS-2CD2012-I',
      'V5.2.0 build 140721',
      'DS-2CD2012-I20150201CCWR501088621',
      undefined,
    ],
    ['pelco', 'Pelco', 'D6230L', '2.9.0.4.9340-A0.0', 'J250117', ['00:04:7d:0e:b8:5c']],
    [
      'trendnet',
      'TRENDnet',
      'TV-IP320PI',
      'V5.3.4 build 160830',
      'TV-IP320PI20161206AAWR863642784',
      ['3c:8c:f8:a1:32:dc'],
    ],
  ])('%s: the identity is the text of the device', async (name, manufacturer, model, firmware, serial, macs) => {
    const { connection } = await recorded(name)
    const identity = await read(connection, 'identity')
    expect(identity).toMatchObject({ manufacturer, model, firmware, serial })
    if (macs !== undefined) expect(identity.macs).toEqual(macs)
  })

  it('Axis lists two administrators, Pelco nobody at all', async () => {
    expect(await read((await recorded('axis')).connection, 'accounts')).toEqual([
      { username: 'admin', level: 'administrator' },
      { username: 'root', level: 'administrator' },
    ])
    await expect(read((await recorded('pelco')).connection, 'accounts')).rejects.toThrow(ProtocolViolation)
  })

  it('time zones, NTP by DHCP and NTP by hand come out as recorded', async () => {
    expect(await read((await recorded('hikvision')).connection, 'time.clock')).toMatchObject({
      timeZone: 'CST7:00:00DST01:00:00,M3.2.0/02:00:00,M11.1.0/02:00:00',
      daylightSaving: true,
    })
    expect(await read((await recorded('axis')).connection, 'time.ntp')).toEqual({
      source: 'manual',
      fromDhcp: true,
      servers: [],
    })
    expect(await read((await recorded('hikvision')).connection, 'time.ntp')).toEqual({
      source: 'manual',
      fromDhcp: true,
      servers: ['10.10.1.4'],
    })
    expect(await read((await recorded('trendnet')).connection, 'time.ntp')).toEqual({
      source: 'ntp',
      fromDhcp: false,
      servers: ['10.10.1.4'],
    })
  })

  it('protocols, interfaces, host name and discovery mode can be read from each', async () => {
    for (const name of ['axis', 'hikvision', 'hikvision-fixed', 'pelco', 'trendnet']) {
      const { connection } = await recorded(name)
      expect((await read(connection, 'network.protocols')).map((protocol) => protocol.name)).toContain('RTSP')
      expect((await read(connection, 'network.interfaces'))[0]?.addresses[0]).toMatch(/^10\.10\.1\.\d+$/)
      expect((await read(connection, 'network.hostname')).name).toBe('localhost')
      expect(await read(connection, 'discovery.mode')).toBe('discoverable')
    }
  })

  it('stream addresses and password limits', async () => {
    const streams: string[] = []
    for (const name of ['axis', 'hikvision', 'pelco', 'trendnet'])
      streams.push((await getStreamAddress(clientOf(await recorded(name), null))).path)
    expect(streams).toEqual([
      '/onvif-media/media.amp?profile=profile_1_jpeg&sessiontimeout=60&streamtype=unicast',
      '/Streaming/Channels/3?transportmode=unicast&profile=Profile_3',
      '/stream2_v',
      '/Streaming/Channels/102?transportmode=unicast&profile=Profile_2',
    ])
    expect((await getSecurityCapabilities(clientOf(await recorded('trendnet'), null))).maxPasswordLength).toBe(16)
    expect((await getSecurityCapabilities(clientOf(await recorded('pelco'), null))).maxPasswordLength).toBe(64)
  })

  it('every recorded answer is an answer, every recorded error a fault', () => {
    let answers = 0
    let faults = 0
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(Response|Error)\.xml$/.test(entry)) continue
      const bytes = readFileSync(join(folder, entry))
      if (bytes.toString('utf8').trim() === '') continue
      try {
        if (readEnvelope(bytes).kind === 'fault') faults += 1
        else answers += 1
      } catch (error) {
        expect(error, entry).toBeInstanceOf(ProtocolViolation)
      }
    }
    expect(answers).toBeGreaterThan(200)
    expect(faults).toBeGreaterThan(50)
    expect(onvif.quality).toBe('silver')
  })
})
