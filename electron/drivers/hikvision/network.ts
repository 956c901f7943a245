import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { NetworkProtocol } from '../../model/facts.ts'
import type { AddressFilter, HttpPolicy, PortAuthentication, SyslogTarget } from '../../model/security-facts.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import { httpRequest } from '../../protocols/http/http-request.ts'
import { element } from '../../protocols/onvif/xml-write.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Capability, Connection, WriteOutcome } from '../driver.ts'
import { onvifNetworkProtocols } from '../onvif/capabilities.ts'
import { movesToHttps } from '../onvif/web-security.ts'
import { heldAgainstPlainHttp } from '../web/plain-http.ts'
import { secretTarget, webTarget } from '../web/web-target.ts'
import { childElement, childFlag, childNumber, childText, isapiChange, isapiGet, needFlag } from './isapi.ts'
import { childNode, needNode, nodesNamed, type XmlNode } from './xml-document.ts'

const accessPath = '/ISAPI/Security/adminAccesses'
const accessRoots = ['AdminAccessProtocolList']

async function readHttpPolicy(device: Connection): Promise<HttpPolicy> {
  const list = await isapiGet(device, accessPath, accessRoots)
  const on = (protocol: string): boolean | null => {
    const entry = list.children.find((child) => childText(child, 'protocol') === protocol)
    return entry === undefined ? null : (childFlag(entry, 'enabled') ?? true)
  }
  const [http, https] = [on('HTTP'), on('HTTPS')]
  if (http === null && https === null) throw new ProtocolViolation('The device lists neither HTTP nor HTTPS.')
  if (https !== true) return 'http-only'
  if (http !== true) return heldAgainstPlainHttp(device, 'https-only', portOf(list, 'HTTP'))
  return (await startPageMoves(device)) ? 'redirects-to-https' : 'http-and-https'
}

const portOf = (list: XmlElement, protocol: string): number | null =>
  childNumber(list.children.find((child) => childText(child, 'protocol') === protocol) ?? null, 'portNo', 1, 65_535)

const onvifProtocols = onvifNetworkProtocols() as Extract<Capability, { fact: 'network.protocols' }>
const listedProtocols = ['HTTP', 'HTTPS', 'RTSP'] as const

/** ONVIF has them with all their ports and is proven on recordings: ISAPI steps in where ONVIF is off or its login is another one. */
async function readProtocols(device: Connection): Promise<readonly NetworkProtocol[]> {
  if (device.credential('onvif') !== null) return onvifProtocols.read(device)
  const list = await isapiGet(device, accessPath, accessRoots)
  const protocols = list.children.flatMap((entry): NetworkProtocol[] => {
    const name = listedProtocols.find((known) => known === childText(entry, 'protocol'))
    const port = childNumber(entry, 'portNo', 1, 65_535)
    if (name === undefined) return []
    return [{ name, enabled: childFlag(entry, 'enabled') ?? true, ports: port === null ? [] : [port] }]
  })
  if (protocols.length === 0) throw new ProtocolViolation('The device lists neither HTTP nor HTTPS.')
  return protocols
}

/** What plain HTTP does is not in the settings: the start page is asked, without login. */
async function startPageMoves(device: Connection): Promise<boolean> {
  const target = webTarget(device)
  if (target.https) return false
  const answer = await httpRequest(device.network, { ...target, method: 'GET', path: '/', signal: device.signal })
  return movesToHttps(answer, device.endpoint.address)
}

/** Plain HTTP goes off only while HTTPS answers, and HTTPS never while it is the way that we came in. */
async function writeHttpPolicy(device: Connection, wanted: HttpPolicy): Promise<WriteOutcome> {
  if (wanted === 'redirects-to-https')
    throw new Unsupported(
      'Where this maker keeps the redirect from HTTP to HTTPS is not known; set it in its web page.',
    )
  const { https } = webTarget(device)
  if (wanted === 'https-only' && !(await secretTarget(device)).https)
    throw new WriteRefused(
      'HTTPS of the device does not answer; without plain HTTP nobody would reach it. Nothing was sent.',
    )
  if (wanted === 'http-only' && https)
    throw new WriteRefused('This device is reached over HTTPS; switching that off would cut us off.')
  return isapiChange(device, accessPath, accessRoots, (document) => {
    const entryOf = (protocol: string): XmlNode | undefined =>
      nodesNamed(document.root, 'AdminAccessProtocol').find(
        (entry) => document.rawText(needNode(entry, 'protocol')) === protocol,
      )
    for (const [protocol, on] of [
      ['HTTP', wanted !== 'https-only'],
      ['HTTPS', wanted !== 'http-only'],
    ] as const) {
      const entry = entryOf(protocol)
      if (entry === undefined && on) throw new WriteRefused(`The device has no ${protocol}.`)
      const enabled = entry === undefined ? null : childNode(entry, 'enabled')
      if (enabled !== null) document.setText(enabled, on)
      else if (entry !== undefined && !on)
        throw new WriteRefused(`The device has no switch for ${protocol}; nothing was changed.`)
    }
  })
}

const filterPath = '/ISAPI/System/Network/ipFilter'

/** @see ISAPI: IPFilter, known from third-party code alone */
function filterOf(root: XmlElement): AddressFilter {
  const policy = childText(root, 'permissionType')
  if (policy !== 'allow' && policy !== 'deny')
    throw new ProtocolViolation('The address filter of the device neither allows nor denies.')
  const entries = (childElement(root, 'IPFilterAddressList')?.children ?? []).flatMap((entry) => {
    const mask = childElement(entry, 'AddressMask')
    const address = childText(mask, 'ipAddress') ?? childText(entry, 'ipAddress')
    const bits = childNumber(mask, 'bitMask', 0, 128)
    return address === null ? [] : [bits === null || bits === 32 ? address : `${address}/${bits}`]
  })
  return { enabled: needFlag(root, 'enabled'), entriesAre: policy === 'allow' ? 'allowed' : 'denied', entries }
}

/** Only IPv4 addresses and networks. */
async function writeFilter(device: Connection, { enabled, entriesAre, entries }: AddressFilter): Promise<WriteOutcome> {
  if (entriesAre === 'mixed') throw new WriteRefused('This device has no rules of several kinds.')
  const type = entriesAre === 'allowed' ? 'allow' : 'deny'
  const odd = entries.find((entry) => !/^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/.test(entry))
  if (odd !== undefined)
    throw new WriteRefused('The address filter of this device takes IPv4 addresses and networks only.')
  return isapiChange(device, filterPath, ['IPFilter'], (document) => {
    document.setText(needNode(document.root, 'enabled'), enabled)
    document.setText(needNode(document.root, 'permissionType'), type)
    const list = needNode(document.root, 'IPFilterAddressList')
    const named = (name: string) => document.nameBeside(list, name)
    const rows = entries.map((entry, index) => {
      const [address = '', bits = '32'] = entry.split('/')
      return element(named('IPFilterAddress'), [
        element(named('id'), index + 1),
        element(named('permissionType'), type),
        element(named('AddressFilterType'), 'mask'),
        element(named('AddressMask'), [element(named('ipAddress'), address), element(named('bitMask'), bits)]),
      ])
    })
    document.replace(list, element(list.qualified, rows))
  })
}

/** @see Hikvision web interface: IEEE802_1x of the first interface */
async function readPortAuthentication(device: Connection): Promise<PortAuthentication> {
  const root = await isapiGet(device, '/ISAPI/System/Network/interfaces/1/ieee802.1x', ['IEEE802_1x'])
  return {
    enabled: needFlag(root, 'enabled'),
    method: visibleOrNull(childText(root, 'authenticationProtocolType'), 40),
  }
}

const syslogPath = '/ISAPI/System/logServer'
const syslogRoots = ['LogServer', 'logServer']

async function readSyslog(device: Connection): Promise<readonly SyslogTarget[]> {
  const root = await isapiGet(device, syslogPath, syslogRoots)
  const host = childText(root, 'hostName') ?? childText(root, 'ipAddress')
  const enabled = needFlag(root, 'enabled')
  if (host === null || (host === '0.0.0.0' && !enabled)) return []
  const transport = childFlag(root, 'transmissionEncryption') === true ? 'tls' : 'udp'
  return [
    { host: visibleOrNull(host, 255) ?? host, port: childNumber(root, 'portNo', 1, 65_535) ?? 514, transport, enabled },
  ]
}

async function writeSyslog(device: Connection, targets: readonly SyslogTarget[]): Promise<WriteOutcome> {
  const [target, ...others] = targets
  if (others.length > 0) throw new WriteRefused('This device sends its log to one server only.')
  if (target !== undefined && target.transport !== 'udp')
    throw new WriteRefused('It is not known how this device is told to send its log over TCP or TLS.')
  return isapiChange(device, syslogPath, syslogRoots, (document) => {
    document.setText(needNode(document.root, 'enabled'), target?.enabled ?? false)
    if (target === undefined) return
    const isAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(target.host)
    const [kept, dropped] = isAddress ? ['ipAddress', 'hostName'] : ['hostName', 'ipAddress']
    const place = childNode(document.root, kept) ?? needNode(document.root, dropped)
    document.setText(needNode(document.root, 'addressingFormatType'), isAddress ? 'ipaddress' : 'hostname')
    document.replace(place, element(document.nameBeside(place, kept), target.host))
    document.setText(needNode(document.root, 'portNo'), target.port)
  })
}

export const networkFacts: readonly Capability[] = [
  { ...onvifProtocols, read: readProtocols },
  { fact: 'http.policy', read: readHttpPolicy, write: writeHttpPolicy },
  {
    fact: 'network.filter',
    read: async (device) => filterOf(await isapiGet(device, filterPath, ['IPFilter'])),
    write: writeFilter,
    writeGrade: 'unproven',
  },
  { fact: 'network.8021x', read: readPortAuthentication },
  { fact: 'log.syslog', read: readSyslog, write: writeSyslog, writeGrade: 'unproven' },
]
