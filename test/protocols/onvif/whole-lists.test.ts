import { describe, expect, it } from 'vitest'
import { ProtocolViolation } from '../../../electron/model/errors.ts'
import { getAddressFilter, getDns, getGateways } from '../../../electron/protocols/onvif/addressing.ts'
import type { OnvifClient } from '../../../electron/protocols/onvif/client.ts'
import { getPortAuthentication } from '../../../electron/protocols/onvif/port-authentication.ts'
import { getRecordings, getStorageUnits } from '../../../electron/protocols/onvif/storage.ts'
import { readXml } from '../../../electron/protocols/xml/read-xml.ts'

const namespaces =
  'xmlns:d="http://www.onvif.org/ver10/device/wsdl" xmlns:r="http://www.onvif.org/ver10/recording/wsdl" xmlns:t="http://www.onvif.org/ver10/schema"'

/** A client of a device that answers these operations with this. */
const clientOf = (answers: Readonly<Record<string, string>>): OnvifClient =>
  ({
    call: async ({ operation }: { operation: string }) => ({
      element: readXml(
        Buffer.from(`<d:${operation}Response ${namespaces}>${answers[operation]}</d:${operation}Response>`),
      ),
    }),
  }) as unknown as OnvifClient

const times = (count: number, row: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => row(index)).join('')

const recording = (index: number) =>
  `<r:RecordingItem><t:RecordingToken>R${index}</t:RecordingToken><t:Configuration><t:Source><t:Name>camera ${index}</t:Name></t:Source></t:Configuration></r:RecordingItem>`
const job = (index: number) =>
  `<r:JobItem><t:JobConfiguration><t:RecordingToken>R${index}</t:RecordingToken><t:Mode>Active</t:Mode></t:JobConfiguration></r:JobItem>`
const address = (index: number) =>
  `<t:IPv4Address><t:Address>10.0.${index >> 8}.${index & 255}</t:Address><t:PrefixLength>32</t:PrefixLength></t:IPv4Address>`
const filter = (count: number) =>
  clientOf({
    GetIPAddressFilter: `<d:IPAddressFilter><t:Type>Allow</t:Type>${times(count, address)}</d:IPAddressFilter>`,
  })
const recorder = (channels: number, jobs = channels) =>
  clientOf({ GetRecordings: times(channels, recording), GetRecordingJobs: times(jobs, job) })

describe('a list of a device', () => {
  it('is taken whole: every channel of a large recorder, and every entry of a long filter', async () => {
    const channels = await getRecordings(recorder(256))
    expect(channels.map(({ recording }) => recording)).toEqual(Array(256).fill(true))
    expect(new Set(channels.map(({ channel }) => channel)).size).toBe(256)
    expect((await getAddressFilter(filter(300))).entries.at(-1)).toBe('10.0.1.43/32')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['recordings', () => getRecordings(recorder(1_025))],
    ['jobs', () => getRecordings(recorder(1, 1_025))],
    [
      'storage',
      () => getStorageUnits(clientOf({ GetStorageConfigurations: times(1_025, () => '<d:StorageConfigurations/>') })),
    ],
    ['addresses', () => getAddressFilter(filter(1_025))],
    [
      'gateways',
      () =>
        getGateways(
          clientOf({
            GetNetworkDefaultGateway: `<d:NetworkGateway>${times(1_025, () => '<t:IPv4Address>10.0.0.1</t:IPv4Address>')}</d:NetworkGateway>`,
          }),
        ),
    ],
    [
      'name servers',
      () =>
        getDns(
          clientOf({
            GetDNS: `<d:DNSInformation><t:FromDHCP>false</t:FromDHCP>${times(1_025, () => '<t:DNSManual/>')}</d:DNSInformation>`,
          }),
        ),
    ],
    [
      'interfaces',
      () =>
        getPortAuthentication(
          clientOf({ GetNetworkInterfaces: times(33, (index) => `<d:NetworkInterfaces token="eth${index}"/>`) }),
        ),
    ],
  ])('is no list when it is longer than anybody needs: %s', async (_, read) => {
    await expect(read()).rejects.toThrow(ProtocolViolation)
  })
})
