import { z } from 'zod'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import { jsonOf } from '../web/json.ts'

const answerShape = z.union([
  z.object({ success: z.literal(true), result: z.unknown().optional() }),
  z.object({
    success: z.literal(false),
    error: z.object({ code: z.int(), description: z.string().catch('') }),
  }),
])

/** Not supported, no such path, switched off, wants a licence, wants HTTPS, wants another kind of login. */
const absent: readonly number[] = [1, 2, 4, 5, 7, 8]
const refused: readonly number[] = [9, 10]

/**
 * What the HTTP API tells.
 *
 * @throws {Unsupported} {CredentialsRefused} {ProtocolViolation}
 * @see 2N HTTP API manual, replies to requests: `{"success":true,"result":...}`, `{"success":false,"error":{"code":...}}`
 */
export function readApi<T>(path: string, { body }: Pick<HttpAnswer, 'body'>, shape: z.ZodType<T>): T {
  const answer = answerShape.safeParse(jsonOf(body))
  if (!answer.success) throw new ProtocolViolation(`${path}: the device answered something that the HTTP API is not.`)
  if (!answer.data.success) {
    const { code, description } = answer.data.error
    const said = `${path}: the device declined (${code}: ${visibleText(description, 120)}).`
    if (refused.includes(code)) throw new CredentialsRefused(said)
    throw absent.includes(code) ? new Unsupported(said) : new ProtocolViolation(said)
  }
  const result = shape.safeParse(answer.data.result)
  if (result.success) return result.data
  throw new ProtocolViolation(`${path}: the answer of the device lacks what it must hold.`)
}
