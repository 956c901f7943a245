import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import type { Connection } from '../driver.ts'
import { webRequest } from '../web/web-request.ts'

export const paramsPath = (names: readonly string[]): string => `/cgi-bin/admin/getparam.cgi?${names.join('&')}`

/**
 * Parameters of the device by name; those that it does not know are missing.
 *
 * @throws {Unsupported} when it knows none of them, and what `webRequest` throws
 * @see VIVOTEK URL commands: GET /cgi-bin/admin/getparam.cgi?<name>&<name>
 */
export async function readParams(device: Connection, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return paramsIn(await webRequest(device, { method: 'GET', path: paramsPath(names) }, device.credential('web')))
}

/**
 * `name='value'` in lines. A name that is not known is answered `ERROR: ...` with status 200.
 * @throws {Unsupported} {ProtocolViolation}
 */
export function paramsIn({ body }: Pick<HttpAnswer, 'body'>): ReadonlyMap<string, string> {
  const params = new Map<string, string>()
  let errors = 0
  for (const line of body.toString('utf8').split(/\r?\n/)) {
    const [, name, value] = /^(\w{1,80})='(.*)'\s*$/.exec(line) ?? []
    const shown = visibleOrNull(value, 128)
    if (name !== undefined && shown !== null) params.set(name, shown)
    else if (line.startsWith('ERROR: ')) errors += 1
    else if (name === undefined && line.trim() !== '')
      throw new ProtocolViolation('getparam.cgi: the device answered something else than parameters.')
  }
  if (params.size === 0 && errors === 0) throw new ProtocolViolation('getparam.cgi: the device tells nothing.')
  if (params.size === 0) throw new Unsupported('getparam.cgi: the device knows none of these parameters.')
  return params
}
