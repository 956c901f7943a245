import type { Output } from '../../electron/contract/channels.ts'
import { firstDevice, secondDevice, site } from './examples.ts'

type Checklist = Output<'checklist.view'>
type ItemRow = Checklist['items'][number]
type Item = Output<'checklist.item'>

const { counts: noCounts } = site()

export function itemRow({
  counts = {},
  ...over
}: Partial<Omit<ItemRow, 'counts'>> & { counts?: Partial<ItemRow['counts']> } = {}): ItemRow {
  return {
    item: 'PHY-01',
    title: 'The device is sound in its mounting',
    severity: 'medium',
    per: 'device',
    manual: 'photo',
    fix: 'none',
    looked: 0,
    shouldLook: 2,
    waiting: 2,
    stale: 0,
    loosened: [],
    waivers: 0,
    answers: ['B12'],
    ...over,
    counts: { ...noCounts, ...counts },
  }
}

export const checklistOf = (items: readonly ItemRow[]): Checklist => ({
  id: 'baseline',
  title: 'Baseline',
  version: '2.0.0',
  score: { score: 0.7, coverage: 0.95, good: 7, failing: 2, waived: 1, notLooked: 1, shouldLook: 20 },
  items: [...items],
})

export const subject = (over: Partial<Item['subjects'][number]> = {}): Item['subjects'][number] => ({
  deviceId: firstDevice,
  address: '10.0.0.7',
  type: 'AXIS P3245-LV',
  deviceClass: 'camera',
  outcome: 'notchecked',
  observed: 'Nobody looked yet.',
  problem: null,
  person: 'waiting',
  waivedUntil: null,
  ...over,
})

export function item(over: Partial<Item> = {}): Item {
  return {
    row: itemRow(),
    rationale: 'Whoever opens the housing holds the network.',
    references: ['IEC 62443-4-2 EDR 3.11'],
    params: [],
    instruction: 'Close it.',
    appliesTo: null,
    gaps: [{ id: 'B12', title: 'Human factors' }],
    form: {
      look: 'Housing closed, seal in place.',
      proof: 'A photo of the mounting.',
      by: 'technician',
      holdsDays: 365,
      unit: null,
    },
    subjects: [subject(), subject({ deviceId: secondDevice, address: '10.0.0.12' })],
    attestations: [],
    ...over,
  }
}

export const queueEntry = (
  over: Partial<Output<'checklist.queue'>[number]> = {},
): Output<'checklist.queue'>[number] => ({
  item: 'PHY-01',
  title: 'The device is sound in its mounting',
  severity: 'medium',
  manual: 'photo',
  deviceClass: 'camera',
  waiting: 2,
  stale: 0,
  answered: 0,
  ...over,
})

export const recordOf = (): Output<'record.view'> => ({
  about: { name: 'Harbour', customer: null, contract: null, company: 'Installers', technician: 'A. Person' },
  governance: { owner: null, escalation: [], mayIsolate: [], support: null, maintenanceWindow: null },
  zones: [],
  settings: {
    ntpServers: ['10.0.0.1'],
    neededProtocols: [],
    neededServices: [],
    timeZone: null,
    syslogTargets: [],
    allowedClients: [],
    certificateAuthorities: [],
    accounts: [],
    openPorts: [],
    gateways: [],
    dnsServers: [],
    retentionDays: null,
    jobList: [],
    forbiddenTargets: [],
  },
})
