import type net from 'node:net'
import { assertLoopback } from './loopback.ts'

/** One TCP server of a device that can be switched off and on again, taking its connections with it. */
export class TcpListener {
  readonly #make: () => net.Server
  readonly #address: string
  port: number
  #server: net.Server | null = null
  readonly #sockets = new Set<net.Socket>()

  constructor(address: string, port: number, make: () => net.Server) {
    assertLoopback(address)
    this.#address = address
    this.port = port
    this.#make = make
  }

  get open(): boolean {
    return this.#server !== null
  }

  /** @throws the system error, for example EADDRINUSE or EACCES */
  async start(): Promise<void> {
    if (this.#server !== null) return
    const server = this.#make()
    this.#server = server
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.setNoDelay(true)
      // The other side may hang up at any time: that ends this conversation and nothing else.
      socket.on('error', () => socket.destroy())
      socket.on('close', () => this.#sockets.delete(socket))
    })
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen({ host: this.#address, port: this.port, exclusive: true }, () => {
          server.removeListener('error', reject)
          resolve()
        })
      })
    } catch (error) {
      this.#server = null
      throw error
    }
  }

  async stop(): Promise<void> {
    const server = this.#server
    if (server === null) return
    this.#server = null
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}
