import { dateText } from '../format.ts'

/** The first screen. */
export const welcome = {
  title: 'Start with a site',
  lead: 'A site is one encrypted file. It keeps the devices, the visits, the passwords and the evidence of one customer place.',
  practice: 'Practice site',
  practiceText:
    '24 simulated cameras, recorders and door devices run inside this computer and answer in the real protocols, with the faults that installers meet. Nothing leaves the computer; nothing can break.',
  practiceTime: 'Try a whole visit here, from the first packet to a sealed pack.',
  openPractice: 'Open the practice site',
  newSite: 'New site',
  newSiteText: 'For a place that you visit for the first time.',
  create: 'Create',
  open: 'Open a site file',
  openText: 'You need the passphrase that it was made with.',
  openButton: 'Open',
  verify: 'Verify a pack',
  verifyText: 'Check sealed evidence. Needs no site and no network.',
  verifyButton: 'Verify',
  recent: 'Opened before',
  recentAt: (at: string) => `last on ${dateText(at)}`,
  line: 'A visit, step by step',
  steps: [
    ['Scope', 'Say which networks may be touched'],
    ['Discover', 'Hear what answers there'],
    ['Assess', 'Hold each device against the checklist'],
    ['Fix', 'Plan, apply, read back, prove'],
    ['Attest', 'Say what only a person can see'],
    ['Seal', 'One signed pack for years to come'],
  ],
  version: (version: string, electron: string) => `Fieldseal ${version}, Electron ${electron}`,
} as const

/** Making a site. */
export const newSite = {
  title: 'New site',
  lead: 'You choose next where the file is kept. The passphrase encrypts it; nobody can reset it.',
  place: 'The place',
  you: 'Who works there',
  lock: 'Encryption of the site',
  name: 'Name of the site',
  customer: 'Customer',
  optional: 'may stay empty',
  company: 'Your company',
  technician: 'Your name',
  peopleNote: 'Both names are printed in the evidence.',
  ntp: 'Time servers of the site',
  ntpNote: 'Addresses or names, separated by commas. Fixes point the devices at them.',
  passphrase: 'Passphrase',
  passphraseNote: (length: number) => `At least ${length} characters. Several words are good.`,
  again: 'The passphrase once more',
  create: 'Create the site',
  required: 'This is needed.',
  tooShort: (length: number) => `At least ${length} characters are needed.`,
  different: 'The two passphrases differ.',
  writeDown:
    'Write the passphrase down and keep it apart from this computer: without it, the device passwords are lost.',
} as const

/** Opening a site. */
export const unlock = {
  title: 'Open a site',
  locked: 'Locked',
  passphraseOf: (name: string) => `Passphrase of ${name}`,
  unlock: 'Unlock',
  another: 'Choose another site',
  heldText: 'You can look at it as it is now, without passwords and without changing anything.',
  look: 'Look only',
  noReset: 'A forgotten passphrase cannot be reset.',
  keysGone: 'The keys of the site are no longer in memory.',
  keysKept: 'The keys of the site stay in memory until this has ended. Nothing else is shown or begun.',
  howFar: (done: string, all: string) => `${done} of ${all}`,
  /** Work behind the lock, after its name and how far it is. */
  behind: {
    'goes-on': 'It goes on while the site is locked.',
    ending: 'What is in hand is finished; nothing more is begun.',
    ended: 'It has come to its end.',
    stopped: 'It was stopped here: what was in hand was finished, the rest was not begun.',
    trouble: 'It ended with trouble. Open the site to see what happened.',
  },
  opening: 'Opening takes a second: the key is derived slowly on purpose.',
} as const
