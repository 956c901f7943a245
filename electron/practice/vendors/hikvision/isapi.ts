import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { child, el, MalformedXml, type Markup, parseXml, type XmlElement } from '../../xml.ts'

/** Firmware since about 2018 uses another namespace for the same documents. */
const namespaceOf = ({ state }: PracticeDevice): string =>
  Number(/build (\d\d)/.exec(state.identity.firmware)?.[1] ?? 0) >= 18
    ? 'http://www.isapi.org/ver20/XMLSchema'
    : 'http://www.hikvision.com/ver20/XMLSchema'

export const xml = (device: PracticeDevice, root: string, children: readonly Markup[], status = 200): ApiAnswer => ({
  status,
  type: 'application/xml; charset="UTF-8"',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${el(root, children, { version: '2.0', xmlns: namespaceOf(device) }).xml}\n`,
})

/** @see ISAPI, ResponseStatus: 1 and 7 are success */
export const responseStatus = (
  device: PracticeDevice,
  path: string,
  status: number,
  [code, text, sub]: readonly [code: string, text: string, sub: string],
): ApiAnswer =>
  xml(
    device,
    'ResponseStatus',
    [el('requestURL', path), el('statusCode', code), el('statusString', text), el('subStatusCode', sub)],
    status,
  )

/** `ResponseStatus` 1: OK. @see ISAPI, ResponseStatus */
export const accepted = ({ device, path }: ApiRequest): ApiAnswer =>
  responseStatus(device, path, 200, ['1', 'OK', 'ok'])

/** `ResponseStatus` of a refusal; `sub` is its `subStatusCode`. */
export const refused = ({ device, path }: ApiRequest, sub: string, status = 400): ApiAnswer =>
  responseStatus(device, path, status, ['4', 'Invalid Operation', sub])

/** What a write would change, or the `subStatusCode` it is refused with. */
export type Verdict = { readonly change: () => void | Promise<void> } | string

/** One document that is read by GET and written by PUT, as a whole. */
export interface Resource {
  readonly path: string | RegExp
  readonly has?: (device: PracticeDevice) => boolean
  readonly get: (request: ApiRequest) => ApiAnswer
  readonly put?: (request: ApiRequest, body: XmlElement) => Verdict
  readonly post?: (request: ApiRequest, body: XmlElement) => Verdict
  readonly remove?: (request: ApiRequest) => Verdict
}

/** The level of a reader; writing is for administrators, as the maker has it. */
export const resource = ({ path, has, get, ...writers }: Resource): ApiRoute => ({
  path,
  level: 'User',
  has: (device) => has?.(device) !== false,
  async answer(request) {
    const { method = '' } = request.request
    if (method === 'GET') return get(request)
    if (request.user?.level !== 'Administrator') return refused(request, 'lowPrivilege', 403)
    if (method === 'DELETE' && writers.remove !== undefined) return settle(request, method, writers.remove(request))
    const write = method === 'PUT' ? writers.put : method === 'POST' ? writers.post : undefined
    if (write === undefined) return refused(request, 'methodNotAllowed', 405)
    const body = await bodyOf(request)
    if (body === null)
      return responseStatus(request.device, request.path, 400, ['5', 'Invalid XML Format', 'badXmlFormat'])
    return settle(request, method, write(request, body))
  },
})

async function settle(request: ApiRequest, method: string, verdict: Verdict): Promise<ApiAnswer | 'cut'> {
  if (typeof verdict === 'string') return refused(request, verdict)
  const waiting = responseStatus(request.device, request.path, 200, ['7', 'Reboot Required', 'rebootRequired'])
  return carryOut(request, `${method} ${request.path}`, verdict.change, accepted(request), waiting)
}

/** Null where the client sent no well-formed XML. */
export async function bodyOf(request: ApiRequest): Promise<XmlElement | null> {
  try {
    return parseXml(await request.text())
  } catch (error) {
    if (error instanceof MalformedXml) return null
    throw error
  }
}

export const textOf = (parent: XmlElement | undefined, name: string): string | null =>
  parent === undefined ? null : (child(parent, name)?.text.trim() ?? null)

/** Null for anything but `true` and `false`. */
export function flagOf(parent: XmlElement | undefined, name: string): boolean | null {
  const text = textOf(parent, name)
  return text === 'true' ? true : text === 'false' ? false : null
}
