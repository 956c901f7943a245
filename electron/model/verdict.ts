import type { Outcome } from './outcome.ts'

/** The judgement of one check. `observed` and `expected` are short sentences for a person; no secret, no markup. */
export interface Verdict {
  readonly outcome: Extract<Outcome, 'pass' | 'fail' | 'unknown' | 'notapplicable'>
  readonly observed: string
  readonly expected: string
}

export const pass = (observed: string, expected: string): Verdict => ({ outcome: 'pass', observed, expected })
export const fail = (observed: string, expected: string): Verdict => ({ outcome: 'fail', observed, expected })
/** The facts do not decide the question. Never a way to be polite about a failure. */
export const unknown = (observed: string, expected: string): Verdict => ({ outcome: 'unknown', observed, expected })
export const notApplicable = (observed: string, expected: string): Verdict => ({
  outcome: 'notapplicable',
  observed,
  expected,
})
