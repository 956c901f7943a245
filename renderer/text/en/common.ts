import type { Event } from '../../../electron/contract/channels.ts'
import { numberText } from '../format.ts'
import { discover } from './discover.ts'

type Work = Event<'progress'>['work']

/** Words of every screen. */
export const common = {
  cancel: 'Cancel',
  pausedWork: (work: string) => `Paused: ${work}`,
  /** It goes on by itself; why stands below. */
  waitingWork: (work: string) => `Waiting: ${work}`,
  /** What is in hand: an address, or a probe by its name. */
  workStep: (work: Work, step: string) => (work === 'discover' ? (discover.probeName[step] ?? step) : step),
  /** Said aloud, in tenths. */
  workAt: (work: string, percent: number) => `${work}: ${percent} %`,
  /** Ends what runs; what of it is done already stays. */
  cancelWork: (work: Work) => (work === 'fix' || work === 'upgrade' ? 'Cancel the rest' : 'Cancel'),
  close: 'Close',
  skip: 'Skip to content',
  doThis: 'Do this',
  loading: (what: string) => `Reading ${what}`,
  dismiss: 'Dismiss this message',
  show: 'Show the characters',
  /** How long work will go on, as coarse as it is known. */
  remaining: (seconds: number) =>
    seconds < 60 ? 'less than a minute left' : `about ${numberText(Math.round(seconds / 60))} min left`,
  noDay: (hint: string) => `No such day. Write it as ${hint}.`,
  chooseDay: (field: string) => `Choose a day: ${field}`,
} as const
