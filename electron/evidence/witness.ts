import { WitnessRefused } from './errors.ts'
import type { PackInput, WitnessInput } from './pack-input.ts'
import { writeJson } from './verify/canonical-json.ts'
import type { PackContext2 } from './verify/pack-shape.ts'
import { sha256Hex } from './verify/sums.ts'
import { isDrawing, type Witness, witnessFile, witnessSchemaId } from './verify/witness-check.ts'

/** The file that holds the drawing. @throws {WitnessRefused} when it is no PNG, or nobody is named */
export function witnessBytes({ name, role, statement, at, png }: WitnessInput): Buffer {
  if (name.trim() === '' || statement.trim() === '') throw new WitnessRefused('Nobody is named for the signature.')
  if (!isDrawing(png)) throw new WitnessRefused('The drawing of the signature is no PNG of at most 512 KiB.')
  return writeJson({
    schema: witnessSchemaId,
    name,
    role,
    statement,
    at,
    drawing: { type: 'image/png', data: png.toString('base64') },
  } satisfies Witness)
}

/** What the log says of the signature, right before the pack is made. */
export const witnessEvent = ({ name, role, at, png }: WitnessInput) => ({
  type: 'witness.signed',
  name,
  role,
  signedAt: at,
  drawing: sha256Hex(png),
})

export const witnessContext = ({ witness }: PackInput): PackContext2['witness'] =>
  witness ? { file: witnessFile, name: witness.name, role: witness.role, at: witness.at } : null
