import { Unsupported } from '../../model/errors.ts'
import type { Capability, Connection } from '../driver.ts'

type AnyRead = (device: Connection) => Promise<unknown>

/**
 * A maker's own way of reading facts before the general one: what this product does not have there is asked the general way, and
 * what the maker's way only reads is written the general way. A refusal is an answer and asks nobody else.
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
  // Both are capabilities of one fact, which the types cannot say.
  return { ...own, read, ...(writer.write === undefined ? {} : { write: writer.write }), ...grade } as Capability
}
