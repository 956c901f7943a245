import { ExpectedError } from '../model/errors.ts'
import { rtspOptions } from '../protocols/rtsp/client.ts'
import { openPortsOf } from './open-ports.ts'
import { defineProbe, eachOf } from './probe.ts'

const rtspPort = 554

/**
 * Asks open RTSP ports for their `Server` name, without login.
 *
 * @see RFC 2326, section 10.1
 */
export const rtspProbe = defineProbe({
  name: 'rtsp',
  after: ['tcp'],
  async run(context) {
    const { network, pace, signal } = context
    const targets = [...context.addresses()].filter((address) => openPortsOf(context, address, null).includes(rtspPort))
    let done = 0
    context.progress({ done, total: targets.length })
    await eachOf(targets, pace.connectionsInFlight, signal, async (address) => {
      await context.turn()
      try {
        const { server } = await rtspOptions(network, { address, port: rtspPort, signal, timeoutMs: 3_000 })
        context.sight({ address, ports: { rtsp: rtspPort }, marks: { 'rtsp.server': server ?? '' } })
      } catch (error) {
        if (signal.aborted || !(error instanceof ExpectedError)) throw error
        // The port is open and speaks no RTSP: tcp said what there is to say.
      }
      done += 1
      context.progress({ done, total: targets.length })
    })
  },
})
