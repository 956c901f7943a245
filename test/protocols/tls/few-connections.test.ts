import { X509Certificate } from 'node:crypto'
import net from 'node:net'
import tls from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { tlsModern } from '../../../electron/checks/tls-modern.ts'
import { Cancelled } from '../../../electron/model/errors.ts'
import { Network } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'
import { surveyTls } from '../../../electron/protocols/tls/survey.ts'
import { selfSigned } from '../http/self-signed.ts'

const network = new Network(new ScopeGuard({ targets: ['127.0.0.1'], interfaces: [], excluded: [] }))
const at = (port: number, signal = AbortSignal.timeout(20_000)) => ({ address: '127.0.0.1', port, signal })
/** Pauses of no length: these servers count connections, and look at no clock. */
const pausesMs = [1, 1]

interface Server {
  readonly port: number
  /** Connections that came, whatever became of them. */
  readonly connections: () => number
}

async function serverThat(answers: (socket: net.Socket, connection: number) => void): Promise<Server> {
  let connections = 0
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    connections += 1
    answers(socket, connections)
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as net.AddressInfo).port, connections: () => connections }
}

const { key, cert } = await selfSigned()
const speaker = (minVersion: tls.SecureVersion, maxVersion: tls.SecureVersion = 'TLSv1.3') => {
  const secureContext = tls.createSecureContext({ key, cert, minVersion, maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' })
  return (socket: net.Socket) =>
    void new tls.TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined)
}

/** The version that a hello names for those who know no TLS 1.3. */
const helloVersion = (hello: Buffer): number => hello.readUInt16BE(9)
const judged = async (server: Server) => {
  const found = await surveyTls(network, at(server.port), pausesMs)
  const { outcome, observed } = tlsModern.evaluate({ 'tls.endpoints': [found] }, { minVersion: 'TLSv1.2' })
  return { accepted: found.accepted, refused: found.refused, outcome, observed }
}

describe('a server with room for few connections', () => {
  it('has refused nothing that it merely dropped', async () => {
    const speaks = speaker('TLSv1')
    const server = await serverThat((socket, connection) => (connection > 2 ? socket.destroy() : speaks(socket)))
    expect(await judged(server)).toEqual({
      accepted: ['TLSv1.2', 'TLSv1.3'],
      refused: [],
      outcome: 'unknown',
      observed: `${server.port}: not known whether SSLv3, TLSv1, TLSv1.1 is refused`,
    })
    expect(server.connections()).toBeLessThanOrEqual(13)
  })

  it('is found to speak the old versions once it has room again', async () => {
    const speaks = speaker('TLSv1')
    const isFull = (connection: number) => connection > 2 && connection <= 6
    const server = await serverThat((socket, connection) => (isFull(connection) ? socket.destroy() : speaks(socket)))
    expect(await judged(server)).toMatchObject({
      accepted: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
      refused: ['SSLv3'],
      outcome: 'fail',
    })
  })

  it('has refused nothing when it is full again after each answer', async () => {
    const speaks = speaker('TLSv1')
    // After the first two, what comes right behind a connection that was taken is dropped.
    const isTaken = (connection: number) => connection <= 2 || connection === 6
    const server = await serverThat((socket, connection) => (isTaken(connection) ? speaks(socket) : socket.destroy()))
    expect(await judged(server)).toMatchObject({
      accepted: ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
      refused: [],
      outcome: 'fail',
    })
  })

  it('tells of the certificate although it dropped the whole handshake', async () => {
    const speaks = speaker('TLSv1.2', 'TLSv1.2')
    const server = await serverThat((socket, connection) => (connection === 2 ? socket.destroy() : speaks(socket)))
    const found = await surveyTls(network, at(server.port), pausesMs)
    expect(found).toMatchObject({
      accepted: ['TLSv1.2'],
      refused: ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.3'],
      certificate: { subject: 'CN=camera' },
    })
  })
})

describe('a server that hangs up on what it does not speak', () => {
  it('has refused it where it did so twice and answers others meanwhile', async () => {
    const speaks = speaker('TLSv1.2')
    const server = await serverThat((socket) =>
      socket.once('data', (hello) => {
        if (helloVersion(hello) < 0x0303) return socket.destroy()
        socket.pause()
        socket.unshift(hello)
        speaks(socket)
      }),
    )
    expect(await judged(server)).toMatchObject({
      accepted: ['TLSv1.2', 'TLSv1.3'],
      refused: ['SSLv3', 'TLSv1', 'TLSv1.1'],
      outcome: 'pass',
    })
    // Two that were taken, three that were not; the three once more, and one that is taken.
    expect(server.connections()).toBe(9)
  })

  it('is waited for no longer than somebody wants to', async () => {
    const speaks = speaker('TLSv1.2')
    const cancel = new AbortController()
    const server = await serverThat((socket, connection) => {
      if (connection <= 2) return speaks(socket)
      socket.destroy()
      if (connection === 5) cancel.abort()
    })
    await expect(surveyTls(network, at(server.port, cancel.signal), [60_000])).rejects.toBeInstanceOf(Cancelled)
  })
})

describe('an ordinary server', () => {
  it.each(['TLSv1', 'TLSv1.2', 'TLSv1.3'] as const)('from %s on is asked over five connections', async (oldest) => {
    const server = await serverThat(speaker(oldest))
    const { refused } = await surveyTls(network, at(server.port), pausesMs)
    expect([refused[0], server.connections()]).toEqual(['SSLv3', 5])
  })
})

describe('a server that speaks SSL 3.0', () => {
  const record = (content: Buffer) =>
    Buffer.concat([Buffer.of(22, 3, 0, content.length >> 8, content.length & 0xff), content])
  const message = (type: number, content: Buffer) =>
    Buffer.concat([Buffer.of(type, 0, content.length >> 8, content.length & 0xff), content])
  const long = (content: Buffer) => Buffer.concat([Buffer.of(0, content.length >> 8, content.length & 0xff), content])

  it('alone is found, with the certificate that it shows', async () => {
    const der = new X509Certificate(cert).raw
    const flight = Buffer.concat([
      record(message(2, Buffer.concat([Buffer.of(3, 0), Buffer.alloc(33), Buffer.of(0, 0x05, 0)]))),
      record(message(11, long(long(der)))),
      record(message(14, Buffer.alloc(0))),
    ])
    const server = await serverThat((socket) =>
      socket.once('data', (hello) => {
        // Fatal protocol_version to whatever is newer.
        if (helloVersion(hello) !== 0x0300) return socket.end(Buffer.of(21, 3, 0, 0, 2, 2, 70))
        // A hello of SSL 3.0 ends with its compressions.
        expect([hello.readUInt16BE(1), hello.subarray(-2)]).toEqual([0x0300, Buffer.of(1, 0)])
        socket.write(flight)
      }),
    )
    expect(await surveyTls(network, at(server.port), pausesMs)).toMatchObject({
      accepted: ['SSLv3'],
      refused: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
      cipher: 'TLS_RSA_WITH_RC4_128_SHA',
      certificate: { subject: 'CN=camera' },
    })
  })
})
