/** Looks at the site from the visiting side: reads one job as a JSON line, does it, prints what came out, reads the next. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { createInterface } from 'node:readline'
import { runDiscovery } from '../../../electron/discovery/index.ts'
import { driverFor } from '../../../electron/drivers/index.ts'
import { mergeSightings } from '../../../electron/engine/inventory/inventory.ts'
import type { Pace } from '../../../electron/model/site.ts'
import { Network } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'

export interface Job {
  readonly kind: 'discover' | 'sweep'
  readonly scope: string
  readonly pace: Pace
}

export interface Outcome {
  readonly wallMs: number
  readonly firstMs: number | null
  readonly cpuSeconds: number
  readonly packets: number
  readonly peakMegabytes: number
  /** New questions in the busiest second. */
  readonly mostPerSecond: number
  readonly devices: readonly {
    readonly address: string
    readonly vendor: string | null
    readonly model: string | null
    readonly firmware: string | null
    readonly build: string | null
    readonly class: string
    readonly driver: string | null
  }[]
}

/** Packets that left by the cable. @see proc(5), /proc/net/dev */
function packetsOut(): number {
  const line = readFileSync('/proc/self/net/dev', 'latin1')
    .split('\n')
    .find((text) => text.includes('bench0:'))
  return Number(line?.split(':')[1]?.trim().split(/\s+/)[9] ?? 0)
}

/** New questions: datagrams and connections that were begun. @see RFC 4113, udpOutDatagrams; RFC 4022, tcpActiveOpens */
function questionsOut(): number {
  const table = readFileSync('/proc/self/net/snmp', 'latin1').split('\n')
  const value = (kind: string, name: string): number => {
    const [names = '', values = ''] = table.filter((line) => line.startsWith(`${kind}: `))
    return Number(values.split(' ')[names.split(' ').indexOf(name)] ?? 0)
  }
  return value('Udp', 'OutDatagrams') + value('Tcp', 'ActiveOpens')
}

const signal = new AbortController().signal

async function discover({ scope, pace }: Job, heard: () => void): Promise<Outcome['devices']> {
  const network = new Network(new ScopeGuard({ targets: [scope], interfaces: [], excluded: [] }))
  const found = await runDiscovery({
    network,
    pace,
    signal,
    usm: null,
    on: ({ sighting }) => {
      if (sighting !== null) heard()
    },
  })
  const { devices } = mergeSightings([], found.sightings, {
    now: new Date().toISOString(),
    newId: randomUUID,
    driverFor: (sighting) => driverFor(sighting)?.id ?? null,
  })
  return devices.map(({ endpoint, identity, deviceClass, driver }) => ({
    address: endpoint.address,
    vendor: identity.manufacturer,
    model: identity.model,
    firmware: identity.firmware,
    build: identity.build,
    class: deviceClass,
    driver,
  }))
}

/** What a plain scanner does: port 80 of every address at once, and a second for each to answer. */
async function sweep({ scope }: Job, heard: () => void): Promise<Outcome['devices']> {
  const addresses = [...new ScopeGuard({ targets: [scope], interfaces: [], excluded: [] }).addresses()]
  const open = await Promise.all(
    addresses.map(
      (address) =>
        new Promise<string | null>((resolve) => {
          const socket = net.connect({ host: address, port: 80 })
          const end = (found: string | null) => {
            clearTimeout(timer)
            socket.destroy()
            resolve(found)
          }
          const timer = setTimeout(() => end(null), 1_000)
          socket.once('connect', () => {
            heard()
            end(address)
          })
          socket.once('error', () => end(null))
        }),
    ),
  )
  return open
    .filter((address) => address !== null)
    .map((address) => ({ address, vendor: null, model: null, firmware: null, build: null, class: '', driver: null }))
}

interface Sample {
  readonly at: number
  readonly questions: number
}

const sample = (): Sample => ({ at: performance.now(), questions: questionsOut() })

/** A sample that comes late makes a window longer than a second: what counts is the rate within it. */
function busiestSecond(samples: readonly Sample[]): number {
  const [first] = samples
  const rates = samples.map(({ at, questions }) => {
    const before = samples.findLast((earlier) => at - earlier.at >= 1_000) ?? first
    const seconds = Math.max(1, (at - (before?.at ?? at)) / 1_000)
    return (questions - (before?.questions ?? questions)) / seconds
  })
  return Math.max(...rates)
}

async function measured(job: Job): Promise<Outcome> {
  const before = { packets: packetsOut(), cpu: process.cpuUsage(), at: performance.now() }
  let firstMs: number | null = null
  let peak = process.memoryUsage.rss()
  const samples = [sample()]
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
    samples.push(sample())
  }, 100)
  const devices = await (job.kind === 'sweep' ? sweep : discover)(job, () => {
    firstMs ??= performance.now() - before.at
  })
  const wallMs = performance.now() - before.at
  clearInterval(watch)
  const { user, system } = process.cpuUsage(before.cpu)
  samples.push(sample())
  return {
    wallMs,
    firstMs,
    cpuSeconds: (user + system) / 1e6,
    packets: packetsOut() - before.packets,
    peakMegabytes: peak / 1e6,
    mostPerSecond: Math.round(busiestSecond(samples)),
    devices,
  }
}

// Some data are read at the first use: that belongs to the start of the program.
driverFor({ marks: {}, ports: {} })
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await measured(JSON.parse(line) as Job))}\n`)
}
