import { isDeepStrictEqual } from 'node:util'
import { Unsupported } from '../../model/errors.ts'
import type { Capability, Connection, WriteOutcome } from '../driver.ts'

type AnyRead = (device: Connection) => Promise<unknown>
type AnyWrite = (device: Connection, value: unknown) => Promise<void> | Promise<WriteOutcome>

/**
 * A maker's own way of reading facts before the general one: what this product does not have there is asked the general way, and
 * what the maker's way only reads is written the general way, and written back there as it was there: a device may keep the two in
 * two places. A refusal is an answer and asks nobody else.
 */
export const over = (general: readonly Capability[], own: readonly Capability[]): readonly Capability[] => [
  ...general,
  ...own.map((capability) => {
    const other = general.findLast(({ fact }) => fact === capability.fact)
    return other === undefined ? capability : combined(capability, other)
  }),
]

function combined(own: Capability, other: Capability): Capability {
  const read: AnyRead = async (device) => {
    try {
      return await own.read(device)
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error
      return await other.read(device)
    }
  }
  const writer = own.write === undefined ? other : own
  const grade = writer.writeGrade === undefined ? {} : { writeGrade: writer.writeGrade }
  const write = own.write ?? (other.write === undefined ? undefined : elsewhere(own, other, other.write as AnyWrite))
  // Both are capabilities of one fact, which the types cannot say.
  return { ...own, read, ...(write === undefined ? {} : { write }), ...grade } as Capability
}

/** A write to another place than the one that is read: what is written back is what stood in that place. */
function elsewhere(own: Capability, other: Capability, write: AnyWrite): AnyWrite {
  const key = `as-found.${own.fact}`
  return async (device, value): Promise<void> => {
    const found = device.memo.get(key) as { readonly read: unknown; readonly written: unknown } | undefined
    if (found !== undefined && isDeepStrictEqual(value, found.read)) {
      await write(device, found.written)
      return
    }
    if (found === undefined) {
      const read = await unlessAbsent(() => own.read(device))
      if (read !== absent) device.memo.set(key, { read, written: await other.read(device) })
    }
    await write(device, value)
  }
}

const absent = Symbol('absent')

async function unlessAbsent(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Unsupported) return absent
    throw error
  }
}
