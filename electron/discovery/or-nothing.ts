import { ExpectedError } from '../model/errors.ts'

/** Whatever one device does wrong leaves out this one answer: null. Cancelling and bugs stay loud. */
export async function orNothing<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (signal.aborted || !(error instanceof ExpectedError)) throw error
    return null
  }
}
