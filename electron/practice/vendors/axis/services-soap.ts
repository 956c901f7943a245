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
      const wanted = policiesIn(operation)
      if (wanted === null) return fault(500, 'ter:InvalidArgs', 'The configuration is not complete')
      const change = () => setPolicies(request.device, wanted)
      return carryOut(request, operation.name, change, envelope(done))
    }
    default:
      return fault(500, 'ter:ActionNotSupported', 'Optional Action Not Implemented')
  }
}

function configuration({ state }: PracticeDevice): Markup {
  const { httpPolicy, httpPolicies = [httpPolicy, httpPolicy, httpPolicy] } = state.settings
  const [admin, operator, viewer] = httpPolicies.map((policy) => policyWords[policy])
  return el('aweb:Configuration', [
    el('aweb:Tls', true),
    el('aweb:ConnectionPolicies', [el('aweb:Admin', admin), el('aweb:Operator', operator), el('aweb:Viewer', viewer)]),
    el('aweb:Ciphers', [el('acert:Cipher', 'ECDHE-ECDSA-AES128-GCM-SHA256')]),
    el('aweb:CertificateSet', [el('acert:Id', 'HTTPS-default')]),
  ])
}

type Policy = 'http-only' | 'http-and-https' | 'https-only'
type Policies = readonly [Policy, Policy, Policy]

const policies: Readonly<Record<string, Policy>> = {
  Http: 'http-only',
  Https: 'https-only',
  HttpAndHttps: 'http-and-https',
}

/** Null when it is not all there: what is left out would be lost. */
function policiesIn(operation: XmlElement): Policies | null {
  const given = child(operation, 'Configuration', webServer)
  if (given === undefined || !['Tls', 'Ciphers', 'CertificateSet'].every((name) => child(given, name))) return null
  const told = child(given, 'ConnectionPolicies', webServer)
  const [admin, operator, viewer] = ['Admin', 'Operator', 'Viewer'].map((name) => {
    const word = told === undefined ? undefined : child(told, name, webServer)?.text
    return word === undefined ? undefined : policies[word]
  })
  return admin === undefined || operator === undefined || viewer === undefined ? null : [admin, operator, viewer]
}

function setPolicies({ state: { settings } }: PracticeDevice, wanted: Policies): void {
  const [first] = wanted
  const isOne = wanted.every((policy) => policy === first)
  settings.httpPolicy = isOne ? first : 'http-and-https'
  if (isOne) delete settings.httpPolicies
  else settings.httpPolicies = wanted
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
