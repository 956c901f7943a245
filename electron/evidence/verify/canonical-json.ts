import type { z } from 'zod'
import { PackRejected, type RejectCode, reject } from './rejected.ts'

/** The one way in which files of a pack are written: two spaces, members in the order of the schema, a last line end. */
export const writeJson = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

/**
 * The checked value of a JSON file of a pack. A file that does not come out of `writeJson` byte by byte (a key given
 * twice, another encoding) could be understood in two ways and is refused.
 */
export function readJson<T>(bytes: Buffer, schema: z.ZodType<T>, code: RejectCode, file: string): T {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new PackRejected(code, `${file} is not JSON.`, { cause })
  }
  if (!writeJson(value).equals(bytes)) reject(code, `${file} is not written in the one form that a pack uses.`)
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  return reject(code, `${file} breaks its schema at ${issue?.path.join('.') || 'its root'}: ${issue?.message ?? ''}`)
}
