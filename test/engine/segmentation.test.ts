import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import os from 'node:os'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { segmentationHolds } from '../../electron/checks/segmentation-holds.ts'
import { type SegmentationRequest, testSegmentation } from '../../electron/engine/statements/segmentation.ts'
import type { Device } from '../../electron/model/device.ts'
import { Network } from '../../electron/protocols/network.ts'
import { ScopeGuard } from '../../electron/protocols/scope.ts'

const from = { address: '127.77.0.9', switchName: 'SW-1', port: '7', vlan: '20' }
const [camera, gateway, office] = ['127.77.0.2', '127.79.0.1', '127.80.0.1']
const signal = new AbortController().signal

/** It listens, and never gets to take anybody: its thread waits for ever from then on. */
const listener = (address: string) => `
  const server = require('node:net').createServer()
  server.listen({ port: 0, host: '${address}', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`

/** A host that answers nothing: its queue of waiting connections is full and nobody takes them. */
async function silentHost(address: string): Promise<{ port: number; end: () => void }> {
  const child: ChildProcess = spawn(process.execPath, ['-e', listener(address)])
  const [line] = (await once(child.stdout ?? process.stdin, 'data')) as [Buffer]
  const port = Number(String(line))
  const waiting: net.Socket[] = []
  // A queue of one holds a second that is being let in.
  for (let held = 0; held < 2; held += 1) {
    const socket = net.connect({ host: address, port })
    await once(socket, 'connect')
    waiting.push(socket.on('error', () => undefined))
  }
  return {
    port,
    end: () => {
      for (const socket of waiting) socket.destroy()
      child.kill('SIGKILL')
    },
  }
}

describe('the test of the segmentation', () => {
  let silent: Awaited<ReturnType<typeof silentHost>>
  let http: net.Server
  beforeEach(async () => {
    silent = await silentHost(office)
    http = net.createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => http.listen(0, camera, resolve))
    // The own network of this computer is 127.77.0.0/24 only, as a card would say it.
    vi.spyOn(os, 'networkInterfaces').mockReturnValue({
      card: [
        {
          address: from.address,
          cidr: '127.77.0.0/24',
          family: 'IPv4',
          internal: false,
          mac: '',
          netmask: '255.255.255.0',
        },
      ],
    })
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    silent.end()
    await new Promise((resolve) => http.close(resolve))
  })

  const tested = async (wayOut: NonNullable<SegmentationRequest['wayOut']>) => {
    const network = new Network(new ScopeGuard({ targets: [camera], interfaces: [], excluded: [] }))
    const device = {
      endpoint: { address: camera, forwarded: false, ports: { http: (http.address() as net.AddressInfo).port } },
    } as unknown as Device
    const targets = [{ name: 'office', address: office, port: silent.port }]
    const trial = await testSegmentation(targets, [device], network, {
      from,
      wayOut,
      confirmed: true,
      signal,
    })
    const verdict = segmentationHolds.evaluate({ 'site.segmentation': trial }, { minTargets: 1 })
    return { trial, verdict }
  }

  it('passes on silence only beside a host beyond the gateway that answers, and names it', async () => {
    const proven = await tested({ address: gateway, port: 9 })
    expect(proven.trial).toMatchObject({ neighbour: camera, wayOut: { address: gateway, answer: 'refused' } })
    expect(proven.trial.probes).toMatchObject([{ answer: 'silent' }])
    expect(proven.verdict).toMatchObject({ outcome: 'pass', observed: expect.stringContaining(`${gateway}:9`) })
    const alone = { 'site.segmentation': { ...proven.trial, wayOut: null } }
    expect(segmentationHolds.evaluate(alone, { minTargets: 1 }).outcome).toBe('unknown')
  }, 20_000)

  it('cannot tell when the host beyond the gateway is as silent as the targets', async () => {
    const other = await silentHost(gateway)
    try {
      const { trial, verdict } = await tested({ address: gateway, port: other.port })
      expect(trial.wayOut?.answer).toBe('silent')
      expect(verdict.outcome).toBe('unknown')
    } finally {
      other.end()
    }
  }, 20_000)

  it('counts "no route to host", which this computer says itself where its gateway is gone, as not sent', async () => {
    const connect = net.connect as (options: net.NetConnectOpts) => net.Socket
    vi.spyOn(net, 'connect').mockImplementation(((options: net.TcpNetConnectOpts) => {
      if (options.host === camera || options.host === gateway) return connect(options)
      const socket = new net.Socket()
      const error = Object.assign(new Error('connect EHOSTUNREACH'), { code: 'EHOSTUNREACH', syscall: 'connect' })
      setImmediate(() => socket.destroy(error))
      return socket
    }) as typeof net.connect)
    const { trial, verdict } = await tested({ address: gateway, port: 9 })
    expect(trial.probes).toMatchObject([{ answer: 'not-sent' }])
    expect(verdict).toMatchObject({
      outcome: 'unknown',
      observed: expect.stringContaining('its gateway does not answer'),
    })
  })

  it('takes nothing of the own network, no target and no range for the host beyond the gateway, and contacts nobody then', async () => {
    await expect(tested({ address: '127.77.0.1', port: 443 })).rejects.toThrow(/in a network of this computer itself/)
    await expect(tested({ address: office, port: silent.port })).rejects.toThrow(/must not answer/)
    await expect(tested({ address: '127.79.0.0/24', port: 9 })).rejects.toThrow(/is no address/)
  })
})
