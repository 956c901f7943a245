import { z } from 'zod'
import { ProtocolViolation } from '../../model/errors.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import type { Connection } from '../driver.ts'
import { jsonOf } from '../web/json.ts'
import { type WebManner, webRequest } from '../web/web-request.ts'

/** Paths that the firmware does not have are answered with status 599. */
export const lapiManner: WebManner = { isAbsent: ({ status }) => status === 599 }

const envelopeShape = z.object({ Response: z.object({ ResponseCode: z.int(), Data: z.unknown().optional() }) })

/**
 * What `GET /LAPI/V1.0<path>` tells.
 *
 * @throws {ProtocolViolation} when it is no answer of LAPI, and what `webRequest` throws
 * @see LAPI: `{"Response":{"ResponseURL":...,"ResponseCode":0,"StatusCode":0,"Data":...}}`
 */
export async function lapiRead<T>(device: Connection, path: string, shape: z.ZodType<T>): Promise<T> {
  const answer = await webRequest(
    device,
    { method: 'GET', path: `/LAPI/V1.0${path}`, manner: lapiManner },
    device.credential('web'),
  )
  return readLapi(path, answer, shape)
}

/** @throws {ProtocolViolation} */
export function readLapi<T>(path: string, { body }: Pick<HttpAnswer, 'body'>, shape: z.ZodType<T>): T {
  const envelope = envelopeShape.safeParse(jsonOf(body))
  if (!envelope.success) throw new ProtocolViolation(`${path}: the device answered something that LAPI is not.`)
  const { ResponseCode, Data } = envelope.data.Response
  if (ResponseCode !== 0) throw new ProtocolViolation(`${path}: the device declined (${ResponseCode}).`)
  const data = shape.safeParse(Data)
  if (data.success) return data.data
  throw new ProtocolViolation(`${path}: the answer of the device lacks what it must hold.`)
}
