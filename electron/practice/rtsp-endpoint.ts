import net from 'node:net'
import { judgeDigest, plainChallenge } from './http-digest.ts'
import type { PracticeDevice } from './practice-device.ts'
import type { RequestRecord } from './request-log.ts'

const longestRequest = 8 * 1024

interface RtspRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

interface RtspAnswer {
  readonly status: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly body?: string
}

/** The RTSP server of a device: OPTIONS and DESCRIBE, enough to see whether video needs a login. @see RFC 2326 */
export function rtspServerOf(device: PracticeDevice): net.Server {
  return net.createServer((socket) => {
    let waiting = ''
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      waiting += text
      if (waiting.length > longestRequest) {
        socket.destroy()
        return
      }
      let end = waiting.indexOf('\r\n\r\n')
      while (end >= 0) {
        const request = parse(waiting.slice(0, end))
        waiting = waiting.slice(end + 4)
        void device.cable.connected().then(() => {
          if (device.faults.silence || socket.destroyed) return
          socket.write(answerText(device, request, socket.remoteAddress ?? ''))
        })
        end = waiting.indexOf('\r\n\r\n')
      }
    })
  })
}

function parse(head: string): RtspRequest {
  const [first = '', ...lines] = head.split('\r\n')
  const [method = '', url = ''] = first.split(' ')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return { method, url, headers: Object.fromEntries(headers) }
}

function answerText(device: PracticeDevice, request: RtspRequest, source: string): string {
  const { status, headers = [], body = '' } = answer(device, request, source)
  const { server } = device.maker.rtsp
  const lines = [
    `RTSP/1.0 ${status}`,
    `CSeq: ${request.headers.cseq ?? '0'}`,
    ...(server === null ? [] : [`Server: ${server}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

function answer(device: PracticeDevice, request: RtspRequest, source: string): RtspAnswer {
  const { authorization } = request.headers
  const login = authorization === undefined ? 'none' : /^Digest\s/i.test(authorization) ? 'digest' : 'clear'
  const note = (outcome: RequestRecord['outcome'], username: string | null = null) =>
    device.requests.add({ interface: 'rtsp', operation: request.method, username, login, outcome, source })
  if (request.method === 'OPTIONS') {
    note('answered')
    return { status: '200 OK', headers: [['Public', 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN']] }
  }
  if (request.method !== 'DESCRIBE') {
    note('fault')
    return { status: '501 Not Implemented' }
  }
  const allowed = device.faults.rtspOpenWithoutLogin || judge(device, request, authorization, source)
  if (allowed === true || (typeof allowed === 'object' && allowed.kind === 'right')) {
    note('answered', typeof allowed === 'object' ? allowed.username : null)
    return describe(device, request)
  }
  if (allowed.kind === 'locked') {
    note('locked', allowed.username)
    return { status: '403 Account locked' }
  }
  note('refused', allowed.username)
  return unauthorized(device)
}

function unauthorized(device: PracticeDevice): RtspAnswer {
  const { realm, basicRealm } = device.maker.rtsp
  return {
    status: '401 Unauthorized',
    headers: [
      ['WWW-Authenticate', plainChallenge(realm)],
      ...(basicRealm === null ? [] : [['WWW-Authenticate', `Basic realm="${basicRealm}"`] as const]),
    ],
  }
}

interface Judgement {
  readonly kind: 'right' | 'wrong' | 'locked'
  readonly username: string | null
}

function judge(
  device: PracticeDevice,
  request: RtspRequest,
  authorization: string | undefined,
  source: string,
): Judgement {
  if (authorization === undefined || !/^Digest\s/i.test(authorization)) return { kind: 'wrong', username: null }
  const { rtspUsers, webUsers, users: onvifUsers } = device.state
  const users = rtspUsers ?? (device.maker.rtsp.accounts === 'web' ? webUsers : null) ?? onvifUsers
  const verdict = judgeDigest({
    header: authorization,
    method: request.method,
    uri: request.url,
    realm: device.maker.rtsp.realm,
    algorithms: ['MD5'],
    passwordOf: (username) => users.find((user) => user.username === username)?.password ?? null,
  })
  const { username } = verdict
  if (username === null) return { kind: 'wrong', username }
  if (device.logins.lockedFor(username, source) > 0) return { kind: 'locked', username }
  if (device.faults.acceptAnyPassword) return { kind: 'right', username }
  if (verdict.kind === 'stale') return { kind: 'wrong', username }
  if (verdict.kind === 'right') {
    device.logins.succeeded(username, source)
    return { kind: 'right', username }
  }
  device.logins.failed(username, source)
  return { kind: device.logins.lockedFor(username, source) > 0 ? 'locked' : 'wrong', username }
}

/** The session that one camera stream has. @see RFC 4566 */
function describe(device: PracticeDevice, request: RtspRequest): RtspAnswer {
  if (!URL.canParse(request.url)) return { status: '400 Bad Request' }
  const { pathname, search } = new URL(request.url)
  const streams = Array.from({ length: device.state.channels }, (_, index) => new URL(device.streamUrl(index + 1)))
  const known =
    pathname === '/' || pathname === '' || streams.some((url) => url.pathname + url.search === pathname + search)
  if (!known) return { status: '404 Not Found' }
  const body = [
    'v=0',
    `o=- 0 0 IN IP4 ${device.address}`,
    's=Media Presentation',
    't=0 0',
    'm=video 0 RTP/AVP 96',
    'a=rtpmap:96 H264/90000',
    'a=control:trackID=1',
    '',
  ].join('\r\n')
  return {
    status: '200 OK',
    headers: [
      ['Content-Base', `${request.url}/`],
      ['Content-Type', 'application/sdp'],
    ],
    body,
  }
}
