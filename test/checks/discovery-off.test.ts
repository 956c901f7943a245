import { describe, expect, it } from 'vitest'
import { discoveryOff } from '../../electron/checks/discovery-off.ts'
import { judge } from './judge.ts'

describe('the check discovery-off', () => {
  it.each([
    ['nonDiscoverable', 'pass'],
    ['discoverable', 'fail'],
  ] as const)('%s: %s', (mode, outcome) => {
    expect(judge(discoveryOff, { 'discovery.mode': mode }).outcome).toBe(outcome)
  })
})
