import { ExpectedError } from '../model/errors.ts'

/** The command was called in a way that cannot work. */
export class UsageError extends ExpectedError {
  override readonly name = 'UsageError'
  readonly code = 'usage/invalid'
  readonly remedy: string
  constructor(message: string, remedy: string) {
    super(message)
    this.remedy = remedy
  }
}
