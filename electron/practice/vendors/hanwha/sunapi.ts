import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { PracticeDevice } from '../../practice-device.ts'

export type Fields = Readonly<Record<string, unknown>>

/** What an action comes to: what it tells, a change, or the words of its refusal. */
export type Outcome =
  | { readonly tells: Fields }
  | { readonly change: () => void | Promise<void> }
  | { readonly refuses: string }

/** One submenu. `set` may be asked by a user of administrator rights alone. */
export interface Submenu {
  readonly has?: (device: PracticeDevice) => boolean
  readonly view: (device: PracticeDevice) => Fields
  /** The same in lines, where these are no mirror of the fields. */
  readonly lines?: (device: PracticeDevice) => Fields
  readonly set?: (device: PracticeDevice, query: URLSearchParams) => Outcome
  readonly update?: (device: PracticeDevice, query: URLSearchParams, body: string) => Outcome
}

/** Recorders and those who do not ask for JSON are answered in lines. */
function said({ request, device }: ApiRequest, fields: Fields, lines = fields): ApiAnswer {
  const wantsJson = /\bapplication\/json\b/.test(request.headers.accept ?? '')
  const isRecorder = device.state.identity.deviceClass === 'nvr'
  return wantsJson && !isRecorder
    ? { status: 200, type: 'application/json', body: `${JSON.stringify(fields, null, 2)}\n` }
    : { status: 200, type: 'text/plain', body: linesOf(lines) }
}

export const lineOf = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : Array.isArray(value) ? value.join(',') : String(value)

/** Channels and the like become `Channel.<index>.<field>`, a list of one thing its plain fields. */
const linesOf = (fields: Fields): string =>
  Object.entries(fields)
    .flatMap(([key, value]) => {
      if (!Array.isArray(value) || typeof value[0] !== 'object') return [`${key}=${lineOf(value)}`]
      return (value as readonly Fields[]).flatMap((part, index) =>
        Object.entries(part).map(([name, inner]) => {
          const place = key === 'VideoSources' ? `Channel.${index}.` : ''
          return `${place}${name}=${lineOf(inner)}`
        }),
      )
    })
    .map((line) => `${line}\r\n`)
    .join('')

/** Refusals ride on HTTP 200. */
const refusal = (request: ApiRequest, code: number, details: string): ApiAnswer => {
  const isRecorder = request.device.state.identity.deviceClass === 'nvr'
  return isRecorder
    ? { status: 200, type: 'text/plain', body: `NG\r\nError Code: ${code}\r\nError Details: ${details}\r\n` }
    : said(request, { Response: 'Fail', Error: { Code: code, Details: details } })
}

export const success = (request: ApiRequest): ApiAnswer =>
  request.device.state.identity.deviceClass === 'nvr'
    ? { status: 200, type: 'text/plain', body: 'OK\r\n' }
    : said(request, { Response: 'Success' })

/** One cgi with its submenus. @see SUNAPI: /stw-cgi/<cgi>.cgi?msubmenu=<name>&action=<action> */
export const cgi = (name: string, submenus: Readonly<Record<string, Submenu>>): ApiRoute => ({
  path: `/stw-cgi/${name}.cgi`,
  level: 'User',
  async answer(request) {
    const { device, query, user } = request
    const submenu = submenus[query.get('msubmenu') ?? '']
    if (submenu === undefined || submenu.has?.(device) === false) return refusal(request, 604, 'Not Supported')
    const action = query.get('action')
    if (action === 'view') return said(request, submenu.view(device), submenu.lines?.(device))
    const act = action === 'set' ? submenu.set : action === 'update' ? submenu.update : undefined
    if (act === undefined) return refusal(request, 600, 'Invalid action')
    if (user?.level !== 'Administrator') return { status: 403, body: '' }
    const outcome = act(device, query, request.request.method === 'POST' ? await request.text() : '')
    if ('refuses' in outcome) return refusal(request, 603, outcome.refuses)
    if ('tells' in outcome) return said(request, outcome.tells)
    return carryOut(request, query.get('msubmenu') ?? '', outcome.change, success(request))
  },
})
