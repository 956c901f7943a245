import type { DeviceClass } from '../../../model/device.ts'
import type { Outcome, Severity } from '../../../model/outcome.ts'

export const ink = {
  text: '#14181f',
  soft: '#4a5261',
  faint: '#6b7280',
  line: '#d9dde3',
  sunken: '#f4f5f7',
} as const

/** Words and colours of the outcomes, the same as on the screen. `mark` carries white letters at 4.5:1. */
export const outcomeStyle: Readonly<Record<Outcome, { readonly label: string; readonly mark: string }>> = {
  pass: { label: 'Pass', mark: '#1a7f4b' },
  fixed: { label: 'Fixed', mark: '#0f747e' },
  fail: { label: 'Fail', mark: '#bf2c2c' },
  error: { label: 'Error', mark: '#a35f00' },
  unknown: { label: 'Unknown', mark: '#7a6414' },
  notchecked: { label: 'Not checked', mark: '#474f5d' },
  notapplicable: { label: 'Not applicable', mark: '#6f7786' },
  attested: { label: 'Attested', mark: '#6d4bb3' },
  waived: { label: 'Waived', mark: '#56688c' },
}

export const severityLabel: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
}

export const classLabel: Readonly<Record<DeviceClass, string | null>> = {
  camera: 'Camera',
  nvr: 'Recorder',
  encoder: 'Encoder',
  'door-controller': 'Door controller',
  intercom: 'Intercom',
  switch: 'Switch',
  unknown: null,
}

export const practiceColour = '#a35f00'
