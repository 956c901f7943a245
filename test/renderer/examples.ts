import type { Output } from '../../electron/contract/channels.ts'

type Site = NonNullable<Output<'site.view'>>
type Row = Output<'devices.list'>[number]
type DeviceView = Output<'devices.view'>
type Plan = NonNullable<Output<'plan.view'>>

const siteId = '7d4a2c58-55c5-4d0b-9d0c-0f5d3b5a3f11'
export const firstDevice = '2f1a7c0e-8a57-4a7c-9df9-6f2c5b6f0a01'
export const secondDevice = '2f1a7c0e-8a57-4a7c-9df9-6f2c5b6f0a02'
const at = '2026-01-02T03:04:05.000Z'

const noCounts: Site['counts'] = {
  pass: 0,
  fixed: 0,
  fail: 0,
  error: 0,
  unknown: 0,
  notchecked: 0,
  notapplicable: 0,
  attested: 0,
  waived: 0,
}

type OverviewView = Output<'site.overview'>

export function overviewOf(over: Partial<OverviewView> = {}): OverviewView {
  const part = { counts: { ...noCounts, fail: 2, pass: 3 }, devices: 2 }
  return {
    bySeverity: (['critical', 'high', 'medium', 'low'] as const).map((name) => ({ ...part, name })),
    byVendor: [{ ...part, name: 'AXIS' }],
    byZone: [],
    critical: [
      { item: 'ACC-01', title: 'Published default logins are refused', devices: 2, vendors: ['AXIS', 'Bosch'] },
    ],
    criticalDevices: 2,
    openDevices: 2,
    changes: { waiting: 0, running: 0, fixed: 1, needPerson: 0 },
    ...over,
  }
}

type States = Partial<Record<Site['steps'][number]['id'], Site['steps'][number]['state']>>

export function site(
  over: Partial<Omit<Site, 'steps' | 'counts'>> & { steps?: States; counts?: Partial<Site['counts']> } = {},
): Site {
  const { steps = {}, counts = {}, ...rest } = over
  return {
    id: siteId,
    name: 'Harbour',
    customer: null,
    technician: 'A. Person',
    company: 'Installers',
    practice: false,
    file: '/sites/harbour.fieldseal',
    checklist: 'Baseline',
    visitNumber: 1,
    scope: { targets: ['10.0.0.0/24'], interfaces: [], excluded: [] },
    ntpServers: [],
    steps: (['scope', 'discover', 'assess', 'fix', 'attest', 'seal'] as const).map((id) => ({
      id,
      state: steps[id] ?? 'todo',
      note: { is: 'not-started', amount: 0, of: null },
      share: null,
    })),
    counts: { ...noCounts, ...counts },
    deviceCount: 2,
    assessedCount: 2,
    catalog: { version: 1, date: '2026-01-01', ageDays: 3, warning: null },
    unresolved: 0,
    readOnly: null,
    ...rest,
  }
}

export function row(over: Partial<Row> = {}): Row {
  return {
    id: firstDevice,
    address: '10.0.0.7',
    vendor: 'AXIS',
    model: 'AXIS P3245-LV',
    firmware: '11.11.73',
    serial: 'ACCC8E000001',
    name: null,
    macs: [],
    deviceClass: 'camera',
    driver: 'onvif',
    grade: 'silver',
    zone: null,
    openCritical: 1,
    openItems: ['ACC-01', 'TIM-01', 'NET-01'],
    severities: ['critical', 'medium'],
    outcomes: ['fail', 'pass'],
    trouble: null,
    presence: 'here',
    lastSeen: at,
    worst: { item: 'ACC-01', title: 'Published default logins are refused', outcome: 'fail', severity: 'critical' },
    open: 3,
    fixable: 2,
    assessed: true,
    conflict: false,
    ...over,
  }
}

export const secondRow = row({
  id: secondDevice,
  address: '10.0.0.12',
  vendor: 'Bosch',
  model: 'NBE-3502',
  worst: null,
  open: 0,
  openCritical: 0,
  openItems: [],
  severities: [],
  outcomes: ['pass'],
  fixable: 0,
})

export function deviceView(over: Partial<DeviceView> = {}): DeviceView {
  return {
    row: row(),
    snapshot: null,
    showsPictures: true,
    identity: [
      { name: 'model', value: 'AXIS P3245-LV' },
      { name: 'serial', value: null },
    ],
    recognisedBy: ['onvif.manufacturer: AXIS'],
    driver: {
      id: 'onvif',
      vendor: 'ONVIF',
      grade: 'silver',
      reads: 20,
      writes: ['time.ntp'],
      unproven: [],
      stopRule: { attempts: 2, windowMinutes: 30 },
    },
    trouble: null,
    conflicts: [],
    facts: [
      {
        name: 'accounts',
        area: 'accounts',
        end: 'refused',
        asFound: null,
        asLeft: null,
        problem: { code: 'device/credentials-refused', message: 'It said no.', remedy: 'Enter an account.' },
        readAt: at,
      },
      {
        name: 'logins.defaults',
        area: 'accounts',
        end: 'value',
        asFound: '1 tried, accepted: root on onvif',
        asLeft: '1 tried, accepted: none',
        problem: null,
        readAt: at,
      },
    ],
    excerpts: [
      {
        fact: 'logins.defaults',
        look: 'as-found',
        over: 'HTTP',
        request: 'GetUsers',
        answer: '200 OK',
        removed: true,
        cut: false,
        at,
      },
    ],
    visits: [],
    findings: [
      {
        item: 'ACC-01',
        check: 'default-logins-refused',
        title: 'Published default logins are refused',
        severity: 'critical',
        outcome: 'fixed',
        asFound: 'accepted: root',
        asLeft: 'refused',
        expected: 'refused',
        references: ['IEC 62443-4-2 CR 1.5'],
        fix: 'offered',
        instruction: 'Change it in the web page.',
        problem: null,
        at,
        facts: ['logins.defaults'],
        loosened: [],
        attestedBy: null,
        waiver: null,
      },
    ],
    firmware: null,
    vaultAccounts: [{ username: 'root', candidates: 1, state: 'committed' }],
    ...over,
  }
}

export function change(over: Partial<Plan['changes'][number]> = {}): Plan['changes'][number] {
  return {
    id: 'b2a4a3b0-2f16-4a0e-8f4b-0c8b7b2b1c01',
    deviceId: firstDevice,
    device: '10.0.0.7, AXIS P3245-LV',
    fix: 'ntp-configured',
    item: 'TIM-01',
    title: 'Time from the servers of the site',
    state: 'planned',
    asFound: 'time set by hand',
    target: 'NTP, 10.0.0.1',
    asLeft: null,
    disruption: 'low',
    reboot: false,
    renewsLogin: false,
    undo: 'Written back as found.',
    problem: null,
    confirm: null,
    needsSecondPerson: false,
    wave: null,
    approvedBy: null,
    at,
    ...over,
  }
}

export function plan(over: Partial<Plan> = {}): Plan {
  return {
    id: 'e3b7a1de-7d05-4dbb-9a4e-7a0e1f3c2b01',
    changes: [
      change(),
      change({ id: 'b2a4a3b0-2f16-4a0e-8f4b-0c8b7b2b1c02', title: 'Own password', renewsLogin: true }),
      change({
        id: 'b2a4a3b0-2f16-4a0e-8f4b-0c8b7b2b1c03',
        deviceId: secondDevice,
        device: '10.0.0.12, Bosch NBE-3502',
        reboot: true,
      }),
    ],
    byHand: [],
    allowClear: false,
    fromRecord: false,
    backFrom: null,
    cutOff: false,
    onlyDevice: null,
    leftOut: [],
    confirmed: [],
    others: [],
    trouble: [],
    running: false,
    held: false,
    done: 0,
    secondPersons: [],
    approvedBy: null,
    waves: { canary: 1, width: 12, stopShare: 0.5 },
    order: [],
    ...over,
  }
}

export const pack = {
  path: '/evidence/pack.asice',
  rootPath: '/evidence/pack.root.pem',
  rootFingerprint: 'ab'.repeat(32),
  packId: 'one',
  sequence: 1,
  variant: 'insurer',
  sealedAt: at,
  sizeBytes: 1_500_000,
  copies: [] as string[],
  stamps: [] as { authority: string; time: string }[],
} as const
