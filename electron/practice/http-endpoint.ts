import http from 'node:http'
import https from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import type { TlsOptions } from 'node:tls'
import { answerApi, isEncrypted } from './api-endpoint.ts'
import { concerns } from './faults.ts'
import { answerOnvif, isOnvifPath, type OnvifAnswer } from './onvif/onvif-endpoint.ts'
import type { PracticeDevice } from './practice-device.ts'
import { descriptionPath, upnpDescription } from './upnp-server.ts'

interface HttpAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

const largestBody = 256 * 1024

/** The web server of a device: its ONVIF services, the paths of its personality and a login page. With `tls`, behind TLS. */
export function httpServerOf(device: PracticeDevice, tls: TlsOptions | null = null): http.Server {
  const server =
    tls === null
      ? http.createServer({ keepAliveTimeout: 5_000 })
      : https.createServer({ keepAliveTimeout: 5_000, ...tls })
  const listen = (request: http.IncomingMessage, response: http.ServerResponse) => {
    handle(device, request, response).catch((error: unknown) => {
      response.destroy()
      // A simulated device must not hide its own bugs behind a closed connection.
      queueMicrotask(() => {
        throw error
      })
    })
  }
  server.on('request', listen)
  // Whether the body is wanted is decided first: an upload without login is refused before it begins.
  server.on('checkContinue', listen)
  return server
}

async function handle(
  device: PracticeDevice,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const uri = request.url ?? '/'
  if (device.cable.out) await device.cable.connected()
  if (request.socket.destroyed) return
  if (movesToHttps(device, request)) {
    noteHttp(device, request)
    const headers = { Location: `https://${device.secureAuthority}${uri}`, Connection: 'close' }
    return send(device, response, { status: 301, headers, body: '' }, null)
  }
  if (await answerApi(device, request, response)) return
  if (/100-continue/i.test(request.headers.expect ?? '')) response.writeContinue()
  const text = await readBody(request)
  if (device.faults.silence || request.socket.destroyed) return
  if (text === null) return send(device, response, { status: 413, body: '' }, null)
  if (device.faults.delayMs > 0) await wait(device.faults.delayMs, undefined, { ref: false })
  if (device.faults.foreignRedirect !== null) {
    noteHttp(device, request)
    return send(device, response, { status: 302, headers: { Location: device.faults.foreignRedirect }, body: '' }, null)
  }
  if (!device.speaksOnvif || !isOnvifPath(uri)) {
    noteHttp(device, request)
    return send(device, response, answerWeb(device, uri), null)
  }
  const answer = await answerOnvif(device, {
    method: request.method ?? '',
    uri,
    authorization: request.headers.authorization,
    contentType: request.headers['content-type'] ?? '',
    source: request.socket.remoteAddress ?? '',
    encrypted: isEncrypted(request),
    text,
  })
  await device.followState()
  if (answer.operation === null) noteHttp(device, request)
  if (answer.drop) {
    request.socket.destroy()
    return
  }
  await sendOnvif(device, response, answer)
}

/** ONVIF stays where its clients look for it; people and the maker's own tools are sent to HTTPS. */
const movesToHttps = (device: PracticeDevice, request: http.IncomingMessage): boolean =>
  device.state.settings.httpPolicy === 'redirects-to-https' &&
  !isEncrypted(request) &&
  !isOnvifPath(request.url ?? '/') &&
  !device.faults.silence

/** Null when the body is too large. */
async function readBody(request: http.IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of request) {
      size += (part as Buffer).length
      if (size <= largestBody) parts.push(part as Buffer)
    }
  } catch (error) {
    // The client hung up in the middle of its request: nobody waits for an answer.
    if (request.socket.destroyed) return ''
    throw error
  }
  return size > largestBody ? null : Buffer.concat(parts).toString('utf8')
}

function noteHttp(device: PracticeDevice, request: http.IncomingMessage): void {
  const { authorization } = request.headers
  const login = authorization === undefined ? 'none' : /^Digest\s/i.test(authorization) ? 'digest' : 'clear'
  device.requests.add({
    interface: 'http',
    operation: `${request.method} ${request.url}`,
    username: null,
    login,
    outcome: 'answered',
    source: request.socket.remoteAddress ?? '',
  })
}

function answerWeb(device: PracticeDevice, uri: string): HttpAnswer {
  const path = uri.split('?')[0] ?? ''
  const { services, activated } = device.state.settings
  if (path === descriptionPath && services.upnp === true) {
    return { status: 200, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body: upnpDescription(device) }
  }
  const closed = device.maker.unactivated?.web
  if (!activated && closed !== undefined) {
    const { status, body, type = 'text/html' } = closed
    return { status, headers: { 'Content-Type': type }, body }
  }
  if (path !== '/') return { status: 404, body: '' }
  const title = device.maker.web.title
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><form><input name="user"><input name="password" type="password"></form></body></html>`,
  }
}

async function sendOnvif(device: PracticeDevice, response: http.ServerResponse, answer: OnvifAnswer): Promise<void> {
  const { faults } = device
  const operation = answer.operation ?? ''
  const body = concerns(faults.malformedXml, operation) ? answer.body.replace('</', '<') : answer.body
  const headers = { 'Content-Type': 'application/soap+xml; charset=utf-8', ...answer.headers }
  const cut = concerns(faults.truncatedBody, operation) ? Math.floor(Buffer.byteLength(body) / 2) : null
  if (answer.afterwards !== undefined) response.on('finish', answer.afterwards)
  await send(device, response, { status: answer.status, headers: headers as never, body }, cut)
}

/** `cut`: after so many bytes the connection drops. */
async function send(
  device: PracticeDevice,
  response: http.ServerResponse,
  { status, headers = {}, body }: HttpAnswer,
  cut: number | null,
): Promise<void> {
  const bytes = Buffer.from(body, 'utf8')
  response.writeHead(status, { Server: device.maker.web.server, ...headers, 'Content-Length': bytes.length })
  if (cut !== null) {
    response.write(bytes.subarray(0, cut), () => response.destroy())
    return
  }
  if (device.faults.slowDripMs === 0) {
    response.end(bytes)
    return
  }
  for (const byte of bytes) {
    if (response.destroyed) return
    response.write(Buffer.of(byte))
    await wait(device.faults.slowDripMs, undefined, { ref: false })
  }
  response.end()
}
