import type { Event, Output } from '../../../electron/contract/channels.ts'
import { count, numberText } from '../format.ts'

type Row = Output<'devices.list'>[number]
type Finding = Output<'devices.view'>['findings'][number]
type Change = NonNullable<Output<'plan.view'>>['changes'][number]
type StepId = NonNullable<Output<'site.view'>>['steps'][number]['id']
type StepNote = NonNullable<Output<'site.view'>>['steps'][number]['note']
type StepState = NonNullable<Output<'site.view'>>['steps'][number]['state']
type ProbeState = Output<'discovery.view'>['probes'][number]['state']

/** The words for every value that the contract names. */
export const outcome: Readonly<Record<Finding['outcome'], string>> = {
  pass: 'Pass',
  fixed: 'Fixed',
  fail: 'Fail',
  error: 'Error',
  unknown: 'Unknown',
  notchecked: 'Not checked',
  notapplicable: 'Not applicable',
  attested: 'Attested',
  waived: 'Waived',
}
/** So many items that ended so. */
export const outcomes: Readonly<Record<Finding['outcome'], (amount: number) => string>> = {
  pass: (amount) => `${numberText(amount)} pass`,
  fixed: (amount) => `${numberText(amount)} fixed`,
  fail: (amount) => `${numberText(amount)} fail`,
  error: (amount) => count(amount, 'error'),
  unknown: (amount) => `${numberText(amount)} unknown`,
  notchecked: (amount) => `${numberText(amount)} not checked`,
  notapplicable: (amount) => `${numberText(amount)} not applicable`,
  attested: (amount) => `${numberText(amount)} attested`,
  waived: (amount) => `${numberText(amount)} waived`,
}
export const severity: Readonly<Record<Finding['severity'], string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
}
export const deviceClass: Readonly<Record<Row['deviceClass'], string>> = {
  camera: 'Camera',
  nvr: 'Recorder',
  encoder: 'Encoder',
  'door-controller': 'Door controller',
  intercom: 'Intercom',
  switch: 'Switch',
  unknown: 'Not known',
}
export const changeState: Readonly<Record<Change['state'], string>> = {
  planned: 'Planned',
  applying: 'Applying',
  fixed: 'Fixed',
  failed: 'Failed',
  'rolled-back': 'Rolled back',
  cancelled: 'Cancelled',
  left: 'Left alone',
  unresolved: 'Not proven',
}
export const disruption: Readonly<Record<Change['disruption'], string>> = {
  none: 'No interruption',
  low: 'Hardly felt',
  medium: 'Streams may drop for seconds',
  high: 'Can cut the device off; undone when it does not come back',
}
export const stepName: Readonly<Record<StepId, string>> = {
  scope: 'Scope',
  discover: 'Discover',
  assess: 'Assess',
  fix: 'Fix',
  attest: 'Attest',
  seal: 'Seal',
}
export const stepNote: Readonly<Record<StepNote['is'], (amount: number, of: string) => string>> = {
  'not-confirmed': () => 'not confirmed',
  networks: (amount) => count(amount, 'network'),
  running: () => 'running',
  'no-device': () => 'no device yet',
  conflicts: (amount) => count(amount, 'conflict'),
  devices: (amount) => count(amount, 'device'),
  'not-heard': (amount) => `${numberText(amount)} not heard yet`,
  'not-started': () => 'not started',
  'done-of': (amount, of) => `${numberText(amount)} of ${of}`,
  paused: (amount, of) => `paused, ${numberText(amount)} of ${of}`,
  'look-at': (amount) => `${numberText(amount)} to look at`,
  fixable: (amount) => `${count(amount, 'item')} to fix`,
  planned: (amount) => `${numberText(amount)} planned`,
  'nothing-to-fix': () => 'nothing to fix',
  'all-fixed': () => 'all that could be',
  'to-attest': (amount) => `${numberText(amount)} by hand`,
  'nothing-to-attest': () => 'nothing by hand',
  attested: (amount) => `${numberText(amount)} said`,
  'not-sealed': () => 'not sealed',
  packs: (amount) => count(amount, 'pack'),
}
export const stepState: Readonly<Record<StepState, string>> = {
  todo: 'Not started',
  running: 'Running',
  attention: 'Needs attention',
  partial: 'In progress',
  done: 'Done',
}
export const probeState: Readonly<Record<ProbeState, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  cancelled: 'Cancelled',
  problem: 'Trouble',
}
export const factEnd: Readonly<Record<Output<'devices.view'>['facts'][number]['end'], string>> = {
  value: 'Read',
  unsupported: 'Not offered',
  refused: 'Login refused',
  unreachable: 'No answer',
  malformed: 'Unreadable answer',
}
export const identity: Readonly<Record<Output<'devices.view'>['identity'][number]['name'], string>> = {
  manufacturer: 'Maker',
  model: 'Model',
  firmware: 'Firmware',
  build: 'Build',
  serial: 'Serial',
  hardwareId: 'Hardware',
  macs: 'MAC',
  firstSeen: 'First seen',
  lastSeen: 'Last seen',
}
export const vaultState: Readonly<Record<string, string>> = {
  committed: 'proven',
  entered: 'entered, not proven yet',
  candidate: 'proof is missing',
  unresolved: 'proof is missing',
  'given-up': 'never proven, the device is gone',
  superseded: 'replaced',
}
export const work: Readonly<Record<Event<'progress'>['work'], string>> = {
  discover: 'Discovering',
  assess: 'Assessing',
  plan: 'Reading for the plan',
  fix: 'Applying changes',
  upgrade: 'Upgrading firmware',
  seal: 'Sealing',
  segmentation: 'Testing the segmentation',
  snapshot: 'Asking for a picture',
}
export const lockReason: Readonly<Record<Event<'locked'>['reason'], string>> = {
  asked: 'You locked this site.',
  idle: 'Nothing was touched for a while.',
  suspend: 'The computer went to sleep.',
  crash: 'The part of the app that works with devices stopped. What it had written is kept; open the site again.',
}
