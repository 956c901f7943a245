import { type RecordedExchange, type Recording, sameBody } from '../../model/recording.ts'
import { type Offered, offeredLogin } from './offered-login.ts'
import { RpcLogins } from './rpc-logins.ts'
import { shiftTimes } from './shift-times.ts'

type Answer = RecordedExchange['answer']

export interface Reply {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
}

/** What the recorded device said to a request, by what was asked and with which login. */
export class Replies {
  readonly #recording: Recording
  readonly #address: string
  /** The answers to each question in their order; the last one repeats. */
  readonly #queues = new Map<string, RecordedExchange[]>()
  readonly #questions = new Map<string, Set<RecordedExchange['login']>>()
  readonly #accepted = new Set<RecordedExchange['login']>()
  readonly #rpc: RpcLogins
  readonly #challenges = new Map<string, RecordedExchange>()

  constructor(recording: Recording, exchanges: readonly RecordedExchange[], address: string) {
    this.#recording = recording
    this.#rpc = new RpcLogins(recording.logins)
    this.#address = address
    for (const exchange of exchanges) {
      const { over, port, login, request, answer } = exchange
      const question = questionOf(over, port, request.line, request.body)
      const key = `${login} ${question}`
      this.#queues.set(key, [...(this.#queues.get(key) ?? []), exchange])
      this.#questions.set(question, (this.#questions.get(question) ?? new Set()).add(login))
      if (statusOf(answer) < 400) this.#accepted.add(login)
      const challenges = answer?.headers.some(([name]) => /^www-authenticate$/i.test(name)) === true
      if (statusOf(answer) === 401 && challenges) this.#challenges.set(`${over} ${port}`, exchange)
    }
  }

  /** Null: the device gave no answer. What was never asked is 404. */
  reply(over: 'HTTP' | 'HTTPS' | 'RTSP', port: number, offered: Offered): Reply | null {
    const shown = offeredLogin(offered, this.#recording.logins)
    const login = shown === 'none' ? this.#rpc.offered(offered.body) : shown
    const line = this.#asRecorded(`${offered.method} ${offered.uri}`)
    const question = questionOf(over, port, line, this.#asRecorded(sameBody(offered.body)))
    const found = this.#find(question, login, `${over} ${port}`)
    if (found === undefined) return { status: 404, headers: [], body: Buffer.alloc(0) }
    const { answer, at } = found
    if (answer === null) return null
    const body = shiftTimes(this.#asHere(answer.body ?? ''), at, Date.now())
    this.#rpc.answered(offered.body, login, body)
    return {
      status: Number(answer.line),
      headers: answer.headers.map(([name, value]) => [name, this.#asHere(value)] as const),
      body: answer.body === null ? Buffer.alloc(answer.bytes) : Buffer.from(body, 'utf8'),
    }
  }

  #find(question: string, login: RecordedExchange['login'], door: string): RecordedExchange | undefined {
    const asked = this.#questions.get(question)
    if (asked === undefined) return undefined
    if (asked.has(login)) return this.#next(`${login} ${question}`)
    const isRight = login !== 'other' && login !== 'none' && this.#accepted.has(login)
    // Asked then without a login, or with another right one: whoever may ask hears the same.
    const others = [...asked].filter((each) => each !== 'other' && (isRight || each === 'none'))
    for (const other of others) {
      const [first] = this.#queues.get(`${other} ${question}`) ?? []
      if (statusOf(first?.answer ?? null) < 400 || !isRight) return this.#next(`${other} ${question}`)
    }
    return this.#challenges.get(door)
  }

  #next(key: string): RecordedExchange | undefined {
    const queue = this.#queues.get(key) ?? []
    return queue.length > 1 ? queue.shift() : queue[0]
  }

  #asRecorded = (text: string): string => text.replaceAll(this.#address, this.#recording.device.address)
  #asHere = (text: string): string => text.replaceAll(this.#recording.device.address, this.#address)
}

const questionOf = (over: string, port: number, line: string, body: string): string => `${over} ${port} ${line} ${body}`
const statusOf = (answer: Answer): number => (answer === null ? 599 : Number(answer.line))
