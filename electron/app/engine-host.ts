import { randomUUID } from 'node:crypto'
import type { EventName, Result } from '../contract/channels.ts'
import { toWire } from '../contract/wire.ts'
import { ExpectedError, toProblem } from '../model/errors.ts'
import { bugProblem } from './bug-problem.ts'
import { handlers } from './handlers/index.ts'
import { HostEvents } from './host/events.ts'
import { Host } from './host/host.ts'
import type { HostChannel } from './host/host-channel.ts'
import { MainKeyStore } from './host/main-key-store.ts'
import type { FromHost, HostSetup, ToHost } from './host/messages.ts'
import { NoOpenSite } from './host/problems.ts'
import { warmUp } from './host/warm-up.ts'

/**
 * The process that holds the open site: engine, vault and the simulated devices of a practice site. It speaks with main
 * only; a hostile or slow network can hang this process and never the window.
 */
const port = process.parentPort
const post = (message: FromHost): void => port.postMessage(message)

/** Says a bug to main, which keeps the log. Answers the id that the person can name. */
function tellBug(error: unknown): string {
  const id = randomUUID().slice(0, 8)
  post({ kind: 'bug', id, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  return id
}

let dying = false
process.on('uncaughtException', (error) => {
  if (dying) return
  dying = true
  tellBug(error)
  // The state of the site is not known any more. The file and the journal are whole; main says so and starts anew.
  setImmediate(() => process.exit(1))
})
process.on('unhandledRejection', (error) => {
  throw error
})

const setup = JSON.parse(process.argv.at(-1) ?? '{}') as HostSetup
const events = new HostEvents(
  (event: EventName, payload) => post({ kind: 'event', event, payload }),
  (error) => post({ kind: 'event', event: 'problem', payload: bugProblem(tellBug(error)) }),
)
const keyStore = new MainKeyStore((id, question) => post({ kind: 'key-store', id, question }))
const host = new Host(setup, events, keyStore)

async function answer(channel: HostChannel, input: unknown): Promise<Result<unknown>> {
  const { locks } = host
  try {
    const value = await handlers[channel](host, input as never)
    // Asked before the lock, answered after it: nothing of the site goes to a window that shows none.
    if (host.locks !== locks && channel !== 'site.lock') throw new NoOpenSite('The site was locked meanwhile.')
    return { ok: true, value: toWire(channel, value) }
  } catch (error) {
    if (error instanceof ExpectedError) return { ok: false, problem: toProblem(error) }
    return { ok: false, problem: bugProblem(tellBug(error)) }
  }
}

port.on('message', async ({ data }) => {
  const message = data as ToHost
  if (message.kind === 'key-store') {
    keyStore.answered(message.id, message.answer)
    return
  }
  if (message.kind === 'end') {
    await host.replace(null)
    process.exit(0)
  }
  const { id, channel, input } = message
  post({ kind: 'answer', id, result: await answer(channel, input) })
})

setImmediate(() => warmUp(setup))
