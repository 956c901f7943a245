import dgram from 'node:dgram'
import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import type { Connection } from '../../electron/drivers/driver.ts'
import type { Credential } from '../../electron/model/secret.ts'
import { hidPort } from '../../electron/protocols/hid-4070/message.ts'
import { zkPort } from '../../electron/protocols/zk-4370/message.ts'
import { connectionTo } from './onvif/connection.ts'
import { challenge, type WrongAnswer } from './web-double.ts'

/** What came in, by whatever door. */
export interface Asked {
  readonly door: 'web' | 'datagram' | 'stream'
  readonly line: string
  readonly body: string
  readonly withLogin: boolean
}

export interface WrongDevice {
  readonly connection: Connection
  readonly asked: readonly Asked[]
  close(): Promise<void>
}

/** Datagrams and streams that are wrong in the same way as a page. `question` is what was asked, for an answer that looks like one. */
function bytesOf({ name }: WrongAnswer, question: Buffer): Buffer {
  if (name === 'a cut-off answer') return question.subarray(0, Math.ceil(question.length / 2))
  if (name === 'an answer without end') return Buffer.alloc(60_000, 0x30)
  if (name === 'the words of a foreign namespace') return question
  return Buffer.from(`<!DOCTYPE html><html><body>${name}</body></html>`)
}

/**
 * A device that answers wrongly by every door: its web server, SNMP, and the ports that single makers have. All on an address of
 * its own, which ends in `host`.
 */
export async function startWrongDevice(
  wrong: WrongAnswer,
  host: number,
  credential: Credential | null,
): Promise<WrongDevice> {
  const address = `127.72.${1 + Math.floor(host / 200)}.${1 + (host % 200)}`
  const asked: Asked[] = []
  const web = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const { method = '', url = '', headers } = request
    const withLogin = headers.authorization !== undefined || body.includes('UsernameToken')
    asked.push({ door: 'web', line: `${method} ${url}`, body, withLogin })
    if (!wrong.guarded || withLogin) return wrong.answer(response, { url, body })
    response.writeHead(401, { 'WWW-Authenticate': challenge })
    response.end()
  })
  web.listen(0, address)
  await once(web, 'listening')
  const sockets = [await datagrams(address, 0), await datagrams(address, hidPort)]
  for (const socket of sockets) {
    socket.on('message', (question, { address: to, port }) => {
      asked.push({ door: 'datagram', line: question.toString('latin1').slice(0, 40), body: '', withLogin: false })
      socket.send(bytesOf(wrong, question), port, to)
    })
  }
  const streams = new Set<net.Socket>()
  const zk = net.createServer((socket) => {
    streams.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (question: Buffer) => {
      asked.push({ door: 'stream', line: question.toString('latin1').slice(0, 40), body: '', withLogin: false })
      socket.end(bytesOf(wrong, question))
    })
  })
  zk.listen(zkPort, address)
  await once(zk, 'listening')
  const [snmp] = sockets
  if (snmp === undefined) throw new Error('no socket')
  const ports = { http: (web.address() as AddressInfo).port, snmp: snmp.address().port }
  return {
    connection: connectionTo({ address, ports }, credential),
    asked,
    async close() {
      for (const socket of sockets) socket.close()
      for (const stream of streams) stream.destroy()
      web.closeAllConnections()
      await Promise.all([web, zk].map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

async function datagrams(address: string, port: number): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4')
  socket.on('error', () => undefined)
  socket.bind(port, address)
  await once(socket, 'listening')
  return socket
}
