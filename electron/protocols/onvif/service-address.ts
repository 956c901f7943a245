import type { ServiceName } from './namespaces.ts'

/** Where a service of the device is: on the device, wherever its own answer points to. */
export interface ServiceAddress {
  /** Path and query. */
  readonly path: string
  /** Null: the port that the device service was reached at. */
  readonly port: number | null
}

/** @see ONVIF Core, Device service path; the others are what most devices use */
export const defaultPaths: Readonly<Record<ServiceName, string>> = {
  tds: '/onvif/device_service',
  trt: '/onvif/media_service',
  tr2: '/onvif/media2_service',
  tas: '/onvif/advancedsecurity_service',
  tdc: '/onvif/doorcontrol_service',
  trc: '/onvif/recording_service',
}

/** Path and query that can stand in a request as they are. */
export const isPath = (text: string): boolean => /^\/[\x21-\x7e]{0,1023}$/.test(text)

export interface ReadXAddr extends ServiceAddress {
  /** The XAddr names another host than the device: evidence of a wrong or forwarded address. Never contacted. */
  readonly foreignHost: string | null
}

/**
 * The path and port of an XAddr, and nothing else of it. Null where it is none.
 *
 * @param own address and transport that the device was reached at
 * @see ONVIF Core, GetServices
 */
export function readXAddr(xaddr: string, own: { readonly address: string; readonly https: boolean }): ReadXAddr | null {
  if (xaddr.length > 2_048 || !URL.canParse(xaddr)) return null
  const url = new URL(xaddr)
  const path = `${url.pathname}${url.search}`
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !isPath(path)) return null
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const sameTransport = (url.protocol === 'https:') === own.https
  const isForeign = host !== own.address
  const explicit = url.port === '' ? null : Number(url.port)
  const port = explicit ?? (isForeign ? null : own.https ? 443 : 80)
  return {
    path,
    port: sameTransport ? port : null,
    foreignHost: isForeign ? host : null,
  }
}
