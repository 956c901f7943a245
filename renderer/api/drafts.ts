import { createContext, useContext } from 'react'
import type { Api, Problem, Result } from '../../electron/contract/channels.ts'

/** Between two writings of what is being typed: so much of it is lost when the whole app is killed. */
const calmMs = 250

/** Words that a draft must not have for a field: what is secret is typed again. */
const secretField = /pass(word|phrase)|^pin$|secret/i

type Bytes = Uint8Array<ArrayBuffer>

/**
 * What was begun at the open site and not saved yet. Main keeps it in the encrypted file of the site; the page holds it as long as
 * the site is open and never writes it down itself, so that nothing of it is left behind a lock or met at another site.
 */
export class Drafts {
  readonly #api: Api
  readonly #site: string
  readonly #onProblem: (problem: Problem) => void
  readonly #values = new Map<string, unknown>()
  readonly #files = new Map<string, Bytes | null>()
  readonly #waiting = new Set<string>()
  readonly #listeners = new Set<() => void>()
  #timer: number | null = null
  #isTroubled = false

  /** @param kept JSON texts as main has them, by the name of the form */
  constructor(
    api: Api,
    site: string,
    kept: Readonly<Record<string, string>>,
    onProblem: (problem: Problem) => void = () => undefined,
  ) {
    this.#api = api
    this.#site = site
    this.#onProblem = onProblem
    for (const [name, value] of Object.entries(kept)) this.#values.set(name, parsed(value))
  }

  /** Undefined where nothing was begun. The same object until it is kept anew. */
  readonly read = (name: string): unknown => this.#values.get(name)

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @throws {Error} for a value with a field that names a secret: that is a mistake of the form */
  keep(name: string, value: unknown): void {
    refuseSecrets(value)
    this.#values.set(name, value)
    this.#write(name)
  }

  forget(name: string): void {
    if (!this.#values.delete(name)) return
    for (const key of [...this.#files.keys()]) if (key.startsWith(`${name} `)) this.#files.delete(key)
    this.#write(name)
  }

  keepFile(name: string, id: string, bytes: Bytes): void {
    this.#files.set(`${name} ${id}`, bytes)
    void this.#say(this.#api.call('draft.keepFile', { site: this.#site, name, id, bytes }))
    this.#tell()
  }

  forgetFile(name: string, id: string): void {
    this.#files.delete(`${name} ${id}`)
    void this.#say(this.#api.call('draft.keepFile', { site: this.#site, name, id, bytes: null }))
    this.#tell()
  }

  /** Undefined while main was not asked or has not answered, null where the file is gone. */
  readonly file = (name: string, id: string): Bytes | null | undefined => this.#files.get(`${name} ${id}`)

  async loadFile(name: string, id: string): Promise<void> {
    const key = `${name} ${id}`
    if (this.#files.has(key)) return
    const answer = await this.#api.call('draft.file', { site: this.#site, name, id })
    if (this.#files.has(key)) return
    this.#files.set(key, answer.ok && answer.value.bytes !== null ? (answer.value.bytes as Bytes) : null)
    this.#tell()
  }

  /** Hands over what waits, at once. */
  readonly flush = (): void => {
    if (this.#timer !== null) window.clearTimeout(this.#timer)
    this.#timer = null
    for (const name of this.#waiting) {
      const value = this.#values.get(name)
      const text = value === undefined ? null : JSON.stringify(value)
      void this.#say(this.#api.call('draft.keep', { site: this.#site, name, value: text }))
    }
    this.#waiting.clear()
  }

  /** The site is closed: nothing more is written. */
  end(): void {
    if (this.#timer !== null) window.clearTimeout(this.#timer)
    this.#timer = null
    this.#waiting.clear()
    this.#values.clear()
    this.#files.clear()
  }

  #write(name: string): void {
    this.#waiting.add(name)
    this.#timer ??= window.setTimeout(this.flush, calmMs)
    this.#tell()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  async #say(asked: Promise<Result<unknown>>): Promise<void> {
    const answer = await asked
    // Said once, not with every letter that is typed.
    if (!answer.ok && !this.#isTroubled) this.#onProblem(answer.problem)
    this.#isTroubled = !answer.ok
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // Not ours: it is as if nothing was begun.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function refuseSecrets(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const [field, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && secretField.test(field))
      throw new Error(`the field ${field} of a draft is a secret`)
    refuseSecrets(inner)
  }
}

export const DraftsContext = createContext<Drafts | null>(null)

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext)
  if (drafts === null) throw new Error('a draft outside of an open site')
  return drafts
}
