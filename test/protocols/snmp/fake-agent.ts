import dgram from 'node:dgram'
import { once } from 'node:events'

export interface FakeAgent {
  readonly address: string
  readonly port: number
  /** Datagrams as they came. */
  readonly questions: Buffer[]
  /** To whoever asked last, whenever. */
  send(datagram: Buffer): void
  close(): void
}

type Answers = readonly Buffer[]

/** A UDP socket on loopback that answers each datagram with whatever `answer` returns, at once or later: nothing, one or several. */
export async function startFakeAgent(
  address: string,
  answer: (question: Buffer, count: number) => Answers | Promise<Answers>,
  port = 0,
): Promise<FakeAgent> {
  const socket = dgram.createSocket('udp4')
  const questions: Buffer[] = []
  let asker = { port: 0, address: '' }
  const send = (answers: Answers, { port, address }: { readonly port: number; readonly address: string }) => {
    for (const datagram of answers) socket.send(datagram, port, address)
  }
  socket.on('message', (question, source) => {
    questions.push(question)
    asker = source
    const answers = answer(question, questions.length)
    if (answers instanceof Promise) void answers.then((late) => send(late, source))
    else send(answers, source)
  })
  socket.bind(port, address)
  await once(socket, 'listening')
  return {
    address,
    port: socket.address().port,
    questions,
    send: (datagram) => send([datagram], asker),
    close: () => socket.close(),
  }
}
