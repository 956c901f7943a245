import ipaddr from 'ipaddr.js'
import { Unsupported, WriteRefused } from '../../model/errors.ts'
import type { AddressFilter, ServiceState } from '../../model/security-facts.ts'
import {
  getAddressFilter,
  getDns,
  getDynamicDns,
  getGateways,
  getIpv6,
  setAddressFilter,
  setDns,
  setGateways,
  switchOffDynamicDns,
} from '../../protocols/onvif/addressing.ts'
import { getDiscoveryMode, setDiscoveryMode } from '../../protocols/onvif/discovery-mode.ts'
import { getPortAuthentication, hasOldDot1xConfigurations } from '../../protocols/onvif/port-authentication.ts'
import { findServices } from '../../protocols/onvif/services.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from './attempt.ts'
import { onvifTarget, openClient } from './open-client.ts'

/** Gateways and name servers. */
export const onvifAddressing = (): Capability => ({
  fact: 'network.addressing',
  async read(device) {
    const client = openClient(device)
    return { gateways: await getGateways(client), ...(await getDns(client)) }
  },
  /** Names first: the gateway may move us. What is as it should be is not sent. */
  async write(device, wanted) {
    const client = openClient(device)
    const dns = await getDns(client)
    const isSame = (left: readonly string[], right: readonly string[]) => left.join(' ') === right.join(' ')
    if (dns.dnsFromDhcp !== wanted.dnsFromDhcp || !isSame(dns.dnsServers, wanted.dnsServers))
      await setDns(client, wanted)
    if (!isSame(await getGateways(client), wanted.gateways)) await setGateways(client, wanted.gateways)
  },
})

/** Which addresses the device answers to. Written only so that this computer is still answered. */
export const onvifAddressFilter = (): Capability => ({
  fact: 'network.filter',
  read: (device) => getAddressFilter(openClient(device)),
  async write(device, filter) {
    await assertStillLetIn(device, filter)
    await setAddressFilter(openClient(device), filter)
  },
})

/**
 * Before a filter is sent: this computer must be one that it lets in.
 *
 * @throws {WriteRefused} when it would lock this computer out, or lets nobody in; nothing was sent
 */
async function assertStillLetIn(device: Connection, { enabled, entriesAre, entries }: AddressFilter): Promise<void> {
  if (!enabled) return
  if (entriesAre === 'mixed') throw new WriteRefused('ONVIF has no rules of several kinds. Nothing was sent.')
  if (entries.length === 0)
    throw new WriteRefused('An address filter without addresses says nothing. Nothing was sent.')
  const own = await ownAddress(device)
  const named = entries.some((entry) => covers(entry, own))
  if (named === (entriesAre === 'allowed')) return
  throw new WriteRefused(`This address filter would shut out this computer (${own}). Nothing was sent.`)
}

/** The address that the device sees of this computer. */
async function ownAddress({ network, endpoint, signal }: Connection): Promise<string> {
  const { address, port } = onvifTarget(endpoint)
  const socket = await network.connectTcp({ address, port, signal })
  const own = socket.localAddress ?? ''
  socket.destroy()
  return own
}

function covers(entry: string, address: string): boolean {
  const [base = '', prefix] = entry.split('/')
  if (!ipaddr.isValid(base) || !ipaddr.isValid(address)) {
    throw new WriteRefused(`"${entry}" is no address and no network. Nothing was sent.`)
  }
  const [range, ip] = [ipaddr.process(base), ipaddr.process(address)]
  const bits = range.kind() === 'ipv4' ? 32 : 128
  const length = prefix === undefined ? bits : Number(prefix)
  if (!Number.isInteger(length) || length < 0 || length > bits) {
    throw new WriteRefused(`"${entry}" is no address and no network. Nothing was sent.`)
  }
  return range.kind() === ip.kind() && ip.match(range as never, length)
}

/** Whether the device logs in to the switch that it hangs on. */
export const onvifPortAuthentication = (): Capability => ({
  fact: 'network.8021x',
  async read(device) {
    const client = openClient(device)
    await findServices(client, device.endpoint.forwarded)
    if (client.memory.services.has('tas')) return getPortAuthentication(client)
    if (await hasOldDot1xConfigurations(client)) {
      throw new Unsupported('The device has settings for 802.1X and does not tell over ONVIF whether they are in use.')
    }
    return { enabled: false, method: null }
  },
})

/** The few functions that ONVIF has a switch for: WS-Discovery, dynamic DNS and IPv6. */
export const onvifServices = (): Capability => ({
  fact: 'network.services',
  read: readServices,
  async write(device, wanted) {
    const client = openClient(device)
    for (const { name, enabled } of wanted) {
      if (name === 'ws-discovery') await setDiscoveryMode(client, enabled ? 'discoverable' : 'nonDiscoverable')
      else if (name === 'ddns' && !enabled) await switchOffDynamicDns(client)
      else throw new WriteRefused(`ONVIF has no way to switch ${name} ${enabled ? 'on' : 'off'}. It was not touched.`)
    }
  },
})

/** @throws {Unsupported} where ONVIF tells of none of them */
export async function readServices(device: Connection): Promise<readonly ServiceState[]> {
  const client = openClient(device)
  const mode = await attempt(device, () => getDiscoveryMode(client))
  const ddns = await attempt(device, () => getDynamicDns(client))
  const ipv6 = await attempt(device, () => getIpv6(client))
  const states: ServiceState[] = [
    ...(mode === null ? [] : [{ name: 'ws-discovery', enabled: mode === 'discoverable', writable: true } as const]),
    ...(ddns === null ? [] : [{ name: 'ddns', enabled: ddns, writable: true } as const]),
    ...(ipv6 === null ? [] : [{ name: 'ipv6', enabled: ipv6, writable: false } as const]),
  ]
  // Nothing at all may be a refusal: asked once more, so that it ends as what it is.
  if (states.length === 0) await getDiscoveryMode(client)
  return states
}
