import { endpointText } from '../model/device.ts'
import { strengthText } from '../model/list-strength.ts'
import type { Outcome } from '../model/outcome.ts'
import { visibleText } from '../model/visible-text.ts'
import type { Exporter, ExportInput } from './exporter.ts'
import { type FindingPair, findingPairs, uuidOf } from './finding-pairs.ts'

const oscalVersion = '1.1.2'
const namespace = 'urn:fieldseal:oscal'
const longest = 2_000

/** A text that the format accepts: not empty, no blank at its ends. */
const shown = (text: string | null | undefined): string => visibleText(text ?? '', longest).trim() || 'not known'
/** @see OSCAL, data type token */
const token = (text: string): string => text.replace(/[^\p{L}\p{N}._-]/gu, '-').replace(/^([^\p{L}_])/u, '_$1')

/**
 * A finding of this format can only be satisfied or not. What nobody could decide is not satisfied for another reason, what does
 * not concern a device is an observation without a finding: neither is ever a pass.
 */
const states: Readonly<Record<Outcome, readonly ['satisfied' | 'not-satisfied', 'pass' | 'fail' | 'other'] | null>> = {
  pass: ['satisfied', 'pass'],
  fixed: ['satisfied', 'pass'],
  attested: ['satisfied', 'pass'],
  fail: ['not-satisfied', 'fail'],
  waived: ['not-satisfied', 'other'],
  error: ['not-satisfied', 'other'],
  unknown: ['not-satisfied', 'other'],
  notchecked: ['not-satisfied', 'other'],
  notapplicable: null,
}

/**
 * Findings as assessment results.
 *
 * @see NIST OSCAL 1.1.2, Assessment Results Model
 */
export const oscal: Exporter = {
  id: 'oscal',
  title: 'Assessment results (OSCAL 1.1.2)',
  extension: 'oscal.json',
  write: (input) => Buffer.from(`${JSON.stringify({ 'assessment-results': resultsOf(input) }, null, 2)}\n`),
}

function resultsOf(input: ExportInput) {
  const { site, visit, devices, catalog, strength } = input
  const asks = strength === undefined ? null : strengthText(strength)
  const pairs = findingPairs(input)
  const plan = uuidOf(visit.id, 'plan')
  const company = uuidOf(site.id, 'company', site.company)
  const moment =
    pairs
      .map(({ last }) => last.at)
      .sort()
      .at(-1) ?? visit.startedAt
  return {
    uuid: uuidOf(visit.id, 'assessment-results', moment),
    metadata: {
      title: shown(`Visit ${visit.number} at ${site.name}`),
      'last-modified': moment,
      version: String(visit.number),
      'oscal-version': oscalVersion,
      props: [
        prop('practice-site', String(site.practice)),
        prop('firmware-catalog', `${catalog.version} of ${catalog.date}`),
        ...(strength === undefined ? [] : [prop('checklist-not-of-the-product', String(strength.own))]),
        ...(strength?.loosened ?? []).map(({ item, how }) => prop('checklist-asks-less', `${item}: ${how}`)),
      ],
      parties: [{ uuid: company, type: 'organization', name: shown(site.company) }],
    },
    'import-ap': { href: `#${plan}` },
    results: [
      {
        uuid: uuidOf(visit.id, 'result'),
        title: shown(`Visit ${visit.number}`),
        description:
          'Findings as left. The sealed pack is the evidence; this file is a convenience for other programs.',
        start: visit.startedAt,
        ...(visit.endedAt === null ? {} : { end: visit.endedAt }),
        ...(devices.length === 0
          ? {}
          : {
              'local-definitions': {
                'inventory-items': devices.map((device) => ({
                  uuid: device.id,
                  description: shown([device.identity.manufacturer, device.identity.model].filter(Boolean).join(' ')),
                  props: [
                    prop('address', endpointText(device.endpoint)),
                    prop('class', device.deviceClass),
                    prop('firmware', device.identity.firmware),
                    prop('serial', device.identity.serial),
                  ],
                })),
              },
            }),
        'reviewed-controls': { 'control-selections': [{ 'include-all': {} }] },
        ...(pairs.length === 0 ? {} : { observations: pairs.map((pair) => observationOf(pair, input)) }),
        ...findingsOf(pairs, visit.id),
      },
    ],
    'back-matter': {
      resources: [
        {
          uuid: plan,
          title: shown(site.checklist),
          description: shown(`The checklist that the visit was judged by. ${asks ?? ''}`),
        },
      ],
    },
  }
}

const prop = (name: string, value: string | null) => ({ name: token(name), ns: namespace, value: shown(value) })
const idOf = ({ last }: FindingPair, kind: string): string => uuidOf(kind, last.deviceId, last.item, last.at)

function observationOf(pair: FindingPair, { site }: ExportInput) {
  const { device, found, left, last } = pair
  return {
    uuid: idOf(pair, 'observation'),
    title: shown(last.title),
    description: shown(left?.observed ?? found?.observed),
    props: [
      prop('item', last.item),
      prop('as-found', found?.outcome ?? 'notchecked'),
      prop('as-left', left?.outcome ?? 'notchecked'),
      ...(last.loosened ?? []).map((how) => prop('asks-less-than-baseline', how)),
    ],
    methods: [left?.outcome === 'attested' ? 'EXAMINE' : 'TEST'],
    subjects: [
      device === null
        ? { 'subject-uuid': site.id, type: 'location' }
        : { 'subject-uuid': device.id, type: 'inventory-item' },
    ],
    collected: last.at,
  }
}

function findingsOf(pairs: readonly FindingPair[], visitId: string) {
  const findings = pairs.flatMap((pair) => {
    const { left, last } = pair
    const outcome = left?.outcome ?? 'notchecked'
    const state = states[outcome]
    if (state === null) return []
    return [
      {
        uuid: uuidOf(visitId, 'finding', last.deviceId, last.item),
        title: shown(last.title),
        description: shown(left?.observed ?? 'Nobody looked again.'),
        target: {
          type: 'objective-id',
          'target-id': token(last.item),
          status: {
            state: state[0],
            reason: state[1],
            remarks: `Outcome: ${outcome}. Expected: ${shown(last.expected)}`,
          },
        },
        'related-observations': [{ 'observation-uuid': idOf(pair, 'observation') }],
      },
    ]
  })
  return findings.length === 0 ? {} : { findings }
}
