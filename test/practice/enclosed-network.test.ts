import { afterEach, expect, it } from 'vitest'
import { openEnclosedNetwork } from '../../electron/practice/enclosed-network.ts'
import { NotLoopback } from '../../electron/practice/errors.ts'
import { assertLoopback, isLoopback } from '../../electron/practice/loopback.ts'

afterEach(() => {
  expect(isLoopback('10.40.0.1')).toBe(false)
})

it('stays closed outside a network namespace of its own, on this computer and on every other', () => {
  expect(() => openEnclosedNetwork('10.40.0.0/16')).toThrow(NotLoopback)
  expect(() => openEnclosedNetwork('0.0.0.0/0')).toThrow(NotLoopback)
  expect(() => assertLoopback('10.40.0.1')).toThrow(NotLoopback)
})
