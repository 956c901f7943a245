/** Namespace URIs of the services, types and envelopes in use. Prefixes mean nothing. @see ONVIF Core, Namespaces */
export const namespaces = {
  soap12: 'http://www.w3.org/2003/05/soap-envelope',
  soap11: 'http://schemas.xmlsoap.org/soap/envelope/',
  tds: 'http://www.onvif.org/ver10/device/wsdl',
  tt: 'http://www.onvif.org/ver10/schema',
  trt: 'http://www.onvif.org/ver10/media/wsdl',
  tr2: 'http://www.onvif.org/ver20/media/wsdl',
  tas: 'http://www.onvif.org/ver10/advancedsecurity/wsdl',
  tdc: 'http://www.onvif.org/ver10/doorcontrol/wsdl',
  trc: 'http://www.onvif.org/ver10/recording/wsdl',
  pt: 'http://www.onvif.org/ver10/pacs',
  ter: 'http://www.onvif.org/ver10/error',
  wsse: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  wsu: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
} as const

/** Services that are called, by the prefix of their specification. */
export type ServiceName = 'tds' | 'trt' | 'tr2' | 'tas' | 'tdc' | 'trc'
