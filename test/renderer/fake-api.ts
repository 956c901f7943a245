import type {
  Api,
  Channel,
  Event,
  EventName,
  Input,
  Output,
  Problem,
  Result,
} from '../../electron/contract/channels.ts'

import { overviewOf } from './examples.ts'

type Answer<C extends Channel> = Output<C> | ((input: Input<C>) => Output<C> | Promise<Output<C>>)
export type Answers = { readonly [C in Channel]?: Answer<C> }

/** Thrown by an answer to make the call end as this problem. */
export class FakeProblem extends Error {
  readonly problem: Problem
  constructor(code: string, message = 'It did not work.', remedy = 'Do it again.') {
    super(code)
    this.problem = { code, message, remedy }
  }
}

/** A typed stand-in for main: answers what a test gave it, remembers what it was asked, and says events when told to. */
export class FakeApi implements Api {
  readonly asked: { readonly channel: Channel; readonly input: unknown }[] = []
  /** What was begun at the site, as main keeps it: give it to the next `show` to come back to it. */
  readonly drafts: Map<string, string>
  readonly draftFiles: Map<string, Uint8Array<ArrayBuffer>>
  readonly #answers: Answers
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>()

  constructor(answers: Answers, before?: Pick<FakeApi, 'drafts' | 'draftFiles'>) {
    this.drafts = before?.drafts ?? new Map()
    this.draftFiles = before?.draftFiles ?? new Map()
    const usual: Answers = {
      'app.about': { version: '1.2.3', electron: '45.0.0', recent: [] },
      'site.view': null,
      'site.overview': overviewOf(),
      'record.drift': null,
      'devices.views': [],
      'plan.view': null,
      'plan.choose': null,
      'site.behind': null,
      'work.view': null,
      'devices.handOuts': { copy: null, takesCertificates: false },
      'draft.list': () => Object.fromEntries(this.drafts),
      'draft.keep': ({ name, value }) => {
        if (value !== null) this.drafts.set(name, value)
        else {
          this.drafts.delete(name)
          for (const key of this.draftFiles.keys()) if (key.startsWith(`${name} `)) this.draftFiles.delete(key)
        }
        return null
      },
      'draft.keepFile': ({ name, id, bytes }) => {
        if (bytes === null) this.draftFiles.delete(`${name} ${id}`)
        else this.draftFiles.set(`${name} ${id}`, new Uint8Array(bytes))
        return null
      },
      'draft.file': ({ name, id }) => ({ bytes: this.draftFiles.get(`${name} ${id}`) ?? null }),
    }
    this.#answers = { ...usual, ...answers }
  }

  readonly call = async <C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>> => {
    this.asked.push({ channel, input })
    const answer = (this.#answers as { readonly [key in Channel]?: unknown })[channel] as Answer<C> | undefined
    if (answer === undefined) throw new Error(`the test gave no answer for ${channel}`)
    try {
      const value = typeof answer === 'function' ? await (answer as (input: Input<C>) => Output<C>)(input) : answer
      return { ok: true, value }
    } catch (error) {
      if (error instanceof FakeProblem) return { ok: false, problem: error.problem }
      throw error
    }
  }

  readonly on = <E extends EventName>(event: E, listener: (payload: Event<E>) => void): (() => void) => {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  say<E extends EventName>(event: E, payload: Event<E>): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(payload as never)
  }

  inputsOf<C extends Channel>(channel: C): Input<C>[] {
    return this.asked.filter((call) => call.channel === channel).map(({ input }) => input as Input<C>)
  }
}
