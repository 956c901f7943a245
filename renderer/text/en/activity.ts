import { count } from '../format.ts'

type Values = Readonly<Record<string, string>>
const of = (values: Values, name: string) => values[name] ?? ''
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(', ')

/** Words of the log of a visit: one sentence for each type of line. */
export const activity = {
  title: 'Activity',
  lead: 'The log of this visit, newest first. Each line is chained to the one before and goes into the pack as it is.',
  kinds: {
    all: 'All',
    changes: 'Changes',
    logins: 'Logins and passwords',
    readings: 'Discovery and readings',
    statements: 'What people said',
    evidence: 'Evidence',
  },
  kind: 'Kind',
  none: 'Nothing of this kind happened in this visit.',
  noneText:
    'Outcomes of single items and single readings are left out of "All"; they stand under "Discovery and readings".',
  older: 'Show older',
  line: 'Line',
  at: 'Time',
  what: 'What happened',
  device: 'Device',
  /** By type; a type that is not here is shown by its name. */
  says: {
    'visit.start': () => 'The visit began',
    'scope.confirmed': (values: Values) => `Scope confirmed: ${of(values, 'targets')}`,
    'discovery.start': (values: Values) => `Discovery began, pace ${of(values, 'pace')}`,
    'discovery.end': (values: Values) =>
      `Discovery ended: ${count(Number(of(values, 'devices')), 'device')}${of(values, 'complete') === 'false' ? ', cancelled' : ''}`,
    'device.seen': (values: Values) => `Seen, ${joined(of(values, 'class'), of(values, 'driver'))}`,
    'device.conflict': (values: Values) => `Conflict: ${joined(of(values, 'kind'), of(values, 'value'))}`,
    'device.unread': (values: Values) => `Could not be read (${of(values, 'code')})`,
    'device.activation': (values: Values) => `First password: ${of(values, 'state')}`,
    'assess.start': (values: Values) =>
      `Assessment began: ${count(Number(of(values, 'devices')), 'device')}, checklist ${of(values, 'checklist')}`,
    'assess.end': (values: Values) => `Assessment ended: ${count(Number(of(values, 'devices')), 'device')}`,
    'fact.read': (values: Values) => `Read ${joined(of(values, 'fact'), of(values, 'end'))}`,
    finding: (values: Values) => `${of(values, 'item')}: ${of(values, 'outcome')}`,
    'login.entered': (values: Values) => `Login entered: ${of(values, 'username') || of(values, 'snmpUser')}`,
    'login.attempt': (values: Values) =>
      `Login ${of(values, 'username')} on ${of(values, 'login')}: ${of(values, 'outcome')}`,
    'password.change': (values: Values) => `Password of ${of(values, 'username')}: ${of(values, 'state')}`,
    'password.revealed': (values: Values) => `Password of ${of(values, 'username')} was shown`,
    'passwords.handed-over': (values: Values) =>
      `Password file written: ${count(Number(of(values, 'accounts')), 'account')}`,
    'plan.made': (values: Values) =>
      `Plan made: ${count(Number(of(values, 'changes')), 'change')}, ${of(values, 'byHand')} by hand, ${of(values, 'trouble')} not planned`,
    'plan.apply': (values: Values) =>
      `Plan applied: ${count(Number(of(values, 'devices')), 'device')}, ${of(values, 'width')} side by side`,
    change: (values: Values) =>
      `${of(values, 'title')}: ${of(values, 'state')}${of(values, 'asLeft') === '' ? '' : `, as left ${of(values, 'asLeft')}`}${of(values, 'code') === '' ? '' : ` (${of(values, 'code')})`}`,
    'second-person.enrolled': (values: Values) => `Second person enrolled: ${of(values, 'name')}`,
    'second-person.asked': (values: Values) =>
      `Second person ${of(values, 'name')}: ${of(values, 'agreed') === 'true' ? 'agreed' : 'was not let in'}`,
    'certificate.trusted-anew': () => 'The certificate of the device was trusted anew',
    'segmentation.tested': (values: Values) => `Segmentation tested from ${of(values, 'from')}`,
    'firmware.plan': (values: Values) => `Firmware upgrade planned: ${of(values, 'upgrades')}`,
    'firmware.upgrade': (values: Values) => `Firmware ${joined(of(values, 'file'), of(values, 'state'))}`,
    'firmware.wave': (values: Values) => `Firmware wave ${of(values, 'wave')}`,
    'firmware.wave-end': (values: Values) => `Firmware wave ${of(values, 'wave')} ended`,
    'item.attested': (values: Values) =>
      `${of(values, 'item')} attested: ${of(values, 'answer')}, by ${of(values, 'by')}`,
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
    seal: (values: Values) => `Sealed pack ${of(values, 'sequence')} for the ${of(values, 'variant')}`,
  },
} as const
