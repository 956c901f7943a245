import { count } from '../format.ts'

/** Header, visit bar and rail. */
export const frame = {
  themes: 'Theme',
  theme: { light: 'Light theme', dark: 'Dark theme', outdoor: 'Outdoor theme' },
  textSize: (percent: number) => `Text size ${percent} %, change`,
  places: 'Places',
  visit: 'Visit',
  next: 'Next',
  visitNumber: (visit: number) => `Visit ${visit}`,
  practice: 'Practice',
  practiceNote: 'Simulated devices inside this computer. Evidence of this site says so.',
  search: 'Search and commands',
  searchKeys: (apple: boolean) => (apple ? '⌘ K' : 'Ctrl K'),
  searchHint: 'Search devices and commands',
  nothingFound: 'Nothing of that name.',
  settings: 'Settings',
  lock: 'Lock now',
  notLocked: 'The site is still open',
  closePractice: 'Close practice',
  readOnly: 'A look only.',
  readOnlyBecause: (holder: string | null) =>
    `${holder ?? 'Somebody else'} has this site open: nothing can be changed here.`,
  readOnlyOf: (at: string, since: string | null) =>
    since === null ? `It shows the site as of ${at}.` : `Open there since ${since}. It shows the site as of ${at}.`,
  readOnlyPasswords: 'Passwords are not part of it.',
  unresolved: (devices: number) =>
    `${count(devices, 'device password is', 'device passwords are')} not proven. Every candidate is safe in the vault.`,
  unresolvedWhich: 'Show which',
  unresolvedRemedy: 'Assess these devices again before you leave the site.',
} as const

/** Asked before a lock while work runs. */
export const lockQuestion = {
  title: 'Work is running. Lock all the same?',
  closeTitle: 'Work is running. Close the practice site?',
  howFar: (done: string, all: string) => `${done} of ${all}`,
  goesOn: 'Lock; the work goes on',
  goesOnNote: 'The window shows nothing of the site. The keys stay in memory until the work has ended.',
  ends: 'Finish what is in hand, then lock',
  closeEnds: 'Finish what is in hand, then close',
  endsNote: 'What was begun on a device is finished and proven. The rest is not begun.',
  keep: 'Keep working',
} as const

/** The one next step: what it is, and its button. */
export const next = {
  looking: ['A look, no changes', 'Overview'],
  scope: ['Say where you may look', 'Scope'],
  discover: ['Look for devices', 'Discover'],
  discovering: ['Discovery is running', 'Watch'],
  assess: (devices: number) => [`Assess ${count(devices, 'device')}`, 'Assess'],
  decide: ['Changes need your decision', 'Open'],
  attest: (items: number) => [`Look at ${count(items, 'item')} by hand`, 'Attest'],
  assessing: ['Assessment is running', 'Watch'],
  fix: ['Look at what can be fixed', 'Plan fixes'],
  fixing: ['Changes are running', 'Watch'],
  paused: ['Changes are paused', 'Open'],
  planned: (changes: number) => [`${count(changes, 'change waits', 'changes wait')}`, 'Open the plan'],
  seal: ['Seal the evidence of this visit', 'Seal'],
  done: ['Look at the sealed packs', 'Evidence'],
} as const
