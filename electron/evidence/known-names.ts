import type { Readings } from '../model/facts.ts'
import { readTlsPorts } from '../model/security-facts.ts'
import type { PackInput } from './pack-input.ts'

/** Names under which computers of the site can be found, as they were read or entered. */
export interface KnownNames {
  readonly hosts: ReadonlySet<string>
  /** Hardware addresses as twelve lower-case hex digits. */
  readonly macs: ReadonlySet<string>
}

type Named = Pick<PackInput, 'devices'> & Partial<Pick<PackInput, 'site'>>

/** A name of the DNS or of a local network; addresses are recognised by their form. */
const hostLike = /^(?=.*[a-z])[a-z0-9_*](?:[a-z0-9_.*-]{0,252}[a-z0-9_])?$/i
const shortestHost = 2

export const bareMac = (mac: string): string => mac.toLowerCase().replace(/[^0-9a-f]/g, '')

/** Every host name and hardware address that the site and its devices are known by. */
export function knownNames({ devices, site }: Named): KnownNames {
  const hosts = new Set<string>()
  const macs = new Set<string>()
  const addHost = (name: string | null | undefined) => {
    const bare = name?.trim().replace(/\.$/, '') ?? ''
    if (bare.length >= shortestHost && hostLike.test(bare)) hosts.add(bare.toLowerCase())
  }
  const addMac = (mac: string | null | undefined) => {
    const bare = bareMac(mac ?? '')
    if (bare.length === 12 && !/^(.)\1*$/.test(bare)) macs.add(bare)
  }
  const settings = site?.settings
  for (const host of [
    ...(settings?.ntpServers ?? []),
    ...(settings?.syslogTargets ?? []).map(({ host: target }) => target),
    ...(settings?.forbiddenTargets ?? []).map(({ address }) => address),
  ]) {
    addHost(host)
  }
  for (const { mac } of settings?.jobList ?? []) addMac(mac)
  for (const { device, readings } of devices) {
    device.identity.macs.forEach(addMac)
    for (const read of [readings.asFound, readings.asLeft]) namesRead(read ?? {}, addHost, addMac)
  }
  return { hosts, macs }
}

type Add = (name: string | null | undefined) => void

function namesRead(readings: Readings, addHost: Add, addMac: Add): void {
  const { 'network.hostname': hostname, 'network.interfaces': interfaces, 'tls.endpoints': tls } = readings
  const { 'time.ntp': ntp, 'log.syslog': syslog } = readings
  if (hostname?.end === 'value') addHost(hostname.value.name)
  if (interfaces?.end === 'value') for (const { mac } of interfaces.value) addMac(mac)
  if (ntp?.end === 'value') textsOf(ntp.value).forEach(addHost)
  if (syslog?.end === 'value') for (const { host } of syslog.value) addHost(host)
  if (tls?.end !== 'value') return
  for (const { certificate } of readTlsPorts(tls.value)) {
    // A maker's name is no host: only what has the form of a name in a network.
    for (const [, name = ''] of `${certificate.subject}\n${certificate.issuer}`.matchAll(/CN=([^,+\n]+)/g)) {
      if (/[.-]/.test(name)) addHost(name)
    }
  }
}

/** Every text in a value, in lists and members alike. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}
