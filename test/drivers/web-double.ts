import type http from 'node:http'
import type { Connection } from '../../electron/drivers/driver.ts'
import type { Credential } from '../../electron/model/secret.ts'
import { type Seen, webServer } from '../protocols/http/servers.ts'
import { connectionTo } from './onvif/connection.ts'

const challenge = 'Digest realm="AXIS_ACCC8E012345", qop="auth", algorithm=MD5, nonce="0123456789"'

/** Ways in which a web server can be wrong. It asks for a login first, as a device does, where `guarded`. */
export const wrongAnswers: readonly {
  readonly name: string
  readonly guarded: boolean
  readonly answer: (response: http.ServerResponse) => void
}[] = [
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
  wrong: (typeof wrongAnswers)[number],
  credential: Credential,
): Promise<{ readonly connection: Connection; readonly seen: readonly Seen[] }> {
  const server = await webServer(({ headers }, response) => {
    if (wrong.guarded && headers.authorization === undefined) {
      response.writeHead(401, { 'WWW-Authenticate': challenge })
      response.end()
    } else wrong.answer(response)
  })
  const endpoint = { address: server.address, ports: { http: server.port } }
  return { connection: connectionTo(endpoint, credential), seen: server.seen }
}
