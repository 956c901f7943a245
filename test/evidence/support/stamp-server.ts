import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TimestampAuthority } from './openssl.ts'

/** How the server behaves; it answers as an authority does until it is told otherwise. */
export type StampBehaviour = 'honest' | 'error' | 'replay' | 'redirect' | 'wrong type' | 'flood' | 'other data'

/** A timestamp authority of openssl behind HTTP on loopback. */
export class StampServer {
  readonly authority = new TimestampAuthority()
  readonly queries: Buffer[] = []
  behaviour: StampBehaviour = 'honest'
  readonly #server: Server
  #first: Buffer | null = null

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const query = Buffer.concat(chunks)
        this.queries.push(query)
        if (this.behaviour === 'error') return response.writeHead(503).end('busy')
        if (this.behaviour === 'redirect') return response.writeHead(302, { Location: `${this.url}?again` }).end()
        if (this.behaviour === 'flood') {
          response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' })
          return response.end(Buffer.alloc(512 * 1024))
        }
        const type = this.behaviour === 'wrong type' ? 'text/html' : 'application/timestamp-reply'
        return response.writeHead(200, { 'Content-Type': type }).end(this.#reply(query))
      })
    })
  }

  static async start(): Promise<StampServer> {
    const server = new StampServer()
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/tsa`
  }

  #reply(query: Buffer): Buffer {
    if (this.behaviour === 'other data') return this.authority.stamp(Buffer.from('something else'))
    if (this.behaviour === 'replay' && this.#first !== null) return this.#first
    const reply = this.authority.answer(query)
    this.#first ??= reply
    return reply
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    this.authority.close()
  }
}
