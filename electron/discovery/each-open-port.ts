import { eachOf, type ProbeContext } from './probe.ts'

/**
 * Does `work` once for each of these ports that an address itself is heard to have open, while they are still heard of, and says how
 * far it is.
 */
export async function eachOpenPort(
  context: ProbeContext,
  ports: readonly number[],
  work: (open: { readonly address: string; readonly port: number }) => Promise<void>,
): Promise<void> {
  const { pace, signal } = context
  const asked = new Set<string>()
  let done = 0
  await eachOf(context.follow(), pace.connectionsInFlight, signal, async ({ address, forwardedPort, openPorts }) => {
    if (forwardedPort !== null) return
    for (const port of openPorts) {
      if (!ports.includes(port) || asked.has(`${address} ${port}`)) continue
      asked.add(`${address} ${port}`)
      context.progress({ done, total: asked.size })
      await work({ address, port })
      done += 1
      context.progress({ done, total: asked.size })
    }
  })
}
