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

/** A UDP socket on loopback that answers each datagram with whatever `answer` returns: nothing, one or several. */
export async function startFakeAgent(
  address: string,
  answer: (question: Buffer, count: number) => readonly Buffer[],
  port = 0,
): Promise<FakeAgent> {
  const socket = dgram.createSocket('udp4')
  const questions: Buffer[] = []
  let asker = { port: 0, address: '' }
  socket.on('message', (question, source) => {
    questions.push(question)
    asker = source
    for (const datagram of answer(question, questions.length)) socket.send(datagram, source.port, source.address)
  })
  socket.bind(port, address)
  await once(socket, 'listening')
  return {
    address,
    port: socket.address().port,
    questions,
    send: (datagram) => socket.send(datagram, asker.port, asker.address),
    close: () => socket.close(),
  }
}
