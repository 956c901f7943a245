import { z } from 'zod'
import { ProtocolViolation } from '../../model/errors.ts'
import type { NtpSettings } from '../../model/facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Capability, Connection } from '../driver.ts'
import { isOn, needParams, updateParams } from './params.ts'
import { jsonCall, newerOrOlder, shaped } from './vapix.ts'

const ntpCall = { path: '/axis-cgi/ntp.cgi', apiVersion: '1.0' } as const

const ntpShape = z.object({
  client: z.object({
    enabled: z.boolean(),
    serversSource: z.string(),
    staticServers: z.array(z.string()).catch([]),
    advertisedServers: z.array(z.string()).catch([]),
  }),
})

/**
 * Where the device takes its time from.
 * @see VAPIX: ntp.cgi getNTPInfo, setNTPClientConfiguration (AXIS OS 9.10 and later); parameters Time.SyncSource, Time.NTP
 */
export const axisNtp = (): Capability => ({
  fact: 'time.ntp',
  read: (device) =>
    newerOrOlder(
      () => readClient(device),
      () => readTimeParams(device),
    ),
  write: (device, wanted) =>
    newerOrOlder(
      () => writeClient(device, wanted),
      () => writeTimeParams(device, wanted),
    ),
})

async function readClient(device: Connection): Promise<NtpSettings> {
  const call = { ...ntpCall, method: 'getNTPInfo' }
  const { client } = shaped(ntpShape, await jsonCall(device, call, device.credential('web')), 'ntp.cgi')
  const fromDhcp = client.serversSource.toLowerCase() === 'dhcp'
  return {
    source: client.enabled ? 'ntp' : 'manual',
    fromDhcp,
    servers: (fromDhcp ? client.advertisedServers : client.staticServers).map((server) => visibleText(server, 255)),
  }
}

async function writeClient(device: Connection, { source, fromDhcp, servers }: NtpSettings): Promise<void> {
  // One that answers nonsense is sent no change.
  await readClient(device)
  const place = fromDhcp ? { serversSource: 'DHCP' } : { serversSource: 'static', staticServers: servers }
  const params = { enabled: source === 'ntp', ...place }
  const call = { ...ntpCall, method: 'setNTPClientConfiguration', params, intent: 'write' } as const
  await jsonCall(device, call, device.credential('web'))
}

const timeGroups = ['Time.SyncSource', 'Time.NTP', 'Time.ObtainFromDHCP']

async function readTimeParams(device: Connection): Promise<NtpSettings> {
  const params = await needParams(device, timeGroups)
  const source = params.get('Time.SyncSource')
  if (source === undefined) throw new ProtocolViolation('param.cgi: the device does not say where its time comes from.')
  const server = params.get('Time.NTP.Server') ?? ''
  return {
    source: source.toUpperCase() === 'NTP' ? 'ntp' : 'manual',
    fromDhcp: isOn(params, 'Time.ObtainFromDHCP') === true,
    servers: server === '' || server === '0.0.0.0' ? [] : [visibleText(server, 255)],
  }
}

/** These devices keep one server. */
async function writeTimeParams(device: Connection, { source, fromDhcp, servers }: NtpSettings): Promise<void> {
  const params = await needParams(device, timeGroups)
  await updateParams(device, {
    ...(params.has('Time.ObtainFromDHCP') ? { 'Time.ObtainFromDHCP': fromDhcp ? 'yes' : 'no' } : {}),
    ...(fromDhcp ? {} : { 'Time.NTP.Server': servers[0] ?? '' }),
    'Time.SyncSource': source === 'ntp' ? 'NTP' : 'None',
  })
}
