/** The steps of a password change that are on disk before the next one begins. */
export const journalSteps = ['intent', 'sent', 'verified', 'committed'] as const
export type JournalStep = (typeof journalSteps)[number]

/** What of the laptop can be broken. What nobody can break here is null, and is left out of the trouble. */
export interface Laptop {
  /** Milliseconds that its clock is ahead of the true time. */
  readonly clock: { aheadMs: number } | null
  /** The disk that holds the site file. */
  readonly disk: {
    fill(): void
    free(): void
    /** Nothing can be written any more, open files included. */
    lock(): void
    /** Every file is closed meanwhile. */
    unlock(): void
  } | null
  readonly card: { pull(): void; plugIn(): void } | null
  /** Ends the process that works on the site, right before or right after a step of a password change is on disk. */
  readonly killer: {
    arm(step: JournalStep, when: 'before' | 'after', onKill: () => void): void
    /** Whether it struck since it was armed; it is disarmed then. */
    disarm(): boolean
    /** A new process begins: what the killed one left running is over. */
    revive(): void
  } | null
}

/** A laptop that is only used, and not broken. */
export const soundLaptop: Laptop = { clock: null, disk: null, card: null, killer: null }
