import { describe, expect, it } from 'vitest'
import type { Capability } from '../../../electron/drivers/driver.ts'
import { over } from '../../../electron/drivers/web/over.ts'
import { Unsupported } from '../../../electron/model/errors.ts'
import type { AddressFilter } from '../../../electron/model/security-facts.ts'
import { connectionTo } from '../onvif/connection.ts'

const filter = (enabled: boolean, ...entries: string[]): AddressFilter => ({ enabled, entriesAre: 'allowed', entries })

/** A device that keeps one list for the maker's interface and another one for ONVIF. */
function twoLists({ own, general }: { own: AddressFilter | null; general: AddressFilter }) {
  const held = { own, general }
  const [capability] = over(
    [
      {
        fact: 'network.filter',
        read: async () => held.general,
        write: async (_, value) => {
          held.general = value
        },
      },
    ],
    [
      {
        fact: 'network.filter',
        read: async () => {
          if (held.own === null) throw new Unsupported('It has none.')
          return held.own
        },
      },
    ],
  ).slice(-1)
  const { read, write } = capability as Extract<Capability, { fact: 'network.filter' }>
  if (write === undefined) throw new Error('it writes')
  return { held, read, write, device: connectionTo({ address: '127.77.0.1' }) }
}

describe("a setting that the maker's way reads and ONVIF writes", () => {
  it('is written back as it was in the place that was written, not as it was read', async () => {
    const general = filter(true, '192.0.2.1', '192.0.2.2')
    const { held, read, write, device } = twoLists({ own: filter(false), general })
    const asFound = await read(device)
    await write(device, filter(true, '127.0.0.0/8'))
    expect(held.general).toEqual(filter(true, '127.0.0.0/8'))
    expect(await read(device)).toEqual(asFound)
    await write(device, asFound)
    expect(held).toEqual({ own: filter(false), general })
  })

  it('is written back as it was read where the maker has no place of its own', async () => {
    const general = filter(true, '192.0.2.1')
    const { held, read, write, device } = twoLists({ own: null, general })
    const asFound = await read(device)
    await write(device, filter(true, '127.0.0.0/8'))
    await write(device, asFound)
    expect(held.general).toEqual(general)
  })
})
