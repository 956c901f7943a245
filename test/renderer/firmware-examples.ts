import type { Output } from '../../electron/contract/channels.ts'
import { firstDevice, secondDevice } from './examples.ts'

type View = Output<'firmware.view'>
type Group = View['groups'][number]
type Answer = NonNullable<Output<'devices.view'>['firmware']>

export const thirdDevice = '2f1a7c0e-8a57-4a7c-9df9-6f2c5b6f0a03'

export function group(over: Partial<Group> = {}): Group {
  return {
    id: 'aaaaaaaaaaaaaaaa',
    vendor: 'Axis',
    model: 'P3245',
    version: '10.0',
    deviceIds: [firstDevice],
    is: ['exploited', 'ended', 'behind', 'undecided'],
    inCatalog: true,
    catalogVersion: 3,
    exploited: ['CVE-2026-0666'],
    suspect: [],
    flaws: { critical: 1, high: 2, medium: 0, low: 0, unrated: 1 },
    open: 4,
    currency: {
      state: 'behind',
      latest: '11.0',
      basis: 'release notes of the maker',
      because: null,
      releasesBehind: 2,
      daysBehind: 120,
    },
    support: { state: 'ended', date: '2025-12-31', precision: 'year', note: null },
    action: { kind: 'upgrade', to: '11.0', fact: null, because: 'it has flaws', meanwhile: 'isolate it' },
    ...over,
  }
}

export const undecidedGroup = group({
  id: 'bbbbbbbbbbbbbbbb',
  vendor: null,
  model: null,
  version: null,
  deviceIds: [secondDevice],
  is: ['suspect', 'undecided'],
  inCatalog: false,
  exploited: [],
  suspect: ['CVE-2026-0007'],
  flaws: { critical: 0, high: 0, medium: 0, low: 0, unrated: 0 },
  open: 1,
  currency: {
    state: 'unknown',
    latest: null,
    basis: null,
    because: 'no record of this maker',
    releasesBehind: null,
    daysBehind: null,
  },
  support: { state: 'unknown', date: null, precision: null, note: null },
  action: { kind: 'find-out', to: null, fact: 'the label', because: 'no record', meanwhile: null },
})

export function firmwareView(over: Partial<View> = {}): View {
  return {
    catalog: {
      version: 3,
      date: '2026-11-01',
      ageDays: 4,
      warning: null,
      source: 'shipped',
      products: 1_135,
      vulnerabilities: 1_250,
      note: null,
    },
    devices: 3,
    unjudgedIds: [thirdDevice],
    groups: [group(), undecidedGroup],
    upgrades: [
      {
        vendor: 'Axis',
        model: 'P3245',
        to: '11.0',
        groupIds: ['aaaaaaaaaaaaaaaa'],
        devices: 1,
        clears: [
          { cve: 'CVE-2026-0666', knownExploited: true },
          { cve: 'CVE-2026-0001', knownExploited: false },
        ],
        keeps: ['CVE-2026-0002'],
        cannotSay: [],
        items: { clears: 2, keeps: 0, cannotSay: 1 },
      },
    ],
    judgedByOther: 0,
    ...over,
  }
}

export const answer: Answer = {
  catalogVersion: 3,
  catalogDate: '2026-11-01',
  catalogWarning: null,
  is: ['exploited', 'undecided'],
  product: 'axis-p3245',
  oem: null,
  installed: '10.0',
  currency: group().currency,
  support: { state: 'supported', date: '2030-12-31', precision: 'year', note: null },
  endOfSale: { date: '2027-03-01', precision: 'month', passed: false, atLatest: false },
  action: group().action,
  vulnerabilities: [
    {
      cve: 'CVE-2026-0003',
      summary: 'A ruled out flaw',
      severity: 'low',
      knownExploited: true,
      applies: 'no',
      because: null,
      decidingFact: null,
      fixedIn: '9.0',
      confidence: 'curated',
      source: 1,
    },
    {
      cve: 'CVE-2026-0666',
      summary: 'A login can be left out',
      severity: 'critical',
      knownExploited: true,
      applies: 'yes',
      because: null,
      decidingFact: null,
      fixedIn: '11.0',
      confidence: 'structured',
      source: 0,
    },
    {
      cve: 'CVE-2026-0004',
      summary: 'Something is wrong',
      severity: null,
      knownExploited: false,
      applies: 'check',
      because: 'the source gives no versions',
      decidingFact: 'the advisory of the maker',
      fixedIn: null,
      confidence: 'product-only',
      source: 1,
    },
  ],
  open: [
    { question: 'Does CVE-2026-0004 apply?', decidingFact: 'the advisory of the maker' },
    { question: 'Is there newer firmware?', decidingFact: 'the page of the maker' },
  ],
  sources: [
    { text: 'https://maker.com/advisory', published: '2026-03', retrieved: '2026-11-01', opens: true },
    { text: 'public source code: notes', published: null, retrieved: '2026-11-01', opens: false },
  ],
}
