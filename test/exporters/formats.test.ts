import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { root } from '../../build/command.ts'
import type { ExportInput } from '../../electron/exporters/exporter.ts'
import { exporters } from '../../electron/exporters/index.ts'
import { FindingsDocument, json } from '../../electron/exporters/json.ts'
import { oscal } from '../../electron/exporters/oscal.ts'
import { sarif } from '../../electron/exporters/sarif.ts'
import { largeVisit } from '../evidence/support/large-visit.ts'

function inputOf(count: number): ExportInput {
  const { site, visit, catalog, devices } = largeVisit(count)
  return {
    site,
    visit,
    catalog,
    devices: devices.map(({ device }) => device),
    asFound: devices.flatMap(({ asFound }) => asFound),
    asLeft: devices.flatMap(({ asLeft }) => asLeft),
  }
}

const sarifSchema = join(root, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const parsed = (bytes: Buffer) => JSON.parse(bytes.toString('utf8'))
const input = inputOf(42)
const text = { type: 'string', pattern: '^\\S(.*\\S)?$' }
const uuid = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[45689ab][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
}
const token = { type: 'string', pattern: '^(\\p{L}|_)(\\p{L}|\\p{N}|[.\\-_])*$' }
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' }
const exact = (properties: object, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  additionalProperties: false,
})
const list = (items: object) => ({ type: 'array', items, minItems: 1 })
const props = list(exact({ name: token, ns: { type: 'string' }, value: text }))

/** The members of the Assessment Results Model 1.1.2 that the export writes, with the types that the model gives them. */
const oscalSubset = exact({
  'assessment-results': exact({
    uuid,
    metadata: exact({
      title: text,
      'last-modified': time,
      version: text,
      'oscal-version': text,
      props,
      parties: list(exact({ uuid, type: { enum: ['person', 'organization'] }, name: text })),
    }),
    'import-ap': exact({ href: { type: 'string', pattern: '^#' } }),
    results: list(
      exact(
        {
          uuid,
          title: text,
          description: text,
          start: time,
          end: time,
          'local-definitions': exact({ 'inventory-items': list(exact({ uuid, description: text, props })) }),
          'reviewed-controls': exact({ 'control-selections': list(exact({ 'include-all': exact({}) })) }),
          observations: list(
            exact({
              uuid,
              title: text,
              description: text,
              props,
              methods: list({ enum: ['EXAMINE', 'INTERVIEW', 'TEST', 'UNKNOWN'] }),
              subjects: list(exact({ 'subject-uuid': uuid, type: token })),
              collected: time,
            }),
          ),
          findings: list(
            exact({
              uuid,
              title: text,
              description: text,
              target: exact({
                type: { enum: ['statement-id', 'objective-id'] },
                'target-id': token,
                status: exact({
                  state: { enum: ['satisfied', 'not-satisfied'] },
                  reason: { enum: ['pass', 'fail', 'other'] },
                  remarks: { type: 'string' },
                }),
              }),
              'related-observations': list(exact({ 'observation-uuid': uuid })),
            }),
          ),
        },
        ['end', 'local-definitions', 'observations', 'findings'],
      ),
    ),
    'back-matter': exact({ resources: list(exact({ uuid, title: text, description: text })) }),
  }),
})

describe('exports for other programs', () => {
  it.each(exporters.map(({ id }) => id))('%s gives the same bytes for the same visit', (id) => {
    const exporter = exporters.find((each) => each.id === id)
    expect(exporter?.write(input).equals(exporter.write(inputOf(42)))).toBe(true)
    expect(exporter?.write({ ...input, devices: [], asFound: [], asLeft: [] }).length).toBeGreaterThan(0)
  })

  it('json follows its published schema', () => {
    const document = parsed(json.write(input))
    expect(FindingsDocument.parse(document)).toEqual(document)
    const file = new URL('../../electron/exporters/findings.schema.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(z.toJSONSchema(FindingsDocument))
  })

  it.each([0, 42])('oscal has the members and types of the model, for %i devices', (count) => {
    const check = new Ajv({ unicodeRegExp: true }).compile(oscalSubset)
    check(parsed(oscal.write(inputOf(count))))
    expect(check.errors).toBe(null)
  })

  it('oscal refers only to what it holds, and calls nothing satisfied that was not seen', () => {
    const [result] = parsed(oscal.write(input))['assessment-results'].results
    const observations = new Map(result.observations.map((each: { uuid: string }) => [each.uuid, each]))
    expect(observations.size).toBe(42 * 48)
    for (const finding of result.findings) {
      const [{ 'observation-uuid': id }] = finding['related-observations']
      const { props: named } = observations.get(id) as { props: { name: string; value: string }[] }
      const outcome = named.find(({ name }) => name === 'as-left')?.value ?? ''
      expect(finding.target.status.state === 'satisfied').toBe(['pass', 'fixed', 'attested'].includes(outcome))
    }
  })

  it('sarif follows the schema that is published for it', () => {
    // The schema is of draft 4 and has a pattern that the stricter form of expressions refuses.
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(sarifSchema, 'utf8'))
    const check = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)
    for (const count of [0, 42]) {
      check(parsed(sarif.write(inputOf(count))))
      expect(check.errors).toBe(null)
    }
    const document = parsed(sarif.write(input))
    document.runs[0].results[0].unheardOf = true
    expect(check(document)).toBe(false)
  })

  it('sarif calls only failures failures, and points at rules that it holds', () => {
    const [run] = parsed(sarif.write(input)).runs
    expect(run.results).toHaveLength(42 * 48)
    for (const { ruleId, ruleIndex, kind, level, properties } of run.results) {
      expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId)
      expect(kind === 'fail').toBe(['fail', 'waived'].includes(properties.outcome))
      expect(level === 'none').toBe(kind !== 'fail')
    }
  })
})
