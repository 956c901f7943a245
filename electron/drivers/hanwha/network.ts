import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type {
  AddressFilter,
  HttpPolicy,
  PortAuthentication,
  ServiceName,
  ServiceState,
  SnmpSettings,
} from '../../model/security-facts.ts'
import { isWellKnownCommunity } from '../../model/well-known-communities.ts'
import type { Capability, Connection } from '../driver.ts'
import { heldAgainstPlainHttp } from '../web/plain-http.ts'
import { secretTarget, webTarget } from '../web/web-target.ts'
import { flagIn, flagWord, listIn, type Submenu, set, type Told, textIn, view } from './sunapi.ts'

/** Services, SNMP, HTTPS, and who may connect. */
export const hanwhaNetwork = (): readonly Capability[] => [
  { fact: 'network.services', read: readServices, write: writeServices },
  { fact: 'snmp.settings', read: readSnmp, write: writeSnmp },
  { fact: 'http.policy', read: readPolicy, write: writePolicy },
  { fact: 'network.filter', read: readFilter },
  { fact: 'network.8021x', read: readPortAuthentication },
]

interface Service {
  readonly name: ServiceName
  readonly submenu: Submenu
  readonly isOn: (told: Told) => boolean | null
  readonly params: (on: boolean) => Readonly<Record<string, string>>
}

const enable = (on: boolean) => ({ Enable: flagWord(on) })

/** What the maker's documents and its own pages name. SSH and the relay of the maker have no documented switch. */
const services: readonly Service[] = [
  {
    name: 'upnp',
    submenu: { cgi: 'network', name: 'upnpdiscovery' },
    isOn: (told) => flagIn(listIn(told, 'UpnpDiscovery')[0] ?? told, 'Enable'),
    params: enable,
  },
  {
    name: 'bonjour',
    submenu: { cgi: 'network', name: 'bonjour' },
    isOn: (told) => flagIn(told, 'Enable'),
    params: enable,
  },
  {
    name: 'anonymous-viewing',
    submenu: { cgi: 'security', name: 'rtsp' },
    isOn: (told) => {
      const word = textIn(told, 'RTSPAuthentication')
      return word === 'Anonymous' ? true : word === 'Protected' ? false : null
    },
    params: (on) => ({ RTSPAuthentication: on ? 'Anonymous' : 'Protected' }),
  },
]

export const hanwhaSwitches: readonly ServiceName[] = services.map(({ name }) => name)

/** @see SUNAPI: network.cgi upnpdiscovery, bonjour; security.cgi rtsp */
async function readServices(device: Connection): Promise<readonly ServiceState[]> {
  const states: ServiceState[] = []
  for (const { name, submenu, isOn } of services) {
    const enabled = await stateOf(device, submenu, isOn)
    if (enabled !== null) states.push({ name, enabled, writable: true })
  }
  if (states.length === 0) throw new Unsupported('The device has none of the switches of its services.')
  return states
}

/** Null where this product does not have it. */
async function stateOf(device: Connection, submenu: Submenu, isOn: Service['isOn']): Promise<boolean | null> {
  let told: Told
  try {
    told = await view(device, submenu)
  } catch (error) {
    if (error instanceof Unsupported) return null
    throw error
  }
  const enabled = isOn(told)
  if (enabled === null) throw new ProtocolViolation(`${submenu.name}: the device does not say whether it is on.`)
  return enabled
}

async function writeServices(device: Connection, wanted: readonly ServiceState[]): Promise<void> {
  for (const { name, enabled } of wanted) {
    const service = services.find((candidate) => candidate.name === name)
    const found = service === undefined ? null : await stateOf(device, service.submenu, service.isOn)
    if (service === undefined || found === null) throw new WriteRefused(`The device has no switch for ${name}.`)
    if (found !== enabled) await set(device, { ...service.submenu, params: service.params(enabled) })
  }
}

const snmp = { cgi: 'network', name: 'snmp' } as const

/** Communities are compared with the well-known ones and forgotten. @see the maker's own page: Version1, Version2, Version3 */
async function readSnmp(device: Connection): Promise<SnmpSettings> {
  return settingsIn(await view(device, snmp))
}

function settingsIn(told: Told): SnmpSettings {
  const [v1, v2c] = [flagIn(told, 'Version1'), flagIn(told, 'Version2')]
  if (v1 === null || v2c === null) throw new ProtocolViolation('snmp: the device does not say what is on.')
  const v3 = flagIn(told, 'Version3')
  const { ReadCommunity: read, WriteCommunity: write } = told
  const names = [read, write].filter((name) => typeof name === 'string' && name !== '').map(String)
  return {
    v1,
    v2c,
    v3,
    defaultCommunities: read === undefined ? null : names.some(isWellKnownCommunity),
    writeCommunity: write === undefined ? null : write !== '',
    // The answer names no level.
    v3Levels: [],
  }
}

/** Communities are secrets of the site and stay as they are. SNMPv3 is only left on: its password is one of its own. */
async function writeSnmp(device: Connection, wanted: SnmpSettings): Promise<void> {
  const told = await view(device, snmp)
  const found = settingsIn(told)
  const asked = wanted.defaultCommunities !== found.defaultCommunities || wanted.writeCommunity !== found.writeCommunity
  if (asked && (wanted.v1 || wanted.v2c))
    throw new WriteRefused('Communities are not written; SNMP v1 and v2c can be switched off. Nothing was sent.')
  if (wanted.v3 && !found.v3 && device.memo.get(hadV3) !== true)
    throw new WriteRefused('SNMPv3 needs a password of its own, set in the web page of the device. Nothing was sent.')
  if (found.v3) device.memo.set(hadV3, true)
  await set(device, {
    ...snmp,
    params: {
      Version1: flagWord(wanted.v1 === true),
      Version2: flagWord(wanted.v2c === true),
      ...(told.Version3 === undefined || wanted.v3 === null ? {} : { Version3: flagWord(wanted.v3) }),
    },
  })
}
const hadV3 = 'hanwha.snmpV3'

const ssl = { cgi: 'security', name: 'ssl' } as const
const policies: Readonly<Record<string, HttpPolicy>> = {
  HTTP: 'http-only',
  HTTPandHTTPSProprietary: 'http-and-https',
  HTTPandHTTPSPublic: 'http-and-https',
  HTTPSProprietary: 'https-only',
  HTTPSPublic: 'https-only',
}

/** @see SUNAPI: security.cgi ssl, Policy */
async function readPolicy(device: Connection): Promise<HttpPolicy> {
  const policy = policies[policyWord(await view(device, ssl))]
  if (policy === undefined) throw new ProtocolViolation('ssl: the device tells no policy that SUNAPI knows.')
  return heldAgainstPlainHttp(device, policy)
}

const policyWord = (told: Told): string => textIn(told, 'Policy') ?? ''

async function writePolicy(device: Connection, policy: HttpPolicy): Promise<void> {
  if (policy === 'redirects-to-https')
    throw new WriteRefused('These devices refuse plain HTTP or take it; they do not redirect it.')
  if (policy === 'http-only' && webTarget(device).https)
    throw new WriteRefused('HTTPS is what this device is reached over; switching it off would cut us off.')
  if (policy === 'https-only' && !(await secretTarget(device)).https)
    throw new WriteRefused(
      'HTTPS of the device does not answer; without plain HTTP nobody would reach it. Nothing was sent.',
    )
  const kind = /Public$/.test(policyWord(await view(device, ssl))) ? 'Public' : 'Proprietary'
  const word = { 'http-only': 'HTTP', 'http-and-https': `HTTPandHTTPS${kind}`, 'https-only': `HTTPS${kind}` }[policy]
  await set(device, { ...ssl, params: { Policy: word } })
}

/**
 * Cameras have one kind of list, recorders one for each version of IP.
 *
 * @see SUNAPI: security.cgi ipfilter, AccessType: `Allow` keeps everybody out but the listed addresses, `Deny` the listed ones
 */
async function readFilter(device: Connection): Promise<AddressFilter> {
  const told = await view(device, { cgi: 'security', name: 'ipfilter' })
  const groups = listIn(told, 'IPFilters')
  const own = textIn(told, 'AccessType')
  const words = new Set(own === null ? groups.map((group) => textIn(group, 'AccessType')) : [own])
  if (words.size === 0 || ![...words].every((word) => word === 'Allow' || word === 'Deny'))
    throw new ProtocolViolation('ipfilter: the device does not say what its list does.')
  const active = [...groups.flatMap((group) => listIn(group, 'Filters')), ...filterLinesIn(told)].filter(
    (entry) => flagIn(entry, 'Enable') === true,
  )
  return {
    enabled: active.length > 0,
    entriesAre: words.size > 1 ? 'mixed' : words.has('Allow') ? 'allowed' : 'denied',
    entries: active.map((entry) => `${textIn(entry, 'Address', 64) ?? '?'}/${textIn(entry, 'Mask', 4) ?? '?'}`),
  }
}

/** `ipfilter.IPv4.1=192.0.2.7/32/True` */
const filterLinesIn = (told: Told): readonly Told[] =>
  Object.entries(told).flatMap(([key, value]) => {
    if (!/^ipfilter\.IPv[46]\.\d+$/.test(key) || typeof value !== 'string') return []
    const [Address = '', Mask = '', Enable = ''] = value.split('/')
    return [{ Address, Mask, Enable }]
  })

/** @see SUNAPI: security.cgi 802Dot1x */
async function readPortAuthentication(device: Connection): Promise<PortAuthentication> {
  const told = await view(device, { cgi: 'security', name: '802Dot1x' })
  const one = listIn(told, 'IEEE802Dot1x')[0] ?? told
  const enabled = flagIn(one, 'Enable')
  if (enabled === null) throw new ProtocolViolation('802Dot1x: the device does not say whether it is on.')
  return { enabled, method: textIn(one, 'EAPOLType', 40) }
}
