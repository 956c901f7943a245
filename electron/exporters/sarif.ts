import { endpointText } from '../model/device.ts'
import { strengthText } from '../model/list-strength.ts'
import type { Outcome, Severity } from '../model/outcome.ts'
import { visibleText } from '../model/visible-text.ts'
import type { Exporter, ExportInput } from './exporter.ts'
import { type FindingPair, findingPairs } from './finding-pairs.ts'

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
}

/** Only what was seen to fail is a failure; what nobody could decide is open, never a pass. */
const kinds: Readonly<Record<Outcome, 'pass' | 'fail' | 'open' | 'review' | 'notApplicable'>> = {
  pass: 'pass',
  fixed: 'pass',
  attested: 'pass',
  fail: 'fail',
  waived: 'fail',
  error: 'open',
  unknown: 'open',
  notchecked: 'review',
  notapplicable: 'notApplicable',
}

const longest = 2_000
const shown = (text: string): string => visibleText(text, longest) || 'nothing'

/**
 * Findings as left for tools that collect results of checks.
 *
 * @see OASIS SARIF 2.1.0
 */
export const sarif: Exporter = {
  id: 'sarif',
  title: 'Findings for collecting tools (SARIF 2.1.0)',
  extension: 'sarif',
  write: (input) => Buffer.from(`${JSON.stringify(logOf(input), null, 2)}\n`),
}

function logOf(input: ExportInput) {
  const pairs = findingPairs(input)
  const rules = [...new Map(pairs.map((pair) => [pair.last.item, pair.last])).values()]
  const indexOf = new Map(rules.map(({ item }, index) => [item, index]))
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Fieldseal',
            rules: rules.map(({ item, title, severity, expected, references }) => ({
              id: item,
              shortDescription: { text: shown(title) },
              fullDescription: { text: shown(expected) },
              defaultConfiguration: { level: levels[severity] },
              properties: { severity, references },
            })),
          },
        },
        automationDetails: { id: `${input.site.id}/${input.visit.number}` },
        properties: {
          site: shown(input.site.name),
          visit: input.visit.number,
          practice: input.site.practice,
          checklist: {
            id: input.site.checklist,
            own: input.strength?.own ?? null,
            asks: (input.strength && strengthText(input.strength)) ?? null,
            loosened: input.strength?.loosened ?? [],
          },
        },
        results: pairs.map((pair) => resultOf(pair, indexOf.get(pair.last.item) ?? 0)),
      },
    ],
  }
}

function resultOf({ device, found, left, last }: FindingPair, ruleIndex: number) {
  const outcome = left?.outcome ?? 'notchecked'
  const kind = kinds[outcome]
  const where = device === null ? 'site' : endpointText(device.endpoint)
  return {
    ruleId: last.item,
    ruleIndex,
    kind,
    level: kind === 'fail' ? levels[last.severity] : 'none',
    message: { text: shown(left?.observed ?? 'Nobody looked again.') },
    locations: [{ logicalLocations: [{ name: where, fullyQualifiedName: last.deviceId, kind: 'resource' }] }],
    partialFingerprints: { 'fieldseal/v1': `${last.deviceId}/${last.item}` },
    ...(outcome === 'waived'
      ? { suppressions: [{ kind: 'external', justification: shown(left?.waiver?.reason ?? last.observed) }] }
      : {}),
    properties: { outcome, asFound: found?.outcome ?? 'notchecked', at: last.at, loosened: last.loosened ?? [] },
  }
}
