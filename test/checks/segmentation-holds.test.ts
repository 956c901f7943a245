import { describe, expect, it } from 'vitest'
import { segmentationHolds } from '../../electron/checks/segmentation-holds.ts'
import { judge } from './judge.ts'

const probe = (answer: 'answered' | 'refused' | 'silent' | 'not-sent') => ({
  name: 'file server',
  address: '10.0.0.1',
  port: 445,
  answer,
})
const trial = {
  at: '2026-11-22T08:00:00Z',
  from: { address: '10.5.0.9', switchName: 'sw1', port: '12', vlan: '50' },
  neighbour: '10.5.0.2',
  wayOut: { address: '10.9.0.1', port: 443, answer: 'refused' as const },
  probes: [probe('silent')],
}

const { wayOut: _, ...old } = trial

const params = { minTargets: 1 }

describe('the check segmentation-holds', () => {
  it.each<[string, Partial<Parameters<typeof segmentationHolds.evaluate>[0]>, object, string, RegExp]>([
    [
      'everything is silent beside a neighbour and a host beyond the gateway',
      { 'site.segmentation': trial },
      {},
      'pass',
      /from 10.5.0.9 at port 12 of sw1, VLAN 50, 2026-11-22: silent: file server \(10.0.0.1:445\); 10.5.0.2 answered, and from beyond the gateway 10.9.0.1:443/,
    ],
    ['one target answered', { 'site.segmentation': { ...trial, probes: [probe('answered')] } }, {}, 'fail', /answered/],
    [
      'one target sent a reset',
      { 'site.segmentation': { ...trial, probes: [probe('refused')] } },
      {},
      'fail',
      /refused/,
    ],
    [
      'nothing could be sent to one of them',
      { 'site.segmentation': { ...trial, probes: [probe('silent'), probe('not-sent')] } },
      {},
      'unknown',
      /no route there/,
    ],
    [
      'not even a neighbour answered',
      { 'site.segmentation': { ...trial, neighbour: null } },
      {},
      'unknown',
      /silence proves nothing/,
    ],
    [
      'nobody named a host beyond the gateway',
      { 'site.segmentation': { ...trial, wayOut: null } },
      {},
      'unknown',
      /nobody named a host beyond the gateway/,
    ],
    [
      'the test is of before a host beyond the gateway was asked for',
      { 'site.segmentation': old },
      {},
      'unknown',
      /nobody named a host beyond the gateway/,
    ],
    ...(['silent', 'not-sent'] as const).map((answer): [string, object, object, string, RegExp] => [
      `what must answer from beyond the gateway is ${answer}`,
      { 'site.segmentation': { ...trial, wayOut: { ...trial.wayOut, answer } } },
      {},
      'unknown',
      /10.9.0.1:443 beyond the gateway did not answer either/,
    ]),
    ['too few targets were tried', { 'site.segmentation': trial }, { minTargets: 2 }, 'unknown', /1 of 2/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(segmentationHolds, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
