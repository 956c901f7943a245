import { z } from 'zod'
import { readJson } from './canonical-json.ts'
import type { CheckedLog } from './log-chain.ts'
import type { PackContext2 } from './pack-shape.ts'
import { digest } from './primitives.ts'
import { reject } from './rejected.ts'

export const witnessFile = 'witness/customer.json'
export const witnessSchemaId = 'fieldseal-witness/1'

/** 512 KiB: a drawing of a signature has a tenth of that. */
const largestDrawing = 512 * 1024

/** What the customer signed on the screen. Proven by the signature of the technician alone. */
export const Witness = z.strictObject({
  schema: z.literal(witnessSchemaId),
  name: z.string().min(1).max(200),
  role: z.string().max(200),
  statement: z.string().min(1).max(2000),
  at: z.iso.datetime({ offset: true }),
  drawing: z.strictObject({ type: z.literal('image/png'), data: z.base64() }),
})
export type Witness = z.output<typeof Witness>

const pngMagic = Buffer.from('89504e470d0a1a0a', 'hex')
const clockTolerance = 5 * 60_000
/** What may not come after the customer signed: it would not be what was signed. */
const judging: readonly unknown[] = [
  'finding',
  'change',
  'assess.end',
  'plan.apply',
  'firmware.upgrade',
  'password.change',
]

/** Whether these bytes can be a drawing of a signature. */
export const isDrawing = (bytes: Buffer): boolean =>
  bytes.length <= largestDrawing && bytes.subarray(0, pngMagic.length).equals(pngMagic)

/**
 * The signature on the screen is the one that pack.json and the log name, was drawn during the visit, and nothing was judged
 * after it.
 *
 * @throws {PackRejected} `pack/witness-malformed`
 */
export function checkWitness(
  files: ReadonlyMap<string, Buffer>,
  { witness, signedAtClaim }: PackContext2,
  log: CheckedLog,
): Witness | null {
  const bytes = files.get(witnessFile)
  const refuse = (why: string): never => reject('pack/witness-malformed', `The signature on the screen: ${why}`)
  if (witness === null && bytes === undefined) return null
  if (witness === null || bytes === undefined || witness.file !== witnessFile)
    return refuse('pack.json has another one.')
  const said = readJson(bytes, Witness, 'pack/witness-malformed', witnessFile)
  if (said.name !== witness.name || said.role !== witness.role || said.at !== witness.at) {
    refuse('pack.json names somebody else.')
  }
  const drawing = Buffer.from(said.drawing.data, 'base64')
  if (!isDrawing(drawing)) refuse('it is no drawing.')
  const drawn = digest('sha256', drawing).toString('hex')
  const signedAt = log.entries.findLastIndex(({ type }) => type === 'witness.signed')
  const event = log.entries[signedAt]
  if (event?.name !== said.name || event.drawing !== drawn) refuse('the log holds another one.')
  if (log.entries.slice(signedAt).some(({ type }) => judging.includes(type))) {
    refuse('the work went on after the customer had signed.')
  }
  const at = Date.parse(said.at)
  const begun = Date.parse(String(log.entries[0]?.t))
  if (!(at >= begun - clockTolerance && at <= Date.parse(signedAtClaim) + clockTolerance)) {
    refuse('it was not drawn during the visit.')
  }
  return said
}
