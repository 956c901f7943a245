import type http from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { authenticateWeb, type LoginTrial } from './authenticate.ts'
import type { Level } from './device-state.ts'
import { concerns } from './faults.ts'
import { IncomingFile } from './firmware.ts'
import type { SeenUpload } from './firmware-slot.ts'
import { challenges } from './http-digest.ts'
import { backupRoute } from './onvif/backup.ts'
import { uploadPath } from './onvif/firmware.ts'
import type { PracticeDevice } from './practice-device.ts'
import { snapshotPath, snapshotPicture } from './snapshot.ts'

/** One request to a device's own API, after its login was found right. */
export interface ApiRequest {
  readonly device: PracticeDevice
  readonly request: http.IncomingMessage
  readonly path: string
  readonly query: URLSearchParams
  /** Whether it came through TLS. */
  readonly encrypted: boolean
  /** Who is logged in; null on a route for everybody. */
  readonly user: { readonly username: string; readonly level: Level } | null
  /** Reads a file that is the body, but for what stands before and after it. */
  receive(way: SeenUpload['way'], skip?: (head: Buffer) => number | null, tail?: number): Promise<Received>
  /** Reads a short body. */
  text(): Promise<string>
}

/** `null` for a file that is not for this device, or that it refuses. `cut`: the device hung up. */
export type Received = { readonly version: string } | null | 'cut'

export interface ApiAnswer {
  readonly status: number
  readonly type?: string
  readonly headers?: http.OutgoingHttpHeaders
  readonly body: string
  /** In the place of `body`, what is no text. */
  readonly bytes?: Buffer
  readonly afterwards?: () => void
}

/** One path of a maker's API. A new one is a line in the list of its maker. */
export interface ApiRoute {
  readonly path: string | RegExp
  /** The lowest level that is let in; `none` is for everybody, before any login. */
  readonly level: 'none' | Level
  /** Also there before the device has its first password. All other paths are shut until then. */
  readonly unactivated?: true
  /** Products and states that have the path; all when absent. */
  readonly has?: (device: PracticeDevice) => boolean
  readonly answer: (request: ApiRequest) => Promise<ApiAnswer | 'cut'>
}

const onvifUpload: ApiRoute = {
  path: uploadPath,
  level: 'Administrator',
  has: ({ speaksOnvif }) => speaksOnvif,
  answer: takeOnvifUpload,
}

/** One picture of a channel, for everybody who may watch. @see ONVIF Media, GetSnapshotUri */
const snapshotRoute: ApiRoute = {
  path: snapshotPath,
  level: 'User',
  has: ({ speaksOnvif, state }) => speaksOnvif && state.channels > 0,
  answer: async ({ device, query }) =>
    device.maker.snapshots === 'refused'
      ? { status: 403, body: '' }
      : { status: 200, type: 'image/jpeg', body: '', bytes: snapshotPicture(device, Number(query.get('channel'))) },
}

function routeAt(device: PracticeDevice, path: string): ApiRoute | null {
  const routes = [
    onvifUpload,
    snapshotRoute,
    backupRoute,
    ...(device.maker.api ?? []),
    ...(device.personality.api ?? []),
  ]
  const at = ({ path: own }: ApiRoute) => (typeof own === 'string' ? own === path : own.test(path))
  return routes.find((route) => at(route) && route.has?.(device) !== false) ?? null
}

/**
 * Answers requests to the maker's own API: the login first, then the body, which may be too long to be held in memory. False when
 * the request is about something else.
 */
export async function answerApi(
  device: PracticeDevice,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<boolean> {
  const path = (request.url ?? '/').split('?')[0] ?? ''
  const found = routeAt(device, path)
  const route = found !== null && !device.state.settings.activated ? whileUnactivated(device, found) : found
  if (route === null || device.faults.silence || device.faults.foreignRedirect !== null) return false
  const entry = enter(device, request, route.level)
  const answer =
    'refused' in entry ? entry.refused : await route.answer(requestOf(device, request, response, path, entry.user))
  if (answer === 'cut') return true
  await device.followState()
  if (device.faults.delayMs > 0) await wait(device.faults.delayMs, undefined, { ref: false })
  const body = concerns(device.faults.malformedXml, path) ? garbled(answer.body) : answer.body
  const bytes = answer.bytes ?? Buffer.from(body, 'utf8')
  if (answer.afterwards !== undefined) response.on('finish', answer.afterwards)
  response.writeHead(answer.status, {
    Server: device.maker.web.server,
    ...(answer.type === undefined ? {} : { 'Content-Type': answer.type }),
    ...answer.headers,
    'Content-Length': bytes.length,
    Connection: 'close',
  })
  if (concerns(device.faults.truncatedBody, path) && bytes.length > 1) {
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
    return true
  }
  response.end(request.method === 'HEAD' ? undefined : bytes)
  return true
}

/** No maker's client can read this, whether it is XML, JSON or lines of names and values. */
const garbled = (body: string): string => body.replaceAll('=', ' ').replaceAll('</', '<').replace(/[}\]]/g, '')

/** Until somebody gave it a password, nothing is answered but what leads to one. */
function whileUnactivated(device: PracticeDevice, route: ApiRoute): ApiRoute {
  if (route.unactivated === true) return route
  const { status = 401, body = '', type = 'text/html' } = device.maker.unactivated?.web ?? {}
  return { path: route.path, level: 'none', answer: async () => ({ status, body, type }) }
}

export const isEncrypted = ({ socket }: http.IncomingMessage): boolean => 'encrypted' in socket

const ranks: readonly Level[] = ['User', 'Operator', 'Administrator']

/** Some makers take passwords in the query. */
const withoutSecrets = (url: string): string => url.replace(/([?&]\w*(?:pwd|password)\w*=)[^&]*/gi, '$1***')

/** What the maker says with a refusal, if it says anything. */
function refusalWords(
  device: PracticeDevice,
  trial: LoginTrial,
  source: string,
): Pick<ApiAnswer, 'body' | 'type'> | null {
  const account = trial.kind === 'none' ? '' : (trial.username ?? '')
  const seconds = trial.kind === 'locked' ? trial.seconds : 0
  return device.maker.web.refusal?.(seconds, device.logins.left(account, source)) ?? null
}

function enter(
  device: PracticeDevice,
  request: http.IncomingMessage,
  level: ApiRoute['level'],
): { readonly user: ApiRequest['user'] } | { readonly refused: ApiAnswer } {
  const { authorization } = request.headers
  const source = request.socket.remoteAddress ?? ''
  const trial = authenticateWeb({ device, source, method: request.method ?? '', uri: request.url ?? '', authorization })
  const isOpen = level === 'none' && trial.kind === 'none'
  const isRight = trial.kind === 'right' && (level === 'none' || ranks.indexOf(trial.level) >= ranks.indexOf(level))
  device.requests.add({
    interface: 'http',
    operation: `${request.method} ${withoutSecrets(request.url ?? '')}`,
    username: trial.kind === 'none' ? null : trial.username,
    login: trial.kind === 'none' ? 'none' : trial.by,
    outcome: isRight || isOpen ? 'answered' : trial.kind === 'locked' ? 'locked' : 'refused',
    source,
  })
  if (isOpen) return { user: null }
  if (isRight) return { user: { username: trial.username, level: trial.level } }
  const words = refusalWords(device, trial, source)
  if (trial.kind === 'locked')
    return { refused: { status: device.logins.policy?.status ?? 401, ...(words ?? { body: 'locked' }) } }
  if (trial.kind === 'right') return { refused: { status: 403, body: '' } }
  const stale = trial.kind === 'wrong' && trial.stale
  return {
    refused: {
      status: 401,
      ...(words ?? { body: '' }),
      headers: { 'WWW-Authenticate': challenges(device.realm, device.webDigest, stale) },
    },
  }
}

function requestOf(
  device: PracticeDevice,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  path: string,
  user: ApiRequest['user'],
): ApiRequest {
  const welcome = () => {
    if (/100-continue/i.test(request.headers.expect ?? '')) response.writeContinue()
  }
  return {
    device,
    request,
    path,
    query: new URL(request.url ?? '/', 'http://device').searchParams,
    encrypted: isEncrypted(request),
    user,
    async text() {
      welcome()
      let text = ''
      for await (const piece of request) text += (piece as Buffer).toString('utf8').slice(0, 64 * 1024 - text.length)
      return text
    },
    async receive(way, skip, tail = 0) {
      welcome()
      return await receive(device, request, way, skip ?? (() => 0), tail)
    },
  }
}

async function receive(
  device: PracticeDevice,
  request: http.IncomingMessage,
  way: SeenUpload['way'],
  skip: (head: Buffer) => number | null,
  tail: number,
): Promise<Received> {
  const file = new IncomingFile(tail)
  let before: Buffer | null = Buffer.alloc(0)
  const half = Math.floor(Number(request.headers['content-length'] ?? 0) / 2)
  const seen = (outcome: SeenUpload['outcome'], sha256: string | null) =>
    device.firmware.uploads.push({ way, bytes: file.bytes, sha256, outcome })
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      if (before === null) file.add(piece)
      else {
        before = Buffer.concat([before, piece])
        const start = skip(before)
        if (start !== null) {
          file.add(before.subarray(start))
          before = null
        }
      }
      if (device.faults.cutsUpload && file.bytes >= half) {
        seen('cut', null)
        request.socket.destroy()
        return 'cut'
      }
    }
  } catch (error) {
    // The other side hung up in the middle of its file.
    if (!request.socket.destroyed) throw error
    seen('cut', null)
    return 'cut'
  }
  const { firmware, sha256 } = file.end()
  const takes = device.firmware.fits(firmware) && !device.faults.refusesFile
  seen(takes ? 'taken' : 'refused', sha256)
  return takes ? { version: firmware.version } : null
}

/** @see ONVIF Core, StartFirmwareUpgrade: POST of the file; 415 for a wrong one */
async function takeOnvifUpload({ device, request, query, receive: take }: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const token = query.get('session')
  if (token === null || token !== device.firmware.token) return { status: 404, body: '' }
  if (request.method !== 'POST') return { status: 405, body: '' }
  if (!/^application\/octet-stream\b/i.test(request.headers['content-type'] ?? '')) return { status: 415, body: '' }
  const received = await take('onvif')
  if (received === 'cut') return received
  device.firmware.token = null
  if (received === null) return { status: 415, body: '' }
  device.firmware.stage(received.version, { committed: true })
  return { status: 200, body: '', afterwards: () => void device.reboot() }
}
