import { count } from '../format.ts'

type Values = Readonly<Record<string, string>>
const of = (values: Values, name: string) => values[name] ?? ''
/** What the log names by a code. A code that is not here is shown as it is. */
const codes: Readonly<Record<string, string>> = {
  insurer: 'insurer',
  customer: 'customer',
  gentle: 'gentle',
  normal: 'normal',
  fast: 'fast',
  met: 'as it should be',
  'not-met': 'not as it should be',
  'does-not-apply': 'does not apply',
  accepted: 'accepted',
  refused: 'refused',
  locked: 'locked out',
  unanswered: 'no answer',
  pending: 'not answered yet',
  candidate: 'new one sent, not proven yet',
  entered: 'entered',
  committed: 'new one proven',
  superseded: 'replaced',
  unresolved: 'which one it holds is not known',
  'given-up': 'proof given up',
  'cut-off': 'cut off by the device',
  'earlier-taken-late': 'an earlier one taken late',
  made: 'made',
  gone: 'gone',
  planned: 'planned',
  applying: 'applying',
  fixed: 'fixed',
  failed: 'failed',
  'rolled-back': 'rolled back',
  cancelled: 'cancelled by a person',
  left: 'left alone',
  'duplicate-address': 'two devices claim one address',
  'duplicate-serial': 'one serial number at several addresses',
  'duplicate-mac': 'one hardware address at several addresses',
  'two-addresses': 'one device at several addresses',
  value: 'read',
  unsupported: 'not offered',
  unreachable: 'no answer',
  malformed: 'unreadable answer',
  pass: 'pass',
  fail: 'fail',
  error: 'error',
  unknown: 'unknown',
  notchecked: 'not checked',
  notapplicable: 'not applicable',
  attested: 'attested',
  waived: 'waived',
  camera: 'camera',
  nvr: 'recorder',
  encoder: 'encoder',
  'door-controller': 'door controller',
  intercom: 'intercom',
  switch: 'switch',
}
const word = (values: Values, name: string) => codes[of(values, name)] ?? of(values, name)
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(', ')

/** Words of the log of a visit: one sentence for each type of line. */
export const activity = {
  title: 'Activity',
  lead: 'The log of this visit, newest first. Each line is chained to the one before and goes into the pack as it is.',
  kinds: {
    all: 'Important',
    changes: 'Changes',
    logins: 'Logins and passwords',
    readings: 'Discovery and readings',
    statements: 'What people said',
    evidence: 'Evidence',
  },
  kind: 'Kind',
  none: 'Nothing of this kind happened in this visit.',
  noneText:
    'Outcomes of single items and single readings are left out of "Important"; they stand under "Discovery and readings".',
  older: 'Show older',
  line: 'Line',
  at: 'Time',
  what: 'What happened',
  device: 'Device',
  /** A line of another release: nothing is left out because this one has no words for it. */
  other: (type: string) => `Noted: ${type.replaceAll(/[.-]/g, ' ')}`,
  between: (lines: number) => `${count(lines, 'line')} of other kinds between`,
  betweenShow: (lines: number) => `Show ${count(lines, 'line')} between`,
  /** By type; a type that is not here is shown by its name. */
  says: {
    'visit.start': () => 'The visit began',
    'scope.confirmed': (values: Values) => `Scope confirmed: ${of(values, 'targets')}`,
    'discovery.start': (values: Values) => `Discovery began, pace ${word(values, 'pace')}`,
    'discovery.end': (values: Values) =>
      `Discovery ended: ${count(Number(of(values, 'devices')), 'device')}${of(values, 'complete') === 'false' ? ', cancelled' : ''}`,
    'device.seen': (values: Values) => `Seen, ${joined(word(values, 'class'), of(values, 'driver'))}`,
    'device.conflict': (values: Values) => `Conflict: ${joined(word(values, 'kind'), of(values, 'value'))}`,
    'device.unread': (values: Values) => `Could not be read (${of(values, 'code')})`,
    'device.activation': (values: Values) => `First password: ${word(values, 'state')}`,
    'assess.start': (values: Values) =>
      `Assessment began: ${count(Number(of(values, 'devices')), 'device')}, checklist ${of(values, 'checklist')}`,
    'assess.end': (values: Values) => `Assessment ended: ${count(Number(of(values, 'devices')), 'device')}`,
    'fact.read': (values: Values) => `Read ${joined(of(values, 'fact'), word(values, 'end'))}`,
    finding: (values: Values) => `${of(values, 'item')}: ${word(values, 'outcome')}`,
    'login.entered': (values: Values) => `Login entered: ${of(values, 'username') || of(values, 'snmpUser')}`,
    'login.attempt': (values: Values) =>
      `Login ${of(values, 'username')} on ${of(values, 'login')}: ${word(values, 'outcome')}`,
    'password.change': (values: Values) => `Password of ${of(values, 'username')}: ${word(values, 'state')}`,
    'password.given-up': (values: Values) =>
      `Change of ${of(values, 'username')} ended without proof: ${of(values, 'reason')}`,
    'password.revealed': (values: Values) => `Password of ${of(values, 'username')} was shown`,
    'passwords.handed-over': (values: Values) =>
      `Password file written: ${count(Number(of(values, 'accounts')), 'account')}`,
    'plan.made': (values: Values) =>
      `Plan made: ${count(Number(of(values, 'changes')), 'change')}, ${of(values, 'byHand')} by hand, ${of(values, 'trouble')} not planned`,
    'plan.apply': (values: Values) =>
      `Plan applied: ${count(Number(of(values, 'devices')), 'device')}, ${of(values, 'width')} side by side`,
    change: (values: Values) =>
      `${of(values, 'title')}: ${word(values, 'state')}${of(values, 'asLeft') === '' ? '' : `, as left ${of(values, 'asLeft')}`}${of(values, 'code') === '' ? '' : ` (${of(values, 'code')})`}`,
    'second-person.enrolled': (values: Values) => `Second person enrolled: ${of(values, 'name')}`,
    'second-person.asked': (values: Values) =>
      `Second person ${of(values, 'name')}: ${of(values, 'agreed') === 'true' ? 'agreed' : 'was not let in'}`,
    'device.replaced': () => 'Another device stands in the place of the former one',
    'site.changed': (values: Values) => `Site record changed: ${of(values, 'fields')}, by ${of(values, 'by')}`,
    'scope.carried': (values: Values) => `Scope taken over from an earlier visit: ${of(values, 'targets')}`,
    'log.carried': (values: Values) => `Line of visit ${of(values, 'of')}, written after its seal`,
    'config.copied': (values: Values) => `Configuration copied over ${of(values, 'via')}, kept encrypted`,
    'config.handed-out': () => 'Copy of the configuration handed out',
    'certificate.requested': () => 'A request for a certificate was made',
    'certificate.in-use': (values: Values) => `The new certificate is in use on port ${of(values, 'port')}`,
    'certificate.left-behind': (values: Values) =>
      `An unused certificate stays on the device (${of(values, 'because')})`,
    'account.creation': (values: Values) => `Account ${of(values, 'username')}: ${word(values, 'state')}`,
    'account.removal': (values: Values) => `Account ${of(values, 'username')} was removed`,
    'certificate.trusted-anew': () => 'The certificate of the device was trusted anew',
    'segmentation.tested': (values: Values) => `Segmentation tested from ${of(values, 'from')}`,
    'firmware.plan': (values: Values) => `Firmware upgrade planned: ${of(values, 'upgrades')}`,
    'recorder.asked': (values: Values) =>
      `${of(values, 'camera')}: the recorder ${of(values, 'online') === 'true' ? 'calls it online' : of(values, 'online') === 'false' ? 'does not call it online' : 'could not be asked'}`,
    'firmware.upgrade': (values: Values) => `Firmware ${joined(of(values, 'file'), word(values, 'state'))}`,
    'firmware.wave': (values: Values) => `Firmware wave ${of(values, 'wave')}`,
    'firmware.wave-end': (values: Values) => `Firmware wave ${of(values, 'wave')} ended`,
    'item.attested': (values: Values) =>
      `${of(values, 'item')} attested: ${word(values, 'answer')}, by ${of(values, 'by')}`,
    'attestation.withdrawn': (values: Values) => `Attestation of ${of(values, 'item')} taken back`,
    'snapshot.taken': () => 'A picture was asked for and kept for the customer',
    'item.waived': (values: Values) =>
      `${of(values, 'item')} waived by ${of(values, 'approver')}, until ${of(values, 'expiresOn')}`,
    'waiver.revoked': (values: Values) => `Waiver of ${of(values, 'item')} revoked`,
    'risk.assigned': (values: Values) =>
      `${of(values, 'owner')} takes care of ${of(values, 'item')}${of(values, 'due') === '' ? '' : `, by ${of(values, 'due')}`}`,
    'risk.withdrawn': (values: Values) => `${of(values, 'owner')} does not take care of ${of(values, 'item')} any more`,
    'checklist.used': () => 'Checklist that judges',
    'checklist.changed': () => 'Another checklist judges from here on',
    'witness.signed': (values: Values) => `Signed on the screen by ${joined(of(values, 'name'), of(values, 'role'))}`,
    'identity.used': (values: Values) =>
      `Signed from now on by ${joined(of(values, 'technician'), of(values, 'company'))}`,
    'time.stamp': (values: Values) => `Timestamp of ${of(values, 'authority')} over line ${of(values, 'line')}`,
    'seal.abandoned': (values: Values) => `Pack ${of(values, 'sequence')} could not be written; nothing of it is left`,
    'seal.recovered': (values: Values) => `Pack ${of(values, 'sequence')} was written before an interruption`,
    'seal.lost': (values: Values) => `Pack ${of(values, 'sequence')} was interrupted and never came to be`,
    seal: (values: Values) => `Sealed pack ${of(values, 'sequence')} for the ${word(values, 'variant')}`,
  },
} as const
