import { createHash } from 'node:crypto'
import { changeEvent } from '../../../electron/engine/change/change-event.ts'
import type { BuiltPack } from '../../../electron/evidence/built-pack.ts'
import { createSigningIdentity, type SigningIdentity, signerOf } from '../../../electron/evidence/identity.ts'
import { nextLogLine } from '../../../electron/evidence/log.ts'
import { buildPack } from '../../../electron/evidence/pack.ts'
import type { DeviceEvidence, PackInput } from '../../../electron/evidence/pack-input.ts'
import type { Attestation } from '../../../electron/model/attestation.ts'
import type { Device, DeviceClass } from '../../../electron/model/device.ts'
import type { Readings } from '../../../electron/model/facts.ts'
import type { Finding } from '../../../electron/model/finding.ts'
import type { Outcome, Severity } from '../../../electron/model/outcome.ts'
import type { Change } from '../../../electron/model/site.ts'
import type { Waiver } from '../../../electron/model/waiver.ts'

export const sealedAt = new Date('2026-11-21T14:05:30.250Z')
export const siteId = '7d3f5c1e-3d5b-4a55-9b0f-0f8a3d0c7a11'
const visitId = '0a6c8d22-51ad-4a1c-8a39-6f6b1f0c2b77'
const at = '2026-11-21T13:20:00.000Z'

const items: readonly (readonly [string, string, string, Severity])[] = [
  ['ACC-01', 'default-passwords-gone', 'No login of the vendor works', 'critical'],
  ['ACC-03', 'login-required', 'Every interface asks for a login', 'high'],
  ['TIM-01', 'time-synchronized', 'The clock follows the NTP servers of the site', 'medium'],
  ['NET-02', 'telnet-disabled', 'Telnet is off', 'high'],
  ['NET-05', 'snmp-communities-gone', 'No well-known SNMP community is answered', 'high'],
  ['FIR-01', 'firmware-supported', 'The firmware is still supported by its vendor', 'high'],
  ['LOG-01', 'hostname-set', 'The device has a name of its own', 'low'],
]

interface SampleDevice {
  readonly number: number
  readonly deviceClass: DeviceClass
  readonly manufacturer: string
  readonly model: string
  readonly before: readonly Outcome[]
  readonly after: readonly Outcome[]
}

const sampleDevices: readonly SampleDevice[] = [
  {
    number: 11,
    deviceClass: 'camera',
    manufacturer: 'AXIS',
    model: 'P3245-LV',
    before: ['fail', 'pass', 'fail', 'pass', 'fail', 'fail', 'pass'],
    after: ['fixed', 'pass', 'fixed', 'pass', 'fixed', 'fail', 'pass'],
  },
  {
    number: 12,
    deviceClass: 'camera',
    manufacturer: 'Hanwha Techwin',
    model: 'XNV-8082R',
    before: ['pass', 'pass', 'fail', 'notapplicable', 'unknown', 'pass', 'fail'],
    after: ['pass', 'pass', 'fixed', 'notapplicable', 'unknown', 'pass', 'waived'],
  },
  {
    number: 20,
    deviceClass: 'nvr',
    manufacturer: 'Dahua',
    model: 'NVR5216-EI',
    before: ['fail', 'fail', 'pass', 'fail', 'pass', 'unknown', 'notchecked'],
    after: ['fixed', 'fail', 'pass', 'fixed', 'pass', 'unknown', 'attested'],
  },
  {
    number: 31,
    deviceClass: 'door-controller',
    manufacturer: 'HID',
    model: 'VertX V1000',
    before: ['error', 'error', 'error', 'error', 'error', 'error', 'error'],
    after: ['error', 'error', 'error', 'error', 'error', 'error', 'error'],
  },
]

const observed: Readonly<Record<Outcome, string>> = {
  pass: 'Seen as expected.',
  fixed: 'Seen as expected after the change.',
  fail: 'root with its public password was let in on onvif and web.',
  error: 'The device did not answer.',
  unknown: 'No answer on UDP 161, which proves nothing by itself.',
  notchecked: 'Nobody looked yet.',
  notapplicable: 'The device does not offer this.',
  attested: 'Checked by hand by J. Doe.',
  waived: 'Waived by the customer until 31 Mar 2027.',
}

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

function finding(device: string, at_: number, outcome: Outcome): Finding {
  const [item, check, title, severity] = items[at_] ?? ['', '', '', 'low']
  return {
    deviceId: device,
    item,
    check,
    title,
    severity,
    outcome,
    observed: observed[outcome],
    expected: 'As the checklist demands.',
    references: ['IEC 62443-4-2 CR 1.1'],
    fix: 'offered',
    instruction: 'Do it in the web page of the device.',
    problem:
      outcome === 'error'
        ? { code: 'device/unreachable', message: 'The device did not answer.', remedy: 'Check power and cabling.' }
        : null,
    facts: ['accounts'],
    at,
  }
}

function deviceOf(sample: SampleDevice): Device {
  const { number, deviceClass, manufacturer, model } = sample
  return {
    id: uuid(number),
    endpoint: { address: `10.20.4.${number}`, forwarded: false, ports: { http: 80, rtsp: 554 } },
    identity: {
      manufacturer,
      model,
      firmware: '10.12.182',
      build: null,
      serial: `ACCC8E0000${number}`,
      hardwareId: null,
      macs: [`ac:cc:8e:00:00:${number}`],
    },
    deviceClass,
    driver: 'onvif',
    endpointReference: null,
    marks: { 'onvif.scopes': 'onvif://www.onvif.org/name/AXIS' },
    firstSeenAt: at,
    lastSeenAt: at,
  }
}

const readings = (): Readings => ({
  accounts: {
    end: 'value',
    value: [{ username: 'canary-operator', level: 'administrator' }],
    readAt: at,
  },
  'time.clock': {
    end: 'value',
    value: { offsetSeconds: 1.5, uncertaintySeconds: 0.5, timeZone: 'CET-1CEST', daylightSaving: false },
    readAt: at,
  },
})

function evidenceOf(sample: SampleDevice): DeviceEvidence {
  const device = deviceOf(sample)
  const isRead = sample.after[0] !== 'error'
  return {
    device,
    recognisedBy: ['ws-discovery scope'],
    asFound: sample.before.map((outcome, index) => finding(device.id, index, outcome)),
    asLeft: sample.after.map((outcome, index) => finding(device.id, index, outcome)),
    readings: isRead ? { asFound: readings(), asLeft: readings() } : { asFound: null, asLeft: null },
  }
}

const isOfVisit = (said: { readonly visitId: string }) => said.visitId === visitId

const waiver: Waiver = {
  id: uuid(9001),
  visitId,
  item: 'LOG-01',
  deviceId: uuid(12),
  reason: 'Named by the customer next year.',
  compensatingControl: 'The list of devices on the wall.',
  approver: 'C. Customer',
  requestedBy: 'J. Doe',
  at,
  expiresOn: '2099-03-31',
  revokedAt: null,
}

const attestation: Attestation = {
  id: uuid(9002),
  visitId,
  item: 'LOG-01',
  deviceId: uuid(20),
  answer: 'met',
  statement: 'Checked by hand.',
  measurement: null,
  by: 'J. Doe',
  role: 'technician',
  at,
  holdsUntil: null,
  attachments: [],
}

const change = (number: number, fix: string, state: Change['state']): Change => ({
  id: uuid(number * 100 + fix.length),
  visitId,
  deviceId: uuid(number),
  fix,
  state,
  asFound: 'root has the password of the vendor',
  target: 'a password of its own, kept in the vault',
  asLeft: state === 'fixed' ? 'the new password is accepted, the old one refused' : null,
  disruption: 'low',
  reboot: false,
  undo: 'none',
  problem: null,
  at,
})

/** The log that an engine would have written for these devices, and for what was changed and said. */
function logOf(
  devices: readonly DeviceEvidence[],
  genesis = { visit: visitId, site: siteId },
  { site, changes = [], waivers = [], attestations = [] }: Partial<PackInput> = {},
): string[] {
  const lines: string[] = []
  let mono = 0
  const append = (event: { readonly type: string; readonly [detail: string]: unknown }) => {
    mono += 250
    lines.push(nextLogLine(lines.at(-1) ?? null, genesis, { t: at, mono, ...event }))
  }
  append({ type: 'visit.start' })
  if (site?.scope) append({ type: 'scope.confirmed', ...site.scope })
  for (const change of changes) append({ ...changeEvent(change, false) })
  for (const { id, item, deviceId, approver, expiresOn, reason } of waivers.filter(isOfVisit))
    append({ type: 'item.waived', waiver: id, item, device: deviceId, approver, expiresOn, reason })
  for (const { id, item, deviceId, answer, by, role, holdsUntil, attachments } of attestations.filter(isOfVisit)) {
    const files = attachments.map(({ sha256 }) => sha256)
    const said = { item, device: deviceId, answer, by, role, holdsUntil, attachments: files }
    append({ type: 'item.attested', attestation: id, ...said })
  }
  for (const phase of ['asFound', 'asLeft'] as const) {
    for (const evidence of devices) {
      for (const { deviceId, item, outcome } of evidence[phase])
        append({ type: 'finding', device: deviceId, item, outcome })
    }
  }
  append({ type: 'assess.end', devices: devices.length })
  return lines
}

const isLeft = (devices: readonly DeviceEvidence[], wanted: Outcome): boolean =>
  devices.some(({ asLeft }) => asLeft.some(({ outcome, item }) => outcome === wanted && item === 'LOG-01'))

export function sampleInput(overrides: Partial<PackInput> = {}): PackInput {
  const devices = overrides.devices ?? sampleDevices.map(evidenceOf)
  const input: PackInput = {
    packId: 'c1c7ae0e-6d7e-4b3f-9b71-3f7f0a4d2e90',
    sequence: 3,
    previousPack: createHash('sha256').update('the pack before').digest('hex'),
    verifierNonce: 'claim-7781',
    now: sealedAt,
    site: {
      id: siteId,
      name: 'Łódź Warehouse Nord',
      customer: 'Größe Logistik GmbH',
      contract: 'K-2026-118',
      technician: 'J. Doe',
      company: 'Acme Installers',
      checklist: 'baseline',
      scope: { targets: ['10.20.4.0/24'], interfaces: ['10.20.4.250'], excluded: ['10.20.4.5'] },
      settings: { ntpServers: ['10.20.4.1'], neededProtocols: ['HTTP', 'RTSP'] },
      practice: false,
      createdAt: at,
    },
    visit: { id: visitId, number: 3, startedAt: '2026-11-21T12:40:00.000Z', endedAt: null, before: null },
    tool: { name: 'Fieldseal', version: '0.1.0', build: null },
    checklist: {
      id: 'baseline',
      title: 'Fieldseal baseline',
      version: '1.2.0',
      sha256: createHash('sha256').update('checklist').digest('hex'),
    },
    catalog: { version: 41, date: '2026-11-14', ageDays: 7 },
    clock: { timeZone: 'Europe/Warsaw', ntpOffsetSeconds: 0.2 },
    devicesSeen: 5,
    excluded: [{ address: '10.20.4.5', reason: 'Excluded by the technician: alarm panel in use.' }],
    changes: [
      change(11, 'default-passwords-gone', 'fixed'),
      change(11, 'time-synchronized', 'fixed'),
      change(20, 'default-passwords-gone', 'fixed'),
      change(20, 'telnet-disabled', 'fixed'),
      change(12, 'hostname-set', 'cancelled'),
    ],
    log: [],
    ...overrides,
    devices,
    // What the findings of the sample rest on.
    waivers: [...(overrides.waivers ?? []), ...(isLeft(devices, 'waived') ? [waiver] : [])],
    attestations: [...(overrides.attestations ?? []), ...(isLeft(devices, 'attested') ? [attestation] : [])],
  }
  return { ...input, log: overrides.log ?? logOf(devices, undefined, input) }
}

/** An identity that existed before the sample was sealed. */
export function sampleIdentity(now = new Date('2026-11-01T08:00:00Z')): Promise<SigningIdentity> {
  return createSigningIdentity({ company: 'Acme Installers', technician: 'J. Doe', laptop: 'laptop-07', now })
}

export interface Sample {
  readonly identity: SigningIdentity
  readonly pack: BuiltPack
}

export async function samplePack(overrides: Partial<PackInput> = {}): Promise<Sample> {
  const identity = await sampleIdentity()
  return { identity, pack: await buildPack(sampleInput(overrides), signerOf(identity)) }
}
