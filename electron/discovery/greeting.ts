import { readGreeting } from '../protocols/read-greeting.ts'
import { eachOpenPort } from './each-open-port.ts'
import { orNothing } from './or-nothing.ts'
import { defineProbe } from './probe.ts'

const marks: Readonly<Record<number, string>> = { 21: 'ftp.greeting', 22: 'ssh.greeting', 23: 'telnet.greeting' }

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
    await eachOpenPort(context, Object.keys(marks).map(Number), async ({ address, port }) => {
      const options = { address, port, signal, timeoutMs: pace.connectTimeoutMs, waitMs: pace.listenMs / 2 }
      const greeting = await orNothing(signal, () => context.connect(address, () => readGreeting(network, options)))
      const mark = marks[port]
      if (mark !== undefined && greeting !== null && greeting.trim() !== '')
        context.sight({ address, marks: { [mark]: firstLine(greeting) } })
    })
    return undefined
  },
})

const firstLine = (text: string): string => text.trim().split(/[\r\n]+/)[0] ?? ''
