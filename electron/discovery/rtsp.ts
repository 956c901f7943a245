import { ExpectedError } from '../model/errors.ts'
import { rtspOptions } from '../protocols/rtsp/client.ts'
import { eachOpenPort } from './each-open-port.ts'
import { defineProbe } from './probe.ts'

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
    const { network, signal } = context
    await eachOpenPort(context, [rtspPort], async ({ address, port }) => {
      const target = { address, port, signal, timeoutMs: 3_000 }
      try {
        const answer = await context.connect(address, () => rtspOptions(network, target))
        const realms = answer.challenges.map(({ params }) => params.get('realm') ?? '').filter((realm) => realm !== '')
        context.sight({
          address,
          ports: { rtsp: port },
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
    })
    return undefined
  },
})
