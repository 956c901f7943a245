/** What a device says in one ProbeMatch. Null leaves the element out. */
export interface Spoken {
  readonly reference?: string | null
  readonly types?: string | null
  readonly scopes?: string | null
  readonly xaddrs?: string | null
}

/** A ProbeMatches as devices send it. `relatesTo` null leaves RelatesTo out. */
export function probeMatches(relatesTo: string | null, ...devices: readonly Spoken[]): string {
  const element = (name: string, text: string | null) => (text === null ? '' : `<d:${name}>${text}</d:${name}>`)
  const matches = devices.map(
    ({
      reference = 'urn:uuid:1',
      types = 'dn:NetworkVideoTransmitter',
      scopes = 'onvif://www.onvif.org/Profile/Streaming',
      xaddrs = 'http://127.73.7.9/onvif/device_service',
    }) =>
      '<d:ProbeMatch>' +
      (reference === null ? '' : `<a:EndpointReference><a:Address>${reference}</a:Address></a:EndpointReference>`) +
      element('Types', types) +
      element('Scopes', scopes) +
      element('XAddrs', xaddrs) +
      '<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch>',
  )
  return (
    '<?xml version="1.0" encoding="utf-8"?>' +
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"' +
    ' xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"' +
    ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"' +
    ' xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">' +
    `<s:Header><a:MessageID>urn:uuid:answer</a:MessageID>${relatesTo === null ? '' : `<a:RelatesTo>${relatesTo}</a:RelatesTo>`}` +
    '<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</a:Action></s:Header>' +
    `<s:Body><d:ProbeMatches>${matches.join('')}</d:ProbeMatches></s:Body></s:Envelope>`
  )
}
