import { ExpectedError } from '../model/errors.ts'
import { rtspOptions } from '../protocols/rtsp/client.ts'
import { defineProbe, eachOf } from './probe.ts'

const rtspPort = 554

/**
 * Asks open RTSP ports for their `Server` name, without login.
 *
 * @see RFC 2326, section 10.1
 */
export const rtspProbe = defineProbe({
  name: 'rtsp',
  follows: ['tcp'],
  async run(context) {
    const { network, pace, signal } = context
    const asked = new Set<string>()
    let done = 0
    await eachOf(context.follow(), pace.connectionsInFlight, signal, async ({ address, forwardedPort, openPorts }) => {
      if (forwardedPort !== null || !openPorts.includes(rtspPort) || asked.has(address)) return
      asked.add(address)
      context.progress({ done, total: asked.size })
      const target = { address, port: rtspPort, signal, timeoutMs: 3_000 }
      try {
        const answer = await context.connect(address, () => rtspOptions(network, target))
        const realms = answer.challenges.map(({ params }) => params.get('realm') ?? '').filter((realm) => realm !== '')
        context.sight({
          address,
          ports: { rtsp: rtspPort },
          marks: {
            'rtsp.server': answer.server ?? '',
            'rtsp.realm': realms.join(' '),
            // What a server that has no OPTIONS allows instead tells its maker.
            'rtsp.allow': answer.status === 501 ? answer.methods.toSorted().join(' ') : '',
          },
        })
      } catch (error) {
        if (signal.aborted || !(error instanceof ExpectedError)) throw error
        // The port is open and speaks no RTSP: tcp said what there is to say.
      }
      done += 1
      context.progress({ done, total: asked.size })
    })
    return undefined
  },
})
