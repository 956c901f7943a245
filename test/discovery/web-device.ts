import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'

export interface WebDevice {
  readonly requests: { readonly method: string; readonly url: string; readonly headers: http.IncomingHttpHeaders }[]
  close(): void
}

export async function startWebDevice(
  address: string,
  port: number,
  answer: (request: http.IncomingMessage, response: http.ServerResponse) => void,
): Promise<WebDevice> {
  const requests: WebDevice['requests'] = []
  const server = http.createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    request.resume()
    answer(request, response)
  })
  server.listen(port, address)
  await once(server, 'listening')
  return {
    requests,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Accepts connections, counts them and says `greeting` or nothing. */
export async function startTarpit(
  address: string,
  port: number,
  greeting = '',
): Promise<{ readonly port: number; connections(): number; close(): void }> {
  const sockets = new Set<net.Socket>()
  let connections = 0
  const server = net.createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (greeting !== '') socket.write(greeting)
  })
  server.listen(port, address)
  await once(server, 'listening')
  return {
    port: (server.address() as net.AddressInfo).port,
    connections: () => connections,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

export const soap = (body: string): string =>
  `<?xml version="1.0"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${body}</e:Body></e:Envelope>`
