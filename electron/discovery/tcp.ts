import { ExpectedError } from '../model/errors.ts'
import { type TcpPortState, tcpPortState } from '../protocols/port-state.ts'
import { defineProbe, eachOf, type ProbeContext } from './probe.ts'

/**
 * Ports that tell what a device is, the likeliest first. Fragile devices reboot under a port scan, so there are few of them, and
 * no byte is sent: web, video, vendor protocols (Hikvision 8000, Dahua 37777, Xiongmai 34567, Reolink 9000, ZKTeco 4370), ONVIF
 * of cheap makers (8899, 2020), and services that should be off.
 */
const knownPorts = [80, 443, 554, 8000, 8080, 8899, 2020, 37777, 34567, 9000, 4370, 21, 22, 23] as const

/** The first ports say what to ask next; who follows need not wait for the others. */
const firstPorts = 3

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
      const timeoutMs = pace.connectTimeoutMs
      try {
        return await context.connect(address, () => tcpPortState(network, { address, port, signal, timeoutMs }))
      } catch (error) {
        if (signal.aborted || !(error instanceof ExpectedError)) throw error
        untried += 1
        return 'silent'
      }
    }
    context.progress({ done, total })
    // Some room is left for those who ask the open ports meanwhile.
    const addressesAtOnce = Math.ceil(pace.connectionsInFlight * 0.8)
    await eachOf(targets(context), addressesAtOnce, signal, async ({ address, ports, forwardedPort }) => {
      const openPorts: number[] = []
      let answered = false
      const tell = (marks: Readonly<Record<string, string>>) =>
        context.sight({
          address,
          forwardedPort,
          openPorts: [...openPorts],
          ports: servicesOf(openPorts, forwardedPort),
          marks,
        })
      for (const [index, port] of ports.entries()) {
        if (index === pace.portsOfSilent && !answered && !isHeard(context, address)) break
        if (index === firstPorts && openPorts.length > 0) tell({})
        const found = await state(address, port)
        if (found !== 'silent') answered = true
        if (found === 'open') openPorts.push(port)
      }
      done += 1
      if (done % 64 === 0) context.progress({ done, total })
      if (openPorts.length > 0) tell({ 'tcp.open': openPorts.join(' ') })
    })
    if (untried > 0) context.progress({ note: `${untried} connections could not be tried from this computer.` })
    context.progress({ done: total, total })
    return undefined
  },
})

function servicesOf(openPorts: readonly number[], forwardedPort: number | null) {
  if (forwardedPort !== null) return { http: forwardedPort }
  return { ...(openPorts.includes(80) && { http: 80 }), ...(openPorts.includes(554) && { rtsp: 554 }) }
}

interface Target {
  readonly address: string
  readonly ports: readonly number[]
  readonly forwardedPort: number | null
}

function* targets({ addresses, forwarded }: ProbeContext): Generator<Target> {
  for (const { address, port } of forwarded) yield { address, ports: [port], forwardedPort: port }
  for (const address of addresses()) yield { address, ports: knownPorts, forwardedPort: null }
}

const isHeard = ({ earlier }: ProbeContext, address: string): boolean => earlier(address, null).length > 0
