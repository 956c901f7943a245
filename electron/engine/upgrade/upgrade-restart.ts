import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, Login } from '../../drivers/driver.ts'
import { DeviceUnreachable, ExpectedError, ProtocolViolation } from '../../model/errors.ts'

/** How long a restart is waited for. Milliseconds. */
export interface Patience {
  readonly pollMs: number
  /** For the device to go away after it took the file. */
  readonly goneMs: number
  /** For it to come back; longer when the device itself asked for more. */
  readonly backMs: number
}

export const usualPatience: Patience = { pollMs: 2_000, goneMs: 240_000, backMs: 20 * 60_000 }

/** When it was seen to go and to come back. Null: it was not seen. */
export interface Restart {
  readonly goneAt: string | null
  readonly backAt: string | null
}

/** A short restart must not fall between two questions. */
const mostMsBetweenGoing = 500

/** How often in a row a device must answer before it counts as back: services start one by one. */
const steadyAnswers = 2

/**
 * Waits until the device went away and answers again. Asks without login, so that waiting costs no attempt. A device that was never
 * seen to go may have been faster than the questions: what it runs is for the reader to find out.
 */
export async function awaitRestart(
  connection: Connection,
  login: Login,
  expectedDownSeconds: number | null,
  { pollMs, goneMs, backMs }: Patience,
  said: (state: 'gone' | 'back') => void,
): Promise<Restart> {
  const answers = () => isAnswering(connection, login)
  let goneAt: string | null = null
  for (const deadline = performance.now() + goneMs; goneAt === null && performance.now() < deadline; ) {
    if (await answers()) await sleep(Math.min(pollMs, mostMsBetweenGoing))
    else goneAt = now()
  }
  if (goneAt === null) return { goneAt, backAt: null }
  said('gone')
  const patience = Math.max(backMs, 2_000 * (expectedDownSeconds ?? 0))
  let steady = 0
  for (const deadline = performance.now() + patience; performance.now() < deadline; ) {
    steady = (await answers()) ? steady + 1 : 0
    if (steady === steadyAnswers) {
      said('back')
      return { goneAt, backAt: now() }
    }
    await sleep(pollMs)
  }
  return { goneAt, backAt: null }
}

async function isAnswering(connection: Connection, login: Login): Promise<boolean> {
  try {
    await login.withoutLogin(connection)
    return true
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    // Half-started web servers speak nonsense; anything else is the word of a device that runs.
    return !(error instanceof DeviceUnreachable || error instanceof ProtocolViolation)
  }
}

const now = (): string => new Date().toISOString()
