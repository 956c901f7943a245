import { ProtocolViolation, WriteRefused } from '../../model/errors.ts'
import type { Facts, NetworkProtocol, NtpSettings } from '../../model/facts.ts'
import { getDiscoveryMode, setDiscoveryMode } from '../../protocols/onvif/discovery-mode.ts'
import { getDeviceInformation } from '../../protocols/onvif/information.ts'
import {
  getHostname,
  getNetworkInterfaces,
  getNetworkProtocols,
  macOf,
  setHostname,
  setHostnameFromDhcp,
  setNetworkProtocols,
} from '../../protocols/onvif/network-settings.ts'
import { getNtp, setNtp, setSystemDateAndTime } from '../../protocols/onvif/time.ts'
import { accountsOf, getUsers } from '../../protocols/onvif/users.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from './attempt.ts'
import { openClient } from './open-client.ts'
import { readPorts } from './ports.ts'

/** Manufacturer, model, firmware and serial as text, and the hardware addresses where the device tells them. */
export const onvifIdentity = (): Capability => ({
  fact: 'identity',
  async read(device) {
    const client = openClient(device)
    const information = await getDeviceInformation(client)
    const interfaces = await attempt(device, () => getNetworkInterfaces(client))
    const macs = (interfaces ?? []).flatMap(({ mac }) => (mac === null ? [] : [mac]))
    // Quirk: Pelco D6230L 2.9.0.4 writes its hardware address where others name the board.
    const own = macOf(information.hardwareId)
    return {
      ...information,
      build: null,
      macs: [...new Set(own === null ? macs : [...macs, own])],
    }
  },
})

/** Names and levels of the ONVIF accounts. */
export const onvifAccounts = (): Capability => ({
  fact: 'accounts',
  read: async (device) => accountsOf(await getUsers(openClient(device))),
})

/** The clock and where the time comes from: `time.clock` and `time.ntp`. */
export const onvifTime = (): readonly Capability[] => [
  { fact: 'time.clock', read: readClock, write: writeClock },
  { fact: 'time.ntp', read: readNtp, write: writeNtp },
]

async function readClock(device: Connection): Promise<Facts['time.clock']> {
  const { reading, clock } = await openClient(device).systemDateAndTime()
  if (clock === null) throw new ProtocolViolation('The device tells its time without its distance from UTC.')
  const seconds = (ms: number) => Math.round(ms / 10) / 100
  return {
    offsetSeconds: seconds(clock.offsetMs),
    uncertaintySeconds: seconds(clock.uncertaintyMs),
    timeZone: reading.timeZone,
    daylightSaving: reading.daylightSaving,
  }
}

/** Sets the time by hand, which takes the device off NTP. */
async function writeClock(device: Connection, clock: Facts['time.clock']): Promise<void> {
  const { offsetSeconds, timeZone, daylightSaving } = clock
  const client = openClient(device)
  await withFallbackZone(timeZone, (zone) =>
    setSystemDateAndTime(client, {
      source: 'manual',
      daylightSaving,
      timeZone: zone,
      utc: new Date(Math.round((Date.now() + offsetSeconds * 1_000) / 1_000) * 1_000),
    }),
  )
}

async function readNtp(device: Connection): Promise<NtpSettings> {
  const client = openClient(device)
  const { reading } = await client.systemDateAndTime()
  const { fromDhcp, serversFromDhcp, manualServers } = await getNtp(client)
  return {
    source: reading.source,
    fromDhcp,
    servers: fromDhcp ? serversFromDhcp : manualServers,
  }
}

/**
 * Servers do not switch the mode, and the mode cannot be NTP without servers: towards NTP the servers go first, back to manual
 * time the mode goes first.
 */
async function writeNtp(device: Connection, { source, fromDhcp, servers }: NtpSettings): Promise<void> {
  const client = openClient(device)
  const { reading, clock } = await client.systemDateAndTime()
  const list = () => setNtp(client, { fromDhcp, servers: fromDhcp ? [] : servers })
  const mode = () =>
    withFallbackZone(reading.timeZone, (timeZone) =>
      setSystemDateAndTime(client, {
        source,
        daylightSaving: reading.daylightSaving,
        timeZone,
        // Manual time keeps running as it ran: only the source changes.
        ...(source === 'manual' ? { utc: clock?.now() ?? new Date() } : {}),
      }),
    )
  const steps = source === 'ntp' ? [list, mode] : [mode, list]
  for (const step of steps) await step()
}

/** Some devices refuse the very time zone that they named: then UTC, which every device knows. */
async function withFallbackZone(
  timeZone: string | null,
  set: (timeZone: string | null) => Promise<void>,
): Promise<void> {
  try {
    await set(timeZone)
  } catch (error) {
    if (!(error instanceof WriteRefused) || timeZone === null || timeZone === 'UTC0') throw error
    await set('UTC0')
  }
}

const knownProtocols: readonly string[] = ['HTTP', 'HTTPS', 'RTSP'] satisfies readonly NetworkProtocol['name'][]
const isKnown = (protocol: { readonly name: string }): protocol is NetworkProtocol =>
  knownProtocols.includes(protocol.name)

/** HTTP, HTTPS and RTSP with their ports. Written as the whole list of the device, names that ONVIF does not know included. */
export const onvifNetworkProtocols = (): Capability => ({
  fact: 'network.protocols',
  async read(device) {
    const protocols = (await getNetworkProtocols(openClient(device))).filter(isKnown)
    if (protocols.length === 0)
      throw new ProtocolViolation('The device lists no protocol at all, although it answers over one.')
    return protocols
  },
  async write(device, wanted) {
    const client = openClient(device)
    const current = await getNetworkProtocols(client)
    const merged = current.map((protocol) => wanted.find(({ name }) => name === protocol.name) ?? protocol)
    const added = wanted.filter(({ name }) => !current.some((protocol) => protocol.name === name))
    const inUse = client.target.https ? 'HTTPS' : 'HTTP'
    if (merged.some(({ name, enabled }) => name === inUse && !enabled)) {
      throw new WriteRefused(
        `${inUse} is the protocol that this device is reached over; switching it off would cut us off.`,
      )
    }
    await setNetworkProtocols(client, [...merged, ...added])
  },
})

/** Whether the device answers WS-Discovery. */
export const onvifDiscoveryMode = (): Capability => ({
  fact: 'discovery.mode',
  read: (device) => getDiscoveryMode(openClient(device)),
  write: (device, mode) => setDiscoveryMode(openClient(device), mode),
})

export const onvifHostname = (): Capability => ({
  fact: 'network.hostname',
  read: (device) => getHostname(openClient(device)),
  async write(device, { name, fromDhcp }) {
    const client = openClient(device)
    if (fromDhcp) return setHostnameFromDhcp(client, true)
    if (name === null) throw new WriteRefused('A device cannot be given an empty name.')
    if ((await getHostname(client)).fromDhcp) await setHostnameFromDhcp(client, false)
    await setHostname(client, name)
  },
})

export const onvifInterfaces = (): Capability => ({
  fact: 'network.interfaces',
  read: (device) => getNetworkInterfaces(openClient(device)),
})

/** Telnet, FTP, SSH and UPnP, as they answer on the network: no ONVIF operation speaks of them. */
export const portStates = (): Capability => ({
  fact: 'network.ports',
  read: readPorts,
})
