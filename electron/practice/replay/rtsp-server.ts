import net from 'node:net'
import type { Replies } from './replies.ts'

const longestRequest = 8 * 1024

/** The RTSP server of a recording. @see RFC 2326 */
export function replayRtspServer(replies: Replies, port: number): net.Server {
  return net.createServer((socket) => {
    let waiting = ''
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      waiting += text
      if (waiting.length > longestRequest) return socket.destroy()
      for (let end = waiting.indexOf('\r\n\r\n'); end >= 0; end = waiting.indexOf('\r\n\r\n')) {
        const answer = answerTo(waiting.slice(0, end), replies, port)
        waiting = waiting.slice(end + 4)
        if (answer === null) return socket.destroy()
        socket.write(answer)
      }
    })
  })
}

function answerTo(head: string, replies: Replies, port: number): Buffer | null {
  const [first = '', ...lines] = head.split('\r\n')
  const [method = '', uri = ''] = first.split(' ')
  const header = (name: string) =>
    lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1)
  const reply = replies.reply('RTSP', port, { method, uri, authorization: header('authorization')?.trim(), body: '' })
  if (reply === null) return null
  const told = reply.headers.filter(([name]) => !/^(?:cseq|content-length)$/i.test(name))
  const answer = [
    `RTSP/1.0 ${reply.status} Recorded`,
    `CSeq: ${header('cseq')?.trim() ?? '0'}`,
    ...told.map(([name, value]) => `${name}: ${value}`),
    ...(reply.body.length === 0 ? [] : [`Content-Length: ${reply.body.length}`]),
  ]
  return Buffer.concat([Buffer.from(`${answer.join('\r\n')}\r\n\r\n`, 'latin1'), reply.body])
}
