import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import { readXml } from '../../protocols/xml/read-xml.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Connection } from '../driver.ts'
import { webRequest } from '../web/web-request.ts'

/** @see RCP+ reference, firmware 9.80: CONF_SOFTWARE_VERSION_FORMATTED (CPP6 on), CONF_SOFTWARE_VERSION, CONF_MAC_ADDRESS */
export const rcpCommands = {
  softwareVersionFormatted: { code: '0x0cd4', type: 'P_STRING' },
  macAddress: { code: '0x00bc', type: 'P_OCTET' },
} as const

export type RcpCommand = (typeof rcpCommands)[keyof typeof rcpCommands]

/** @see RCP+ reference, error codes */
const absent: readonly number[] = [0x40, 0x90]
const noRight: readonly number[] = [0xa0]

/**
 * One reading by RCP+ over CGI. What the device tells stands in `<result><str>`; `<payload>` only repeats the request.
 * Nothing but reading is ever asked: a command that restarts a camera differs from one that reads by a single word.
 *
 * @throws {Unsupported} {CredentialsRefused} {ProtocolViolation} and what `webRequest` throws
 * @see Bosch RCP+ over CGI: GET /rcp.xml?command=<code>&type=<type>&direction=READ
 */
export async function rcpRead(device: Connection, { code, type }: RcpCommand): Promise<string> {
  const path = `/rcp.xml?command=${code}&type=${type}&direction=READ`
  const { body } = await webRequest(device, { method: 'GET', path }, device.credential('web'))
  const answer = readXml(body)
  const result = child(answer, 'result')
  if (answer.name !== 'rcp' || result === null)
    throw new ProtocolViolation(`RCP+ ${code}: the device answered something that RCP+ is not.`)
  const error = child(result, 'err')
  if (error !== null) throw declined(code, error.text.trim())
  const text = child(result, 'str')
  if (text === null) throw new ProtocolViolation(`RCP+ ${code}: the device tells no text.`)
  return text.text
}

function declined(code: string, error: string): Error {
  const said = `RCP+ ${code}: the device declined (${visibleText(error, 20)}).`
  if (absent.includes(Number(error))) return new Unsupported(said)
  return noRight.includes(Number(error)) ? new CredentialsRefused(said) : new ProtocolViolation(said)
}

const child = ({ children }: XmlElement, name: string): XmlElement | null =>
  children.find((element) => element.name === name) ?? null
