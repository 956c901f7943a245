import { numberText } from '../format.ts'

/** Words of every screen. */
export const common = {
  cancel: 'Cancel',
  back: 'Back',
  paused: 'Paused',
  close: 'Close',
  skip: 'Skip to content',
  doThis: 'Do this',
  loading: (what: string) => `Reading ${what}`,
  dismiss: 'Dismiss this message',
  show: 'Show the characters',
  /** How long work will go on, as coarse as it is known. */
  remaining: (seconds: number) =>
    seconds < 60 ? 'less than a minute left' : `about ${numberText(Math.round(seconds / 60))} min left`,
} as const
