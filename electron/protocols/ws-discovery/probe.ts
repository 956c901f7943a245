import { randomUUID } from 'node:crypto'

export const wsDiscoveryPort = 3702
export const wsDiscoveryGroup = '239.255.255.250'

/**
 * What to ask for. One type is never enough: some devices answer only the first, some only the second, some only a probe
 * without types.
 *
 * @see ONVIF Core, section 7.3; WS-Discovery 1.0, section 5
 */
export const probeTypes = ['dn:NetworkVideoTransmitter', 'tds:Device', null] as const
export type ProbeType = (typeof probeTypes)[number]

export interface OutgoingProbe {
  /** `urn:uuid:...`; the answer names it in RelatesTo. */
  readonly messageId: string
  readonly payload: Buffer
}

/** One Probe as a single line, because at least one device parses no other. */
export function buildProbe(type: ProbeType, messageId = `urn:uuid:${randomUUID()}`): OutgoingProbe {
  const types = type === null ? '' : `<d:Types>${type}</d:Types>`
  const envelope = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"',
    ' xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"',
    ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"',
    ' xmlns:dn="http://www.onvif.org/ver10/network/wsdl"',
    ' xmlns:tds="http://www.onvif.org/ver10/device/wsdl">',
    '<s:Header>',
    `<a:MessageID>${messageId}</a:MessageID>`,
    '<a:ReplyTo><a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>',
    '<a:To s:mustUnderstand="1">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>',
    '<a:Action s:mustUnderstand="1">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>',
    '</s:Header>',
    `<s:Body><d:Probe>${types}</d:Probe></s:Body>`,
    '</s:Envelope>',
  ].join('')
  return { messageId, payload: Buffer.from(envelope, 'utf8') }
}
