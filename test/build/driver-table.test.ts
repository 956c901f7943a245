import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { driverTable, shortDriverTable } from '../../build/driver-table.ts'
import { drivers } from '../../electron/drivers/index.ts'

const root = join(import.meta.dirname, '..', '..')
const text = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8')

describe('the tables of the drivers', () => {
  it('say what the drivers declare: `node build/driver-table.ts` writes them', () => {
    expect(text('README.md')).toContain(shortDriverTable())
    expect(text('electron', 'drivers', 'README.md')).toContain(driverTable())
  })

  it('hold every driver once', () => {
    for (const { id } of drivers) expect(driverTable().split(`| \`${id}\` |`)).toHaveLength(2)
  })

  it('promise no switch of a service to a driver that cannot write one', () => {
    for (const { id, switches = [], supports } of drivers) {
      const writes = supports.findLast(({ fact }) => fact === 'network.services')?.write !== undefined
      if (!writes) expect([id, switches]).toEqual([id, []])
      else expect([id, switches.length > 0]).toEqual([id, true])
    }
  })
})
