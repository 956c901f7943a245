import { ExpectedError } from '../model/errors.ts'
import { type TcpPortState, tcpPortState } from '../protocols/port-state.ts'
import { defineProbe, eachOf, type ProbeContext } from './probe.ts'

/**
 * Ports that tell what a device is, the likeliest first. Fragile devices reboot under a port scan, so there are few of them, and
 * no byte is sent: web, video, vendor protocols (Hikvision 8000, Dahua 37777, Xiongmai 34567, Reolink 9000), ONVIF of cheap
 * makers (8899, 2020), and services that should be off.
 */
export const knownPorts = [80, 443, 554, 8000, 8080, 8899, 2020, 37777, 34567, 9000, 21, 22, 23] as const

/** After silence on this many ports an address counts as empty, unless the pace is gentle. */
const firstPorts = 4

/**
 * Finds open TCP ports, one connection at a time per address, hung up at once. An address where every port is silent or closed
 * gives no sighting: on some networks something answers for every address.
 */
export const tcpProbe = defineProbe({
  name: 'tcp',
  async run(context) {
    const { network, pace, signal, total } = context
    let done = 0
    let untried = 0
    const state = async (address: string, port: number): Promise<TcpPortState> => {
      await context.turn()
      try {
        return await tcpPortState(network, { address, port, signal, timeoutMs: pace.connectTimeoutMs })
      } catch (error) {
        if (signal.aborted || !(error instanceof ExpectedError)) throw error
        untried += 1
        return 'silent'
      }
    }
    context.progress({ done, total })
    await eachOf(targets(context), pace.connectionsInFlight, signal, async ({ address, ports, forwardedPort }) => {
      const openPorts: number[] = []
      let answered = false
      for (const [index, port] of ports.entries()) {
        if (index === firstPorts && !answered && !pace.everyPortOfSilent && !isHeard(context, address)) break
        const found = await state(address, port)
        if (found !== 'silent') answered = true
        if (found === 'open') openPorts.push(port)
      }
      done += 1
      if (done % 64 === 0) context.progress({ done, total })
      if (openPorts.length === 0) return
      const has = (port: number) => openPorts.includes(port)
      context.sight({
        address,
        forwardedPort,
        openPorts,
        ports:
          forwardedPort === null
            ? { ...(has(80) && { http: 80 }), ...(has(554) && { rtsp: 554 }) }
            : { http: forwardedPort },
        marks: { 'tcp.open': openPorts.join(' ') },
      })
    })
    if (untried > 0) context.progress({ note: `${untried} connections could not be tried from this computer.` })
    context.progress({ done: total, total })
  },
})

interface Target {
  readonly address: string
  readonly ports: readonly number[]
  readonly forwardedPort: number | null
}

function* targets({ addresses, forwarded }: ProbeContext): Generator<Target> {
  // Several devices may be forwarded from one address; they are asked one after the other by being one after the other here.
  for (const { address, port } of forwarded) yield { address, ports: [port], forwardedPort: port }
  for (const address of addresses()) yield { address, ports: knownPorts, forwardedPort: null }
}

const isHeard = ({ earlier }: ProbeContext, address: string): boolean => earlier(address, null).length > 0
