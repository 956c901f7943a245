import { z } from 'zod'
import { holdsAddress, rangeBits } from '../model/address-range.ts'
import { Unsupported } from '../model/errors.ts'
import { securityWords } from '../model/security-fact-words.ts'
import type { AddressFilter } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

/**
 * Lets only the clients of the site connect. Never without this computer among them, which would be shut out, nor without a
 * recorder that the site is known to have, which would lose the picture without a word.
 *
 * @see ONVIF Core, SetIPAddressFilter
 */
export const filterAddresses = defineFix<AddressFilter>({
  id: 'address-filter-on',
  siteSettings: z.object({ allowedClients: z.array(z.string().refine((range) => rangeBits(range) !== null)).min(1) }),
  disruption: 'high',
  reboot: false,
  cutsOff: true,
  approval: 'second-person',
  writes: ['network.filter'],
  /** @throws {Unsupported} when this computer or a recorder is not among the allowed clients, our address is not known, or rules of other kinds are there */
  async plan(device, { allowedClients = [] }) {
    const asFound = await readIfOffered(device, 'network.filter')
    if (asFound === null) return null
    const target: AddressFilter = { enabled: true, entriesAre: 'allowed', entries: [...allowedClients] }
    if (same(asFound, target)) return null
    if (asFound.enabled && asFound.entriesAre === 'mixed')
      throw new Unsupported('The device filters by rules of several kinds that somebody made; they are left to him.')
    const own = await device.ownAddress?.()
    if (own === undefined) throw new Unsupported('From which address the device sees this computer is not known.')
    const isAllowed = (address: string) => allowedClients.some((client) => holdsAddress(client, address))
    const forgotten = (device.recorders?.() ?? []).filter((address) => !isAllowed(address))
    if (forgotten.length > 0) {
      throw new Unsupported(
        `The recorder at ${forgotten.join(' and ')} is not among the allowed clients of the site: the filter would take the picture from it.`,
      )
    }
    if (!isAllowed(own)) {
      throw new Unsupported(
        `This computer (${own}) is not among the allowed clients of the site: the filter would shut it out.`,
      )
    }
    return { asFound, target }
  },
  apply: (device, { target }) => device.write('network.filter', target),
  async verify(device, { target }) {
    const kept = await device.read('network.filter')
    return same(kept, target) ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('network.filter', asFound),
  describe: inWords,
})

/** Devices give the entries back in an order of their own, and single addresses with the length of their prefix. */
function same(left: AddressFilter, right: AddressFilter): boolean {
  const ranges = ({ entries }: AddressFilter) =>
    [...new Set(entries.map((entry) => rangeBits(entry) ?? entry))].sort().join(' ')
  return left.enabled === right.enabled && left.entriesAre === right.entriesAre && ranges(left) === ranges(right)
}

function inWords(filter: AddressFilter): string {
  return securityWords['network.filter'](filter)
}
