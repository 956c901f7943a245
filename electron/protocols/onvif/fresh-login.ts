import { type ExpectedError, ProtocolViolation } from '../../model/errors.ts'
import type { OnvifCall, Try } from './send-call.ts'

/**
 * Operations that a login is proven with, the ones that need the fewest rights first. Some devices answer one or the other to
 * anybody, and look at no login then.
 */
const guardedOperations = ['GetDeviceInformation', 'GetNetworkProtocols', 'GetUsers'] as const

/** What a stranger was told before a fresh login: `guarded` is the refusal with the offers of the device, or null. */
export interface Door {
  readonly call: OnvifCall
  readonly guarded: Try | null
}

/**
 * Finds an operation that is refused to strangers, without showing a login. Where all of them are open, one of those, so that the
 * device is at least asked to judge what it is given.
 *
 * @throws {ExpectedError} the first trouble, where the device neither refuses nor answers anything
 */
export async function findDoor(
  ask: (call: OnvifCall) => Promise<Try>,
  errorOf: (call: OnvifCall, asked: Try) => ExpectedError,
): Promise<Door> {
  let open: OnvifCall | null = null
  let trouble: ExpectedError | null = null
  for (const operation of guardedOperations) {
    const call: OnvifCall = { service: 'tds', operation }
    try {
      const asked = await ask(call)
      if (asked.refusal === 'login') return { call, guarded: asked }
      if (asked.refusal === 'locked') throw errorOf(call, asked)
      if (asked.refusal === null) open ??= call
      else trouble ??= errorOf(call, asked)
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error
      trouble ??= error
    }
  }
  if (open !== null) return { call: open, guarded: null }
  throw trouble ?? new ProtocolViolation('The device answers no question that a login could be proven with.')
}
