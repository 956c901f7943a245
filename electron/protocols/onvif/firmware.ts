import { ProtocolViolation } from '../../model/errors.ts'
import { childOf, needChild, needText } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'
import type { OnvifTarget } from './send-call.ts'
import { isPath } from './service-address.ts'

const { tds } = namespaces

/** A place of the web server that the device named. The host is always the device itself. */
export interface DeviceUri extends OnvifTarget {
  readonly path: string
  /** The URI named another host than the device. Evidence; never contacted. */
  readonly foreignHost: string | null
}

/** Where and when the device wants its new firmware. */
export interface FirmwareDoor extends DeviceUri {
  /** How long the device asks to wait before the upload. */
  readonly uploadDelayMs: number
  /** How long it says that it will be away afterwards; null when that cannot be read. */
  readonly expectedDownMs: number | null
}

/**
 * Whether the device says that it takes firmware over HTTP.
 * @see ONVIF Core, GetServiceCapabilities: System@HttpFirmwareUpgrade
 */
export async function offersFirmwareUpload(client: OnvifClient): Promise<boolean> {
  const { element } = await client.call({ service: 'tds', operation: 'GetServiceCapabilities' })
  const system = childOf(needChild(element, tds, 'Capabilities'), tds, 'System')
  return /^\s*(true|1)\s*$/.test(system?.attributes.get('HttpFirmwareUpgrade') ?? '')
}

/**
 * Tells the device that a firmware is coming. Of the URI that it answers only the path and, unless the device is a forwarded one,
 * the port are used; a device that was reached by TLS is not left for plain HTTP.
 *
 * @throws {WriteRefused} {CredentialsRefused} {Unsupported} when the device does not want to
 * @see ONVIF Core, StartFirmwareUpgrade
 */
export async function startFirmwareUpgrade(client: OnvifClient, pathsOnly: boolean): Promise<FirmwareDoor> {
  const { element } = await client.call({ service: 'tds', operation: 'StartFirmwareUpgrade', intent: 'write' })
  const delayText = needText(element, tds, 'UploadDelay')
  const uploadDelayMs = durationMs(delayText)
  if (uploadDelayMs === null) throw new ProtocolViolation('The device names an upload delay that is no duration.')
  return {
    ...deviceUri(needText(element, tds, 'UploadUri').trim(), client.target, pathsOnly),
    uploadDelayMs,
    expectedDownMs: durationMs(needText(element, tds, 'ExpectedDownTime')),
  }
}

/** Of a URI of the device: its path and, unless it is a forwarded one, its port. TLS is not left for plain HTTP. */
export function deviceUri(uri: string, target: OnvifTarget, pathsOnly: boolean): DeviceUri {
  const url = uri.length <= 2_048 && URL.canParse(uri) ? new URL(uri) : null
  const path = url === null ? '' : `${url.pathname}${url.search}`
  if (url === null || !/^https?:$/.test(url.protocol) || !isPath(path)) {
    throw new ProtocolViolation('The device names a web address that is none.')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const foreignHost = host === target.address ? null : host
  const secure = url.protocol === 'https:'
  const sameTransport = secure === target.https
  const named = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  // A port that stands beside a foreign host says nothing of the device, unless it was written out.
  const usable = !pathsOnly && (secure || sameTransport) && (foreignHost === null || url.port !== '')
  return {
    address: target.address,
    port: usable ? named : target.port,
    https: usable ? secure : target.https,
    path,
    foreignHost,
  }
}

/** Milliseconds of an xs:duration of days and shorter parts; null for anything else. */
export function durationMs(text: string): number | null {
  const match = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,9})?)S)?)?$/.exec(text.trim())
  if (match === null || match.slice(1).every((part) => part === undefined)) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000)
}
