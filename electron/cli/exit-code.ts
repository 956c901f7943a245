import type { OutcomeCounts } from '../model/outcome.ts'

/** What a script can rely on. @see README, command line */
export const exitCode = {
  /** Done, and nothing fails. */
  done: 0,
  /** Done, and findings fail. */
  findingsFail: 1,
  usage: 2,
  /** Some devices could not be reached or read. */
  incomplete: 3,
  /** Evidence does not verify. */
  unverified: 4,
  /** Refused: scope, lock-out, locked vault, a catalog that is not trusted. */
  refused: 5,
} as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

/** A failing finding outranks one that could not be looked at: it is what somebody must act on. */
export function exitCodeOf(counts: OutcomeCounts): ExitCode {
  if (counts.fail > 0) return exitCode.findingsFail
  return counts.error > 0 ? exitCode.incomplete : exitCode.done
}

const refusals = [
  'scope/',
  'vault/',
  'store/wrong-passphrase',
  'store/in-use',
  'device/locked-out',
  'device/stop-rule',
  'catalog/bundle-',
]

/** The exit code of an expected error. */
export function exitCodeOfProblem(code: string): ExitCode {
  if (code.startsWith('usage/')) return exitCode.usage
  if (refusals.some((prefix) => code.startsWith(prefix))) return exitCode.refused
  if (code.startsWith('pack/')) return exitCode.unverified
  return exitCode.incomplete
}
