import { join } from 'node:path'
import { type UtilityProcess, utilityProcess } from 'electron'
import type { EventName, Output, Result } from '../contract/channels.ts'
import type { SystemStore } from '../evidence/system-store.ts'
import { answerKeyStore } from './answer-key-store.ts'
import type { HostInput } from './host/host.ts'
import type { HostChannel } from './host/host-channel.ts'
import type { FromHost, HostSetup, KeyStoreAnswer, KeyStoreQuestion, ToHost } from './host/messages.ts'
import { KnownWork } from './known-work.ts'

export interface EngineListener {
  event(event: EventName, payload: unknown): void
  bug(id: string, stack: string): void
  /** The process ended without being asked. What it held is gone; the next call starts a new one. */
  crashed(exitCode: number): void
}

/** Questions whose answer is null while no site is open. */
const ofNoSite: readonly HostChannel[] = ['site.view', 'site.behind', 'work.view']

/** How long the closing of a window waits for the engine process. */
const patienceMs = 2_000

type Waiting = (result: Result<unknown>) => void

/** Main's end of the engine process: starts it when it is first needed, matches answers to calls, notices when it dies. */
export class EngineProcess {
  readonly #setup: HostSetup
  readonly #listener: EngineListener
  readonly #keyStore: SystemStore
  #child: UtilityProcess | null = null
  /** Whether the process was asked for anything that may have opened a site. */
  #wasAsked = false
  #ending = false
  readonly #work = new KnownWork()
  #lastId = 0
  readonly #waiting = new Map<number, Waiting>()

  constructor(setup: HostSetup, keyStore: SystemStore, listener: EngineListener) {
    this.#setup = setup
    this.#keyStore = keyStore
    this.#listener = listener
  }

  /** Lets the process come up while the window does. */
  start(): UtilityProcess {
    this.#child ??= this.#fork()
    return this.#child
  }

  call<C extends HostChannel>(channel: C, input: HostInput<C>): Promise<Result<unknown>> {
    const child = this.start()
    // A process that was asked for nothing yet has no site open: the first screen need not wait until it is up.
    if (!this.#wasAsked && ofNoSite.includes(channel)) return Promise.resolve({ ok: true, value: null })
    this.#wasAsked = true
    this.#lastId += 1
    const message: ToHost = { kind: 'call', id: this.#lastId, channel, input }
    return new Promise((resolve) => {
      this.#waiting.set(message.id, resolve)
      child.postMessage(message)
    })
  }

  /** Whether work runs, behind a lock too. Where the process gives no answer in time, what it said last counts. */
  async isWorking(): Promise<boolean> {
    if (this.#child === null) return false
    return await this.#work.runs(this.#askForWork(), patienceMs)
  }

  /** Closes the open site in good order. Resolves when the process is gone. */
  end(): Promise<void> {
    const child = this.#child
    if (child === null) return Promise.resolve()
    this.#ending = true
    return new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.postMessage({ kind: 'end' } satisfies ToHost)
    })
  }

  async #askForWork(): Promise<boolean | null> {
    const asked = [this.call('work.view', undefined), this.call('site.behind', undefined)]
    const [shown, behind] = await Promise.all(asked)
    if (shown?.ok !== true || behind?.ok !== true) return null
    return shown.value !== null || (behind.value as Output<'site.behind'>)?.state === 'goes-on'
  }

  #fork(): UtilityProcess {
    const entry = join(import.meta.dirname, 'engine-host.js')
    const child = utilityProcess.fork(entry, [JSON.stringify(this.#setup)], { serviceName: 'Fieldseal engine' })
    child.on('message', (message: FromHost) => this.#receive(message))
    child.on('exit', (code) => this.#exited(code))
    return child
  }

  #receive(message: FromHost): void {
    switch (message.kind) {
      case 'answer':
        this.#waiting.get(message.id)?.(message.result)
        this.#waiting.delete(message.id)
        break
      case 'event':
        this.#work.heard(message.event, message.payload)
        this.#listener.event(message.event, message.payload)
        break
      case 'key-store':
        void this.#askKeyStore(message.id, message.question)
        break
      case 'bug':
        this.#listener.bug(message.id, message.stack)
        break
    }
  }

  async #askKeyStore(id: number, question: KeyStoreQuestion): Promise<void> {
    const tell = (answer: KeyStoreAnswer) =>
      this.#child?.postMessage({ kind: 'key-store', id, answer } satisfies ToHost)
    const answer = await answerKeyStore(this.#keyStore, question).catch((error: unknown) => {
      tell({ kind: 'refused', reason: 'The key store of this computer failed.' })
      throw error
    })
    tell(answer)
    if (question.what === 'open' && answer.kind === 'bytes') answer.bytes.fill(0)
  }

  #exited(code: number): void {
    this.#child = null
    this.#wasAsked = false
    this.#work.gone()
    for (const resolve of this.#waiting.values()) resolve({ ok: false, problem: engineStopped })
    this.#waiting.clear()
    if (!this.#ending) this.#listener.crashed(code)
  }
}

export const engineStopped = {
  code: 'app/engine-stopped',
  message: 'The part of the app that works with devices stopped. What it had written is kept; the site is locked.',
  remedy: 'Open the site again. Passwords without proof are shown there and are safe in the vault.',
}
