import type { ConnectOptions, Network } from './network.ts'

const mostBytes = 512

/**
 * What a server says by itself after the connection stands (FTP, SSH, telnet): the first bytes, raw, at most 512, empty when it
 * waits for us. No byte is sent; telnet options in front are left out.
 *
 * @throws {OutsideScope} {Cancelled} {DeviceUnreachable} as `connectTcp`
 */
export async function readGreeting(
  network: Network,
  options: ConnectOptions & { readonly waitMs: number },
): Promise<string> {
  const socket = await network.connectTcp(options)
  return await new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const settle = () => {
      clearTimeout(timer)
      options.signal.removeEventListener('abort', settle)
      socket.destroy()
      resolve(withoutTelnetOptions(received.subarray(0, mostBytes)))
    }
    const timer = setTimeout(settle, options.waitMs)
    options.signal.addEventListener('abort', settle, { once: true })
    socket.on('error', settle)
    socket.on('close', settle)
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const text = withoutTelnetOptions(received)
      // A whole line, or the question for a name, is all there is to wait for.
      if (received.length >= mostBytes || /\S[\s\S]*[\n:>] ?$/.test(text)) settle()
    })
  })
}

/** @see RFC 854: IAC, a command, an option */
function withoutTelnetOptions(bytes: Buffer): string {
  const text: number[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte !== 0xff) text.push(byte)
    else at += (bytes[at + 1] ?? 0) >= 0xfb ? 2 : 1
  }
  return Buffer.from(text).toString('latin1')
}
