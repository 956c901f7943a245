import { createHash } from 'node:crypto'
import type { RecordedExchange, RecordedLogin } from '../../model/recording.ts'

type Login = RecordedExchange['login']

interface Message {
  readonly method?: unknown
  readonly session?: unknown
  readonly result?: unknown
  readonly params?: Readonly<Record<string, unknown>> | null
}

/** The sessions of an RPC where the login is part of the messages. @see Dahua RPC2, global.login */
export class RpcLogins {
  readonly #logins: readonly RecordedLogin[]
  readonly #challenges = new Map<string, { readonly realm: string; readonly random: string }>()
  readonly #sessions = new Map<string, Login>()

  constructor(logins: readonly RecordedLogin[]) {
    this.#logins = logins
  }

  /** Which login a message shows, or its session was opened with. */
  offered(body: string): Login {
    const message = messageOf(body)
    if (message === null) return 'none'
    const session = String(message.session ?? '')
    const proof = String(message.params?.password ?? '')
    if (message.method !== 'global.login' || proof === '') return this.#sessions.get(session) ?? 'none'
    const challenge = this.#challenges.get(session)
    if (challenge === undefined) return 'other'
    const number = this.#logins.findIndex(({ username, password }) => {
      const first = md5(`${username}:${challenge.realm}:${password}`)
      return md5(`${username}:${challenge.random}:${first}`) === proof
    })
    return number === -1 ? 'other' : number
  }

  /** Keeps what the answer opens: a challenge, or a session. */
  answered(asked: string, login: Login, answer: string): void {
    const [question, told] = [messageOf(asked), messageOf(answer)]
    if (question?.method !== 'global.login' || told === null) return
    const { realm, random } = told.params ?? {}
    if (random !== undefined && random !== null)
      this.#challenges.set(String(told.session), { realm: String(realm), random: String(random) })
    if (told.result === true) this.#sessions.set(String(question.session), login)
  }
}

const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex').toUpperCase()

function messageOf(body: string): Message | null {
  if (!body.startsWith('{')) return null
  try {
    return JSON.parse(body) as Message
  } catch {
    // Only messages that are JSON carry a login of this kind.
    return null
  }
}
