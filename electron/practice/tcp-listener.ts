import type http from 'node:http'
import type net from 'node:net'
import { assertLoopback } from './loopback.ts'

type AnyServer = net.Server & Partial<Pick<http.Server, 'closeIdleConnections' | 'keepAliveTimeout'>>

/** One TCP server of a device that can be switched off and on again, taking its connections with it. */
export class TcpListener {
  readonly #make: () => AnyServer | Promise<AnyServer>
  readonly #address: string
  port: number
  #server: AnyServer | null = null
  readonly #sockets = new Set<net.Socket>()
  readonly #letsIn: (client: string) => boolean

  /** `letsIn`: who is not hung up on at once; everybody unless told. */
  constructor(
    address: string,
    port: number,
    make: () => AnyServer | Promise<AnyServer>,
    letsIn: (client: string) => boolean = () => true,
  ) {
    assertLoopback(address)
    this.#address = address
    this.port = port
    this.#make = make
    this.#letsIn = letsIn
  }

  get open(): boolean {
    return this.#server !== null
  }

  /** @throws the system error, for example EADDRINUSE or EACCES */
  async start(): Promise<void> {
    if (this.#server !== null) return
    const server = await this.#make()
    this.#server = server
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.setNoDelay(true)
      // The other side may hang up at any time: that ends this conversation and nothing else.
      socket.on('error', () => socket.destroy())
      socket.on('close', () => this.#sockets.delete(socket))
      if (!this.#letsIn(socket.remoteAddress ?? '')) socket.destroy()
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

  /** Listens no more; a web server lets the answers that are on their way go out first. */
  retire(): void {
    const server = this.#server
    if (server === null) return
    this.#server = null
    // What is asked on these connections is still answered, and nothing after it.
    if (server.keepAliveTimeout !== undefined) server.keepAliveTimeout = 1
    server.close()
    server.closeIdleConnections?.()
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    const closed = new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}
