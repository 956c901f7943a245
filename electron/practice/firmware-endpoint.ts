import type http from 'node:http'
import { authenticateWeb } from './authenticate.ts'
import { IncomingFile } from './firmware.ts'
import type { SeenUpload } from './firmware-slot.ts'
import { challenges } from './http-digest.ts'
import { uploadPath } from './onvif/firmware.ts'
import type { PracticeDevice } from './practice-device.ts'
import { isapiAnswer } from './vendor-isapi.ts'
import { vapixAnswer } from './vendor-vapix.ts'

/** One request for the firmware of a device, after its login was found right. */
export interface FirmwareRequest {
  readonly device: PracticeDevice
  readonly request: http.IncomingMessage
  readonly path: string
  /** Reads a file that is the body, but for what stands before and after it. */
  receive(way: SeenUpload['way'], skip?: (head: Buffer) => number | null, tail?: number): Promise<Received>
  /** Reads a short body. */
  text(): Promise<string>
}

/** `null` for a file that is not for this device, or that it refuses. `cut`: the device hung up. */
export type Received = { readonly version: string } | null | 'cut'

export interface FirmwareAnswer {
  readonly status: number
  readonly type?: string
  readonly body: string
  readonly afterwards?: () => void
}

type Door = (request: FirmwareRequest) => Promise<FirmwareAnswer | 'cut'>

/** Who answers for firmware at this path, or null. */
function doorAt(device: PracticeDevice, path: string): Door | null {
  if (path === uploadPath) return device.product.onvif === false ? null : onvifUpload
  return vapixAnswer(device, path) ?? isapiAnswer(device, path)
}

/**
 * Answers requests for the firmware of a device: long bodies that are never held in memory, and only after the login. False when
 * the request is about something else.
 */
export async function answerFirmware(
  device: PracticeDevice,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<boolean> {
  const path = (request.url ?? '/').split('?')[0] ?? ''
  const door = doorAt(device, path)
  if (door === null || device.faults.silence || device.faults.foreignRedirect !== null) return false
  const refused = refusalOf(device, request)
  const answer = refused ?? (await door(requestOf(device, request, response, path)))
  if (answer === 'cut') return true
  const bytes = Buffer.from(answer.body, 'utf8')
  const headers = 'headers' in answer ? (answer.headers as http.OutgoingHttpHeaders) : {}
  if (answer.afterwards !== undefined) response.on('finish', answer.afterwards)
  response.writeHead(answer.status, {
    Server: device.maker.web.server,
    ...(answer.type === undefined ? {} : { 'Content-Type': answer.type }),
    ...headers,
    'Content-Length': bytes.length,
    Connection: 'close',
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
  return true
}

function refusalOf(
  device: PracticeDevice,
  request: http.IncomingMessage,
): (FirmwareAnswer & { readonly headers: http.OutgoingHttpHeaders }) | null {
  const { authorization } = request.headers
  const source = request.socket.remoteAddress ?? ''
  const trial = authenticateWeb({ device, source, method: request.method ?? '', uri: request.url ?? '', authorization })
  const isRight = trial.kind === 'right' && trial.level === 'Administrator'
  device.requests.add({
    interface: 'http',
    operation: `${request.method} ${request.url}`,
    username: trial.kind === 'none' ? null : trial.username,
    login: trial.kind === 'none' ? 'none' : trial.by,
    outcome: isRight ? 'answered' : trial.kind === 'locked' ? 'locked' : 'refused',
    source,
  })
  if (isRight) return null
  if (trial.kind === 'locked') return { status: device.logins.policy?.status ?? 401, body: 'locked', headers: {} }
  if (trial.kind === 'right') return { status: 403, body: '', headers: {} }
  const stale = trial.kind === 'wrong' && trial.stale
  return {
    status: 401,
    body: '',
    headers: { 'WWW-Authenticate': challenges(device.realm, device.webDigest, stale) },
  }
}

function requestOf(
  device: PracticeDevice,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  path: string,
): FirmwareRequest {
  const welcome = () => {
    if (/100-continue/i.test(request.headers.expect ?? '')) response.writeContinue()
  }
  return {
    device,
    request,
    path,
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
async function onvifUpload({ device, request, receive: take }: FirmwareRequest): Promise<FirmwareAnswer | 'cut'> {
  const token = new URL(request.url ?? '/', 'http://device').searchParams.get('session')
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
