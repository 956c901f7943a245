import { describe, expect, it } from 'vitest'
import { remoteShellAndFileTransferClosed } from '../../electron/checks/remote-shell-and-file-transfer-closed.ts'
import type { PortState } from '../../electron/model/facts.ts'
import { judge } from './judge.ts'

const ssh = (state: PortState['state']): PortState => ({ service: 'ssh', port: 22, transport: 'tcp', state })
const ftp = (state: PortState['state']): PortState => ({ service: 'ftp', port: 21, transport: 'tcp', state })

describe('the check remote-shell-and-file-transfer-closed', () => {
  it.each<[string, PortState[], string, RegExp]>([
    ['both are refused', [ssh('closed'), ftp('closed')], 'pass', /ssh \(tcp 22\), ftp \(tcp 21\)/],
    ['one is open', [ssh('closed'), ftp('open')], 'fail', /open: ftp/],
    [
      'one is silent beside a refusal',
      [ssh('silent'), ftp('closed')],
      'pass',
      /closed by answer of the device: ftp .*filtered: ssh/,
    ],
    ['both are silent', [ssh('silent'), ftp('silent')], 'unknown', /no answer from ssh/],
    ['only one was looked at', [ssh('closed')], 'unknown', /not looked at: ftp/],
  ])('when %s', (_, ports, outcome, observed) => {
    const verdict = judge(remoteShellAndFileTransferClosed, { 'network.ports': ports }, { services: ['ssh', 'ftp'] })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })

  it('fails on debug access that the settings tell of, and asks nothing where they do not', () => {
    const params = { services: ['ssh', 'ftp'], andIfKnown: ['debug'] }
    const ports = [ssh('closed'), ftp('closed')]
    const debug = [{ name: 'debug', enabled: true, writable: true } as const]
    expect(judge(remoteShellAndFileTransferClosed, { 'network.ports': ports }, params).outcome).toBe('pass')
    const verdict = judge(
      remoteShellAndFileTransferClosed,
      { 'network.ports': ports, 'network.services': debug },
      params,
    )
    expect(verdict).toMatchObject({ outcome: 'fail', observed: 'debug on in the settings of the device' })
  })
})
