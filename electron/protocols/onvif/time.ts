import { isIP } from 'node:net'
import { ProtocolViolation } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import { booleanOf, childrenOf, needChild, needText, textOf, type XmlElement } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'
import { element, type XmlText } from './xml-write.ts'

const { tds, tt } = namespaces

/** @see ONVIF tt:NTPInformation */
export interface NtpInformation {
  readonly fromDhcp: boolean
  /** Addresses or names, in the order of the device. */
  readonly serversFromDhcp: readonly string[]
  readonly manualServers: readonly string[]
}

/** @see ONVIF Core, GetNTP */
export async function getNtp(client: OnvifClient): Promise<NtpInformation> {
  const { element: response } = await client.call({
    service: 'tds',
    operation: 'GetNTP',
  })
  const information = needChild(response, tds, 'NTPInformation')
  return {
    fromDhcp: booleanOf(needText(information, tt, 'FromDHCP')),
    serversFromDhcp: hostsOf(information, 'NTPFromDHCP'),
    manualServers: hostsOf(information, 'NTPManual'),
  }
}

/**
 * Servers do not switch the device to NTP: see `setSystemDateAndTime`.
 * @see ONVIF Core, SetNTP
 */
export async function setNtp(
  client: OnvifClient,
  ntp: { readonly fromDhcp: boolean; readonly servers: readonly string[] },
): Promise<void> {
  await client.call({
    service: 'tds',
    operation: 'SetNTP',
    intent: 'write',
    children: [element('q:FromDHCP', ntp.fromDhcp), ...ntp.servers.map(hostElement)],
  })
}

/**
 * The mode, the zone and, in manual mode, the time. Zone and daylight saving are sent as given: a device resets what is left out.
 * @see ONVIF Core, SetSystemDateAndTime
 */
export async function setSystemDateAndTime(
  client: OnvifClient,
  settings: {
    readonly source: 'ntp' | 'manual'
    readonly daylightSaving: boolean
    readonly timeZone: string | null
    /** For manual mode, UTC. */
    readonly utc?: Date
  },
): Promise<void> {
  const { source, daylightSaving, timeZone, utc } = settings
  await client.call({
    service: 'tds',
    operation: 'SetSystemDateAndTime',
    intent: 'write',
    children: [
      element('q:DateTimeType', source === 'ntp' ? 'NTP' : 'Manual'),
      element('q:DaylightSavings', daylightSaving),
      ...(timeZone === null ? [] : [element('q:TimeZone', element('tt:TZ', timeZone))]),
      ...(utc === undefined ? [] : [dateTimeElement(utc)]),
    ],
  })
}

/** The time comes before the date. @see ONVIF tt:DateTime */
function dateTimeElement(utc: Date): XmlText {
  return element('q:UTCDateTime', [
    element('tt:Time', [
      element('tt:Hour', utc.getUTCHours()),
      element('tt:Minute', utc.getUTCMinutes()),
      element('tt:Second', utc.getUTCSeconds()),
    ]),
    element('tt:Date', [
      element('tt:Year', utc.getUTCFullYear()),
      element('tt:Month', utc.getUTCMonth() + 1),
      element('tt:Day', utc.getUTCDate()),
    ]),
  ])
}

function hostElement(server: string): XmlText {
  const [type, field] = {
    4: ['IPv4', 'tt:IPv4Address'],
    6: ['IPv6', 'tt:IPv6Address'],
    0: ['DNS', 'tt:DNSname'],
  }[isIP(server) as 0 | 4 | 6] as [string, string]
  return element('q:NTPManual', [element('tt:Type', type), element(field, server)])
}

/** @see ONVIF tt:NetworkHost */
function hostsOf(information: XmlElement, name: string): readonly string[] {
  return childrenOf(information, tt, name).flatMap((host) => {
    const type = needText(host, tt, 'Type')
    const field = { IPv4: 'IPv4Address', IPv6: 'IPv6Address', DNS: 'DNSname' }[type]
    if (field === undefined)
      throw new ProtocolViolation('The device names a kind of NTP server that ONVIF does not know.')
    const text = textOf(host, tt, field)
    // An entry without a value is an empty place in the list of some devices.
    return text === null ? [] : [visibleText(text, 255)]
  })
}
