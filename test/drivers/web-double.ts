import type http from 'node:http'
import type { Connection } from '../../electron/drivers/driver.ts'
import type { Credential } from '../../electron/model/secret.ts'
import { type Seen, webServer } from '../protocols/http/servers.ts'
import { connectionTo } from './onvif/connection.ts'

export const challenge = 'Digest realm="AXIS_ACCC8E012345", qop="auth", algorithm=MD5, nonce="0123456789"'

const foreign = (name: string): string =>
  `<${name} xmlns="urn:somebody-else"><enabled>true</enabled><result>ok</result></${name}>`
const envelopeAround = (inner: string): string =>
  `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${inner}</e:Body></e:Envelope>`

export interface WrongAnswer {
  readonly name: string
  readonly guarded: boolean
  readonly answer: (response: http.ServerResponse, asked: { readonly url: string; readonly body: string }) => void
}

/** Ways in which a web server can be wrong. It asks for a login first, as a device does, where `guarded`. */
export const wrongAnswers: readonly WrongAnswer[] = [
  {
    name: 'a page instead of data',
    guarded: true,
    answer: (response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' })
      response.end('<!DOCTYPE html><html><body>Welcome = to the camera</body></html>')
    },
  },
  {
    name: 'a cut-off answer',
    guarded: true,
    answer: (response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 400 })
      response.write('{"apiVersion":"1.0","data":{"pro', () => response.destroy())
    },
  },
  {
    name: 'an answer without end',
    guarded: true,
    answer: (response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' })
      response.end(`root.A=${'x'.repeat(3 * 1024 * 1024)}`)
    },
  },
  {
    name: 'XML with a document type',
    guarded: true,
    answer: (response) => {
      response.writeHead(200, { 'Content-Type': 'text/xml' })
      response.end('<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>')
    },
  },
  {
    name: 'the words of a foreign namespace',
    guarded: true,
    answer: (response, { url, body }) => {
      const operation = /<(?:\w+:)?Body>\s*<(?:\w+:)?(\w+)/.exec(body)?.[1]
      const last = /(\w+)(?:\.\w+)?(?:\?.*)?$/.exec(url)?.[1] ?? 'answer'
      response.writeHead(200, { 'Content-Type': 'application/xml' })
      response.end(operation === undefined ? foreign(last) : envelopeAround(foreign(`${operation}Response`)))
    },
  },
  {
    name: 'a picture',
    guarded: true,
    answer: (response) => {
      response.writeHead(200, { 'Content-Type': 'image/png' })
      response.end(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
    },
  },
  {
    name: 'a redirect to another host',
    guarded: false,
    answer: (response) => {
      response.writeHead(302, { Location: 'http://127.71.250.250:81/axis-cgi/param.cgi' })
      response.end()
    },
  },
  {
    name: 'a refusal for ever',
    guarded: false,
    answer: (response) => {
      response.writeHead(401, { 'WWW-Authenticate': challenge })
      response.end()
    },
  },
  {
    name: 'an inner error',
    guarded: true,
    answer: (response) => {
      response.writeHead(500)
      response.end('oops')
    },
  },
]

/** A device that answers everything in this wrong way, and what it was asked. */
export async function wrongDevice(
  wrong: WrongAnswer,
  credential: Credential,
): Promise<{ readonly connection: Connection; readonly seen: readonly Seen[] }> {
  const server = await webServer((asked, response) => {
    const { headers } = asked
    if (wrong.guarded && headers.authorization === undefined) {
      response.writeHead(401, { 'WWW-Authenticate': challenge })
      response.end()
    } else wrong.answer(response, asked)
  })
  const endpoint = { address: server.address, ports: { http: server.port } }
  return { connection: connectionTo(endpoint, credential), seen: server.seen }
}
