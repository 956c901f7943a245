import { z } from 'zod'
import { checklistFile } from './checklist.ts'
import { familyFile } from './product.ts'

/** The JSON schemas that editors use, by path in the repository. Made from the schemas that the app itself reads with. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  return new Map([
    ['checklists/checklist.schema.json', schemaText('Checklist of Fieldseal', checklistFile)],
    ['firmware-catalog/product.schema.json', schemaText('Products of the firmware catalog of Fieldseal', familyFile)],
  ])
}

const schemaText = (title: string, schema: z.ZodType): string =>
  `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`
