import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Connection } from '../driver.ts'
import { webRequest } from '../web/web-request.ts'
import { axisManner } from './vapix.ts'

const path = '/axis-cgi/param.cgi'

/** Values by name, without the leading `root.`. */
export type Params = ReadonlyMap<string, string>

/**
 * Parameters of the named groups, or single ones. What the device does not have is absent.
 *
 * @throws {ProtocolViolation} when the answer is no list of parameters
 * @see VAPIX: param.cgi?action=list; after a group that does not exist the next one may lose its `root.`
 */
export async function readParams(device: Connection, groups: readonly string[]): Promise<Params> {
  const list = groups.map((group) => `root.${group}`).join(',')
  const request = { method: 'GET', path: `${path}?action=list&group=${list}`, manner: axisManner } as const
  const { body } = await webRequest(device, request, device.credential('web'))
  const params = new Map<string, string>()
  for (const line of linesOf(body)) {
    if (isError(line)) continue
    const at = line.indexOf('=')
    if (at <= 0 || !/^[\w.-]+$/.test(line.slice(0, at)))
      throw new ProtocolViolation('param.cgi: the device answered something that is no list of parameters.')
    params.set(line.slice(0, at).replace(/^root\./, ''), line.slice(at + 1))
  }
  return params
}

/** As `readParams`, for a fact that needs at least one of them. @throws {Unsupported} when there is none */
export async function needParams(device: Connection, groups: readonly string[]): Promise<Params> {
  const params = await readParams(device, groups)
  if (params.size === 0) throw new Unsupported(`The device has no parameters of ${groups.join(', ')}.`)
  return params
}

/**
 * Sets parameters. Says only that the device took them.
 * @throws {WriteRefused} {CredentialsRefused}
 * @see VAPIX: param.cgi?action=update, `OK` or `# Error: ...`, both with HTTP 200
 */
export async function updateParams(device: Connection, values: Readonly<Record<string, string>>): Promise<void> {
  const named = Object.entries(values).map(([name, value]): [string, string] => [`root.${name}`, value])
  const body = new URLSearchParams([['action', 'update'], ...named]).toString()
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const request = { method: 'POST', path, headers, body, intent: 'write', manner: axisManner } as const
  const answer = await webRequest(device, request, device.credential('web'))
  const [first = '', ...rest] = linesOf(answer.body)
  if (first === 'OK' && rest.length === 0) return
  if (!isError(first)) throw new ProtocolViolation('param.cgi: the device answered neither OK nor an error.')
  const said = `param.cgi: the device declined (${visibleText(first.replace(/^#\s*/, ''), 160)}).`
  throw /not authori[sz]ed|permission|access denied/i.test(first)
    ? new CredentialsRefused(said)
    : new WriteRefused(said)
}

const isError = (line: string): boolean => /^#\s*(Error|Request failed)\b/i.test(line)

const linesOf = (body: Buffer): string[] =>
  body
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

const onWords = ['yes', 'on', 'true', '1', 'enabled']
const offWords = ['no', 'off', 'false', '0', 'disabled']

/** Null where the device does not have the parameter. @throws {ProtocolViolation} for a word that is neither on nor off */
export function isOn(params: Params, name: string): boolean | null {
  const value = params.get(name)?.toLowerCase()
  if (value === undefined) return null
  if (onWords.includes(value)) return true
  if (offWords.includes(value)) return false
  throw new ProtocolViolation(`The device wrote something else than on or off for ${name}.`)
}

/** The word for on or off in the manner of the device: `yes`, `On`, `true`. */
export function switchWord(current: string, on: boolean): string {
  const pairs = [
    ['yes', 'no'],
    ['On', 'Off'],
    ['on', 'off'],
    ['true', 'false'],
    ['1', '0'],
  ] as const
  const pair = pairs.find((words) => words.some((word) => word === current)) ?? pairs[0]
  return on ? pair[0] : pair[1]
}
