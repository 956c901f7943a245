import type { DeviceEvidence, PackInput } from '../../../electron/evidence/pack-input.ts'
import type { Excerpt } from '../../../electron/model/excerpt.ts'
import type { Readings } from '../../../electron/model/facts.ts'
import type { Finding } from '../../../electron/model/finding.ts'
import { gapReport, gaps } from '../../../electron/model/gap.ts'
import { type Outcome, severities } from '../../../electron/model/outcome.ts'
import type { Change } from '../../../electron/model/site.ts'
import { sampleInput } from './sample-visit.ts'

const at = '2026-11-21T13:20:00.000Z'
const models = [
  ['AXIS', 'P3245-LV', '10.12.182', 'camera'],
  ['HIKVISION', 'DS-2CD2143G2-I', 'V5.7.12 build 220819', 'camera'],
  ['Dahua', 'IPC-HFW2831T-ZS', '2.840.0000000.28.R', 'camera'],
  ['Hanwha Vision', 'XNV-8082R', '1.41.12', 'camera'],
  ['Dahua', 'NVR5216-EI', '4.003.0000', 'nvr'],
  ['Mercury', 'LP1502', '1.29.1', 'door-controller'],
] as const

const areas = ['ACC', 'NET', 'TIM', 'FIR', 'TLS', 'LOG'] as const
const titles = [
  'No login of the vendor works',
  'Only the services that the site needs answer',
  'The clock follows the NTP servers of the site',
  'The firmware is supported by its maker and no exploited hole is known in it',
  'The web page is encrypted with a certificate of the site',
  'Events go to the log server of the site',
] as const

const itemOf = (number: number) => ({
  item: `${areas[number % 6]}-${String(Math.floor(number / 6) + 1).padStart(2, '0')}`,
  title: `${titles[number % 6]} (${Math.floor(number / 6) + 1})`,
  severity: severities[number % 4] ?? 'low',
})

/** A number from 0 to 99 that is the same for the same device and item. */
const draw = (device: number, item: number): number => ((device * 7_919 + item * 104_729 + 13) * 2_654_435_761) % 100

function outcomesOf(device: number, item: number): readonly [Outcome, Outcome] {
  if (device % 41 === 40) return ['error', 'error']
  const chance = draw(device, item)
  if (chance < 18) return ['fail', chance < 13 ? 'fixed' : 'fail']
  if (chance < 22) return ['unknown', 'unknown']
  if (chance < 25) return ['notchecked', chance < 24 ? 'attested' : 'notchecked']
  if (chance < 26) return ['fail', 'waived']
  return chance < 38 ? ['notapplicable', 'notapplicable'] : ['pass', 'pass']
}

const seen: Readonly<Record<Outcome, string>> = {
  pass: 'Seen as expected.',
  fixed: 'Seen as expected after the change.',
  fail: 'admin with its public password was let in on onvif and web.',
  error: 'The device did not answer on its HTTP port.',
  unknown: 'No answer on UDP 161, which proves nothing by itself.',
  notchecked: 'Nobody looked yet.',
  notapplicable: 'The device does not offer this.',
  attested: 'Checked by hand by J. Doe.',
  waived: 'Accepted by the customer until 31 Mar 2027.',
}

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const addressOf = (number: number): string => `10.20.${4 + Math.floor(number / 250)}.${1 + (number % 250)}`

function readingsOf(number: number): Readings {
  const [manufacturer, model, firmware] = models[number % models.length] ?? models[0]
  return {
    identity: {
      end: 'value',
      readAt: at,
      value: { manufacturer, model, firmware, build: null, serial: `SN${number}`, hardwareId: null, macs: [] },
    },
    accounts: { end: 'value', value: [{ username: 'admin', level: 'administrator' }], readAt: at },
    'time.clock': {
      end: 'value',
      value: { offsetSeconds: 1.5, uncertaintySeconds: 0.5, timeZone: 'CET-1CEST', daylightSaving: false },
      readAt: at,
    },
    'time.ntp': { end: 'value', value: { source: 'ntp', fromDhcp: false, servers: ['10.20.4.1'] }, readAt: at },
    'firmware.assessment': {
      end: 'value',
      readAt: at,
      value: {
        catalogVersion: 41,
        catalogDate: '2026-11-14',
        vendor: manufacturer,
        product: model,
        installed: firmware,
        currency: { state: 'behind', latest: '11.11.94', basis: null },
        support:
          number % 3 === 0
            ? { state: 'ended', endOfSupport: '2025-12-31', precision: 'day', note: null }
            : { state: 'supported', endOfSupport: null, precision: null, note: null },
        behindBy: null,
        endOfSale: null,
        vulnerabilities: [
          {
            cve: 'CVE-2021-36260',
            summary: 'Command injection in the web server',
            severity: 'critical',
            cvss: 9.8,
            applies: number % 6 === 1 ? 'yes' : 'no',
            undecidedBecause: null,
            decidingFact: null,
            fixedIn: 'V5.7.13',
            knownExploited: true,
            confidence: 'curated',
            source: 'vendor advisory',
          },
        ],
        undecided: [],
        action: { kind: 'upgrade', to: '11.11.94', fact: null, because: 'It is behind.', meanwhile: null },
        oem: null,
        sources: [],
      },
    },
    'tls.endpoints': {
      end: 'value',
      readAt: at,
      value: [
        {
          port: 443,
          accepted: ['TLSv1.2'],
          refused: ['TLSv1'],
          cipher: 'ECDHE-RSA-AES128-GCM-SHA256',
          certificate: {
            subject: `CN=${model}-${number}`,
            issuer: `CN=${model}-${number}`,
            selfSigned: true,
            names: [],
            validFrom: '2020-01-01T00:00:00.000Z',
            validTo: number % 9 === 0 ? '2026-12-31T00:00:00.000Z' : '2035-01-01T00:00:00.000Z',
            keyType: 'rsa',
            keyBits: 2048,
            signature: 'sha256WithRSAEncryption',
            sha256: number.toString(16).padStart(64, '0'),
          },
        },
      ],
    },
  }
}

const excerptOf = (number: number, index: number): Excerpt => ({
  fact: index % 2 === 0 ? 'accounts' : 'time.ntp',
  over: 'HTTP',
  request: `POST /onvif/device_service\n<GetUsers xmlns="http://www.onvif.org/ver10/device/wsdl"/> ${index}`,
  answer: `200\n<GetUsersResponse><User><Username>admin</Username><UserLevel>Administrator</UserLevel></User></GetUsersResponse> ${number}`,
  removed: true,
  cut: false,
  at,
})

function deviceEvidence(number: number, items: number): DeviceEvidence {
  const [manufacturer, model, firmware, deviceClass] = models[number % models.length] ?? models[0]
  const id = uuid(number)
  const isRead = number % 41 !== 40
  const findings = (phase: 0 | 1): Finding[] =>
    Array.from({ length: items }, (_, index) => {
      const outcome = outcomesOf(number, index)[phase]
      return {
        ...itemOf(index),
        deviceId: id,
        check: 'default-logins-refused',
        outcome,
        observed: seen[outcome],
        expected: 'As the checklist demands.',
        references: ['IEC 62443-4-2 CR 1.1', 'IEC 62443-3-3 SR 1.5'],
        fix: 'offered',
        instruction: 'Change it in the web page of the device, under System, Users.',
        problem:
          outcome === 'error'
            ? { code: 'device/unreachable', message: seen.error, remedy: 'Check power and cabling.' }
            : null,
        facts: ['accounts', 'time.ntp'],
        at,
      }
    })
  const excerpts = Array.from({ length: 12 }, (_, index) => excerptOf(number, index))
  return {
    device: {
      id,
      endpoint: { address: addressOf(number), forwarded: false, ports: { http: 80, https: 443, rtsp: 554 } },
      identity: {
        manufacturer,
        model,
        firmware,
        build: null,
        serial: `SN${String(number).padStart(8, '0')}`,
        hardwareId: null,
        macs: [
          `ac:cc:8e:00:${String(Math.floor(number / 100)).padStart(2, '0')}:${String(number % 100).padStart(2, '0')}`,
        ],
      },
      deviceClass,
      driver: 'onvif',
      endpointReference: null,
      marks: {},
      firstSeenAt: at,
      lastSeenAt: at,
    },
    recognisedBy: ['ws-discovery scope'],
    asFound: findings(0),
    asLeft: findings(1),
    readings: isRead ? { asFound: readingsOf(number), asLeft: readingsOf(number) } : { asFound: null, asLeft: null },
    excerpts: { asFound: excerpts, asLeft: excerpts },
  }
}

/** A visit of any size that looks like a real one: the same for the same numbers. */
export function largeVisit(count: number, items = 48): PackInput {
  const devices = Array.from({ length: count }, (_, number) => deviceEvidence(number, items))
  const changes = devices.flatMap(({ device, asLeft }): Change[] =>
    asLeft
      .filter(({ outcome }) => outcome === 'fixed')
      .map(({ item }, index) => ({
        id: `${device.id}-${index}`,
        visitId: sampleInput().visit.id,
        deviceId: device.id,
        fix: 'ntp-configured',
        state: draw(index, 3) < 95 ? 'fixed' : 'rolled-back',
        asFound: 'manual, servers: none',
        target: `ntp, servers: 10.20.4.1 (${item})`,
        asLeft: 'ntp, servers: 10.20.4.1',
        disruption: 'low',
        reboot: false,
        undo: 'Written back as found when the proof fails.',
        problem: null,
        at,
      })),
  )
  const answers = Array.from({ length: items }, (_, index) => ({
    id: itemOf(index).item,
    title: itemOf(index).title,
    answers: [gaps[index % gaps.length]?.id ?? 'A1'],
  }))
  const [first] = devices
  const itemsThat = (wanted: Outcome) => [
    ...new Set(
      devices.flatMap(({ asLeft }) => asLeft.flatMap(({ outcome, item }) => (outcome === wanted ? [item] : []))),
    ),
  ]
  return sampleInput({
    devices,
    changes,
    devicesSeen: count + 2,
    gaps: gapReport(
      answers,
      devices.flatMap(({ asLeft }) => asLeft),
    ),
    excluded: [
      { address: '10.20.4.200', reason: 'left out of the scope by the technician' },
      { address: '10.20.4.201', reason: 'seen and not assessed' },
    ],
    risks: [
      { deviceId: null, item: 'ACC-01', owner: 'M. Rossi, facility', due: '2026-12-15', note: '' },
      { deviceId: null, item: 'TLS-01', owner: 'Acme Installers', due: null, note: '' },
    ],
    waivers:
      first === undefined
        ? []
        : [
            {
              id: uuid(900_001),
              visitId: uuid(1),
              item: 'NET-01',
              deviceId: first.device.id,
              reason: 'The old recorder speaks this protocol alone until it is replaced.',
              compensatingControl: 'Only the recorder may reach the port (access list of the switch).',
              approver: 'C. Customer, head of security',
              requestedBy: 'J. Doe',
              at,
              expiresOn: '2027-03-31',
              revokedAt: null,
            },
            ...itemsThat('waived').map((item, index) => ({
              id: uuid(910_000 + index),
              visitId: uuid(1),
              item,
              deviceId: null,
              reason: 'Accepted until the renewal.',
              compensatingControl: 'The network is walled off.',
              approver: 'C. Customer, head of security',
              requestedBy: 'J. Doe',
              at,
              expiresOn: '2099-03-31',
              revokedAt: null,
            })),
          ],
    attestations: [
      ...itemsThat('attested').map((item, index) => ({
        id: uuid(920_000 + index),
        visitId: uuid(1),
        item,
        deviceId: null,
        answer: 'met' as const,
        statement: 'Checked by hand.',
        measurement: null,
        by: 'J. Doe',
        role: 'technician' as const,
        at,
        holdsUntil: null,
        attachments: [],
      })),
      {
        id: uuid(900_002),
        visitId: uuid(1),
        item: 'PHY-01',
        deviceId: null,
        answer: 'met',
        statement: 'The rack is locked; the key hangs in the key box of the porter.',
        measurement: null,
        by: 'J. Doe',
        role: 'technician',
        at,
        holdsUntil: '2027-11-21',
        attachments: [],
      },
    ],
  })
}
