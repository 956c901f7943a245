import { count, numberText } from '../format.ts'

/** Words of what stays open, and of who takes care of it. */
export const risks = {
  title: 'Open risks',
  none: 'No point is known to fail as left.',
  without: (amount: number) => `${count(amount, 'point')} without an owner`,
  all: 'Every point has an owner',
  severity: 'Severity',
  point: 'Point',
  where: 'Where',
  owner: 'Owner',
  due: 'By',
  dueNote: 'Counted in UTC. Empty while no day was agreed.',
  devices: (amount: number) => count(amount, 'place'),
  nobody: 'nobody',
  nobodyAt: (amount: number) => `nobody at ${amount}`,
  noDay: 'no day agreed',
  more: (amount: number) => `Show ${numberText(amount)} more`,
  name: 'Name owner',
  nameFor: (item: string) => `Name who takes care of ${item}`,
  dialog: (item: string) => `Who takes care of ${item}`,
  dialogText: 'The first page of the report names this person and day. The point stays open until it is fixed.',
  everywhere: (amount: number) => `Everywhere it fails (${amount})`,
  ownerMissing: 'Name somebody.',
  note: 'Note',
  save: 'Save',
  withdraw: 'Take the owner away',
} as const
