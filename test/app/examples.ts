import { listContext } from '../../electron/app/views/device-row.ts'
import type { DeviceFacts } from '../../electron/app/views/device-view.ts'
import { type Device, noIdentity } from '../../electron/model/device.ts'
import type { Finding } from '../../electron/model/finding.ts'
import type { Change } from '../../electron/model/site.ts'

const at = '2026-01-02T03:04:05.000Z'

export const deviceId = '2f1a7c0e-8a57-4a7c-9df9-6f2c5b6f0a01'

export function device(over: Partial<Device> = {}): Device {
  return {
    id: deviceId,
    endpoint: { address: '10.0.0.7', forwarded: false, ports: { http: 80 } },
    identity: {
      ...noIdentity,
      manufacturer: 'AXIS',
      model: 'AXIS P3245-LV',
      firmware: '11.11.73',
      serial: 'ACCC8E000001',
    },
    deviceClass: 'camera',
    driver: 'onvif',
    endpointReference: null,
    marks: { 'onvif.manufacturer': 'AXIS' },
    firstSeenAt: at,
    lastSeenAt: at,
    ...over,
  }
}

export function finding(over: Partial<Finding> = {}): Finding {
  return {
    deviceId,
    item: 'TIM-01',
    check: 'ntp-configured',
    title: 'The device takes its time from the NTP servers of the site',
    severity: 'medium',
    outcome: 'fail',
    observed: 'time set by hand',
    expected: 'NTP',
    references: [],
    fix: 'offered',
    instruction: null,
    problem: null,
    facts: ['time.ntp'],
    at,
    ...over,
  }
}

export function change(over: Partial<Change> = {}): Change {
  return {
    id: 'b2a4a3b0-2f16-4a0e-8f4b-0c8b7b2b1c01',
    visitId: '5b1f2a4e-0c63-4b1a-8a6a-6d6e0d1f7a01',
    deviceId,
    fix: 'ntp-configured',
    state: 'planned',
    asFound: 'time set by hand',
    target: 'NTP, 10.0.0.1',
    asLeft: null,
    disruption: 'low',
    reboot: false,
    undo: 'Written back as found when the proof fails.',
    problem: null,
    at,
    ...over,
  }
}

/** All that is known of a device of which nothing is known. */
export const deviceFacts = (over: Partial<DeviceFacts> = {}): DeviceFacts => ({
  device: device(),
  asFound: [],
  asLeft: [],
  firstReadings: {},
  readings: {},
  conflicts: [],
  context: listContext({ conflicts: [], visit: { number: 1, startedAt: at }, zones: [] }),
  excerpts: { asFound: [], asLeft: [] },
  visits: [],
  currentVisit: 'one',
  titleOf: (fix) => fix,
  vaultAccounts: [],
  ...over,
})
