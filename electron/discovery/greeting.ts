import { readGreeting } from '../protocols/read-greeting.ts'
import { orNothing } from './or-nothing.ts'
import { defineProbe, eachOf } from './probe.ts'

const greetingPorts: ReadonlyMap<number, string> = new Map([
  [21, 'ftp.greeting'],
  [22, 'ssh.greeting'],
  [23, 'telnet.greeting'],
])

/**
 * Reads what open FTP, SSH and telnet ports say by themselves. Sends no byte.
 *
 * @see RFC 959, section 5.4; RFC 4253, section 4.2
 */
export const greetingProbe = defineProbe({
  name: 'greeting',
  follows: ['tcp'],
  async run(context) {
    const { network, pace, signal } = context
    const asked = new Set<string>()
    let done = 0
    await eachOf(context.follow(), pace.connectionsInFlight, signal, async ({ address, forwardedPort, openPorts }) => {
      if (forwardedPort !== null) return
      for (const port of openPorts) {
        const mark = greetingPorts.get(port)
        if (mark === undefined || asked.has(`${address} ${port}`)) continue
        asked.add(`${address} ${port}`)
        context.progress({ done, total: asked.size })
        const options = { address, port, signal, timeoutMs: pace.connectTimeoutMs, waitMs: pace.listenMs / 2 }
        const greeting = await orNothing(signal, () => context.connect(address, () => readGreeting(network, options)))
        if (greeting !== null && greeting.trim() !== '')
          context.sight({ address, marks: { [mark]: firstLine(greeting) } })
        done += 1
        context.progress({ done, total: asked.size })
      }
    })
    return undefined
  },
})

const firstLine = (text: string): string => text.trim().split(/[\r\n]+/)[0] ?? ''
