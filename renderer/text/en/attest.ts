import type { Output } from '../../../electron/contract/channels.ts'
import { count, dateText, numberText } from '../format.ts'

type Form = NonNullable<Output<'checklist.item'>['form']>
type Manual = Output<'checklist.queue'>[number]['manual']
type Answer = Output<'checklist.item'>['attestations'][number]['answer']

/** What the screen says on which a person puts a name to what no protocol can see. */
export const attest = {
  title: 'Attest',
  lead: (done: number, all: number) =>
    `What no protocol can see. ${numberText(done)} of ${count(all, 'answer')} on record.`,
  leadStale: (amount: number) => `${count(amount, 'answer has', 'answers have')} expired.`,
  items: 'Items',
  progress: (done: number, all: number) => `${numberText(done)} / ${numberText(all)}`,
  site: 'Site',
  one: (deviceClass: string, amount: number) => `${deviceClass}, ${count(amount, 'device')}`,
  state: { done: 'on record', stale: 'expired', open: 'open' },
  empty: 'Nothing to attest',
  emptyText: 'Items that need a person appear here when the devices were assessed.',
  toDevices: 'Go to Devices',
  allDone: 'Everything is on record',
  allDoneText: 'Choose an item on the left to look again, or go on to the seal.',
  toSeal: 'Go on to Seal',
  forDevices: (amount: number, exceptions: number) =>
    exceptions === 0
      ? `for ${count(amount, 'device')}`
      : `for ${count(amount, 'device')}, ${count(exceptions, 'exception')}`,
  forSite: 'for the whole site',
  look: 'What to look at',
  proof: 'What proves it',
  question: 'What did you see?',
  answer: { met: 'As it should be', 'not-met': 'Not as it should be', 'does-not-apply': 'Does not apply' } as Readonly<
    Record<Answer, string>
  >,
  photos: (needed: boolean) => (needed ? 'Photos, at least 1 needed' : 'Photos'),
  drop: 'Drop photos here',
  dropNote: 'JPEG, PNG or PDF. Place, camera and owner are taken out of a photo before it is kept.',
  choose: 'Choose files',
  camera: 'Use the camera',
  take: 'Take the photo',
  stopCamera: 'Close the camera',
  cameraView: 'What the camera sees',
  noCamera: 'The camera cannot be used: it is in use, switched off, or was not allowed. Choose a photo file instead.',
  tooLarge: (name: string) => `${name} is larger than 30 MB and was not taken.`,
  tooMany: 'No more than 12 photos go with one answer.',
  caption: (name: string) => `Caption of ${name}`,
  captionHint: 'Caption',
  removePhoto: (name: string) => `Remove ${name}`,
  shot: (index: number) => `Camera photo ${index}`,
  measurement: (unit: string | null) => (unit === null || unit === '' ? 'Measured value' : `Measured value, ${unit}`),
  measurementNeeded: 'A number is needed here.',
  unit: 'Unit',
  note: 'What was seen, in a sentence',
  noteNeeded: 'Say in a sentence what was seen.',
  photoNeeded: 'This item needs a photo.',
  answerNeeded: 'Choose one of the three answers.',
  skip: 'Skip for now',
  thenNext: (title: string) => `Then: ${title}`,
  attested: (item: string) => `${item} is attested`,
  save: 'Attest and go on',
  saveLast: 'Attest',
  saved: (amount: number, title: string) => `${count(amount, 'answer')} on record: ${title}`,
  record: 'On record',
  who: 'Who looked',
  whoNeeded: 'A name is needed.',
  role: 'As',
  roles: {
    technician: 'Technician',
    customer: 'Customer',
    owner: 'Owner of the system',
    administrator: 'Administrator of the network',
  } as Readonly<Record<Form['by'], string>>,
  otherRole: (role: string) => `The form asks for: ${role}.`,
  when: 'When',
  now: 'now',
  counts: 'Counts for',
  holds: 'Holds until',
  holdsDay: (day: string) => dateText(day),
  holdsForGood: 'something changes',
  kind: { photo: 'Photo', note: 'Note', measurement: 'Measurement', signature: 'Signature' } as Readonly<
    Record<Manual, string>
  >,
  exceptions: 'Exceptions',
  addException: 'Add an exception',
  exceptionDevice: 'Device',
  exceptionKind: 'What is different',
  exceptionNotSeen: 'Not seen: stays open',
  exceptionNote: (device: string) => `What was seen at ${device}`,
  exceptionNoteNeeded: 'Say what was seen there.',
  removeException: (device: string) => `Remove the exception of ${device}`,
  noExceptions: 'All devices of this type are alike.',
  last: 'Said before',
  keys: 'Keys 1, 2 and 3 answer; Ctrl+Enter attests and goes on.',
  only: 'Only these models',
  everyModel: 'Every model',
}
