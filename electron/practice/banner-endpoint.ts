import net from 'node:net'
import type { PracticeDevice } from './practice-device.ts'

export type BannerService = 'telnet' | 'ftp' | 'ssh'

/** Telnet, FTP or SSH as somebody forgot it: greets, takes what is typed, lets nobody in. @see RFC 959 section 5.4, RFC 4253 section 4.2 */
export function bannerServerOf(device: PracticeDevice, service: BannerService): net.Server {
  return net.createServer((socket) => {
    const source = socket.remoteAddress ?? ''
    device.requests.add({
      interface: service,
      operation: 'connect',
      username: null,
      login: 'none',
      outcome: 'answered',
      source,
    })
    socket.resume()
    if (device.mute) return
    const { banners } = device.maker
    if (service === 'ssh') {
      socket.write(`${banners.ssh?.(device.state) ?? 'SSH-2.0-dropbear'}\r\n`)
      return
    }
    const banner = banners[service](device.state)
    if (service === 'telnet') {
      socket.write(`\r\n${banner}\r\nlogin: `)
      return
    }
    socket.write(`220 ${banner}\r\n`)
    socket.on('data', () => socket.write('530 Please login with USER and PASS.\r\n'))
  })
}
