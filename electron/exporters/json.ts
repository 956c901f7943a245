import { z } from 'zod'
import { deviceClasses, endpointText } from '../model/device.ts'
import { outcomes, severities } from '../model/outcome.ts'
import type { Exporter, ExportInput } from './exporter.ts'
import { findingPairs } from './finding-pairs.ts'

const text = z.string()

/** Findings of one visit. Published as `findings.schema.json`. */
export const FindingsDocument = z.strictObject({
  schema: z.literal('fieldseal-findings/1'),
  site: z.strictObject({
    id: text,
    name: text,
    customer: text.nullable(),
    contract: text.nullable(),
    practice: z.boolean(),
  }),
  visit: z.strictObject({ id: text, number: z.int().positive(), startedAt: text, endedAt: text.nullable() }),
  catalog: z.strictObject({ version: z.int(), date: text, ageDays: z.int() }),
  checklist: z.strictObject({
    id: text,
    own: z.boolean().nullable().describe('True: a list that did not ship with the product.'),
    comparedWith: z.strictObject({ id: text, version: text }).nullable(),
    loosened: z
      .array(z.strictObject({ item: text, how: text }))
      .describe('Each way in which it asks less than that; `left out` where an item is not in it at all.'),
  }),
  devices: z.array(
    z.strictObject({
      id: text,
      address: text,
      class: z.enum(deviceClasses),
      manufacturer: text.nullable(),
      model: text.nullable(),
      firmware: text.nullable(),
      serial: text.nullable(),
      macs: z.array(text),
      driver: text.nullable(),
    }),
  ),
  findings: z.array(
    z.strictObject({
      device: z.string().describe('Id of a device, or `site` for the site itself.'),
      item: text,
      title: text,
      severity: z.enum(severities),
      asFound: z.enum(outcomes).nullable(),
      asLeft: z.enum(outcomes).nullable(),
      observedAsFound: text.nullable(),
      observedAsLeft: text.nullable(),
      expected: text,
      references: z.array(text),
      loosened: z.array(text).describe('In which way the checklist asks less here than the baseline, in words.'),
      at: text,
    }),
  ),
})

/** Findings as plain JSON with a published schema. */
export const json: Exporter = {
  id: 'json',
  title: 'Findings for own programs (JSON)',
  extension: 'json',
  write: (input) => Buffer.from(`${JSON.stringify(documentOf(input), null, 2)}\n`),
}

function documentOf(input: ExportInput): z.output<typeof FindingsDocument> {
  const { site, visit, catalog, strength, devices } = input
  const { id = '', version = '' } = strength?.comparedWith ?? {}
  return {
    schema: 'fieldseal-findings/1',
    site: { id: site.id, name: site.name, customer: site.customer, contract: site.contract, practice: site.practice },
    visit: { id: visit.id, number: visit.number, startedAt: visit.startedAt, endedAt: visit.endedAt },
    catalog: { version: catalog.version, date: catalog.date, ageDays: catalog.ageDays },
    checklist: {
      id: site.checklist,
      own: strength?.own ?? null,
      comparedWith: strength?.comparedWith ? { id, version } : null,
      loosened: (strength?.loosened ?? []).map(({ item, how }) => ({ item, how })),
    },
    devices: devices.map(({ id, endpoint, deviceClass, identity, driver }) => ({
      id,
      address: endpointText(endpoint),
      class: deviceClass,
      manufacturer: identity.manufacturer,
      model: identity.model,
      firmware: identity.firmware,
      serial: identity.serial,
      macs: [...identity.macs],
      driver,
    })),
    findings: findingPairs(input).map(({ found, left, last }) => ({
      device: last.deviceId,
      item: last.item,
      title: last.title,
      severity: last.severity,
      asFound: found?.outcome ?? null,
      asLeft: left?.outcome ?? null,
      observedAsFound: found?.observed ?? null,
      observedAsLeft: left?.observed ?? null,
      expected: last.expected,
      references: [...last.references],
      loosened: [...(last.loosened ?? [])],
      at: last.at,
    })),
  }
}
