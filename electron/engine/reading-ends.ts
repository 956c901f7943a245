import { ExpectedError, type Problem, toProblem } from '../model/errors.ts'
import type { Reading } from '../model/facts.ts'

/** What was read, at an ISO 8601 moment. */
export const value = <T>(of: T, readAt: string): Reading<T> => ({ end: 'value', value: of, readAt })

/** A reading that came to nothing: why, at an ISO 8601 moment. An error of no known code counts as unreachable. */
export function unread(error: ExpectedError, readAt: string): Exclude<Reading<never>, { end: 'value' }> {
  return { end: endOf(error), problem: toProblem(error), readAt }
}

/** Which of the four ends an error is. @see model/facts.ts */
function endOf(error: ExpectedError): 'unsupported' | 'refused' | 'unreachable' | 'malformed' {
  switch (error.code) {
    case 'device/unsupported':
    case 'device/no-driver':
      return 'unsupported'
    case 'device/malformed-answer':
      return 'malformed'
    case 'device/credentials-refused':
    case 'device/locked-out':
    case 'device/password-not-judged':
    case 'device/credential-withheld':
    case 'device/stop-rule':
    case 'device/stop-rule-day':
    case 'device/identity-changed':
    case 'device/identity-mismatch':
    case 'device/conflict':
    case 'password/unresolved':
      return 'refused'
    default:
      return 'unreachable'
  }
}

class NotRead extends ExpectedError {
  override readonly name = 'NotRead'
  readonly code: string
  readonly remedy: string
  constructor(problem: Problem) {
    super(problem.message)
    this.code = problem.code
    this.remedy = problem.remedy
  }
}

/** What was read. @throws {ExpectedError} with the problem of the reading where nothing was */
export function readValue<T>(reading: Reading<T>): T {
  if (reading.end === 'value') return reading.value
  throw new NotRead(reading.problem)
}
