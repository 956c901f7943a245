import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { child, el, MalformedXml, type Markup, parseXml, type XmlElement } from '../../xml.ts'
import { isFrom } from './versions.ts'

const soap12 = 'http://www.w3.org/2003/05/soap-envelope'
const webServer = 'http://www.axis.com/vapix/ws/webserver'

/**
 * The services that exist as SOAP alone: here the one that says what becomes of plain HTTP.
 * @see VAPIX web server service: GetWebServerTlsConfiguration, SetWebServerTlsConfiguration
 */
export const soapRoute: ApiRoute = {
  path: '/vapix/services',
  level: 'Administrator',
  has: (device) => isFrom(device, 7) && device.state.settings.tls !== null,
  answer,
}

const policyWords = {
  'http-only': 'Http',
  'http-and-https': 'HttpAndHttps',
  'redirects-to-https': 'HttpAndHttps',
  'https-only': 'Https',
} as const

async function answer(request: ApiRequest): Promise<ApiAnswer | 'cut'> {
  if (request.request.method !== 'POST') return { status: 405, body: '' }
  const operation = operationOf(await request.text())
  if (operation === null) return fault(400, 'ter:WellFormed', 'The request is no SOAP')
  if (operation.namespace !== webServer) return fault(500, 'ter:UnknownAction', 'Unknown Action')
  const done = el(`aweb:${operation.name}Response`)
  switch (operation.name) {
    case 'GetWebServerTlsConfiguration':
      return envelope(el('aweb:GetWebServerTlsConfigurationResponse', [configuration(request.device)]))
    case 'SetWebServerTlsConfiguration': {
      const wanted = policyIn(operation)
      if (wanted === null) return fault(500, 'ter:InvalidArgs', 'The configuration is not complete')
      const change = () => {
        request.device.state.settings.httpPolicy = wanted
      }
      return carryOut(request, operation.name, change, envelope(done))
    }
    default:
      return fault(500, 'ter:ActionNotSupported', 'Optional Action Not Implemented')
  }
}

function configuration({ state }: PracticeDevice): Markup {
  const policy = policyWords[state.settings.httpPolicy]
  return el('aweb:Configuration', [
    el('aweb:Tls', true),
    el('aweb:ConnectionPolicies', [el('aweb:Admin', policy), el('aweb:Operator', policy), el('aweb:Viewer', policy)]),
    el('aweb:Ciphers', [el('acert:Cipher', 'ECDHE-ECDSA-AES128-GCM-SHA256')]),
    el('aweb:CertificateSet', [el('acert:Id', 'HTTPS-default')]),
  ])
}

/** Null when it is not all there: what is left out would be lost. */
function policyIn(operation: XmlElement): PracticeDevice['state']['settings']['httpPolicy'] | null {
  const given = child(operation, 'Configuration', webServer)
  const policies = given === undefined ? undefined : child(given, 'ConnectionPolicies', webServer)
  const word = policies === undefined ? undefined : child(policies, 'Admin', webServer)?.text
  const complete = given !== undefined && ['Tls', 'Ciphers', 'CertificateSet'].every((name) => child(given, name))
  if (!complete) return null
  return word === 'Http'
    ? 'http-only'
    : word === 'Https'
      ? 'https-only'
      : word === 'HttpAndHttps'
        ? 'http-and-https'
        : null
}

function operationOf(text: string): XmlElement | null {
  try {
    const root = parseXml(text)
    const body = root.name === 'Envelope' && root.namespace === soap12 ? child(root, 'Body', soap12) : undefined
    return body?.children[0] ?? null
  } catch (error) {
    if (error instanceof MalformedXml) return null
    throw error
  }
}

const envelope = (content: Markup, status = 200): ApiAnswer => ({
  status,
  type: 'application/soap+xml; charset=utf-8',
  body: el('SOAP-ENV:Envelope', el('SOAP-ENV:Body', content), {
    'xmlns:SOAP-ENV': soap12,
    'xmlns:aweb': webServer,
    'xmlns:acert': 'http://www.axis.com/vapix/ws/cert',
    'xmlns:ter': 'http://www.onvif.org/ver10/error',
  }).xml,
})

const fault = (status: number, subcode: string, text: string): ApiAnswer =>
  envelope(
    el('SOAP-ENV:Fault', [
      el('SOAP-ENV:Code', [
        el('SOAP-ENV:Value', 'SOAP-ENV:Receiver'),
        el('SOAP-ENV:Subcode', el('SOAP-ENV:Value', subcode)),
      ]),
      el('SOAP-ENV:Reason', el('SOAP-ENV:Text', text, { 'xml:lang': 'en' })),
    ]),
    status,
  )
