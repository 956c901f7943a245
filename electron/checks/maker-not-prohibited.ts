import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Neither the brand on the label nor the maker behind it is one that the contract forbids.
 *
 * Passes only where the catalog knows the product: a brand that nobody knows may be anybody's hardware.
 *
 * @see FAR 52.204-25 (section 889 of the NDAA 2019)
 */
export const makerNotProhibited = defineCheck({
  id: 'maker-not-prohibited',
  needs: ['identity', 'firmware.assessment'],
  params: z.strictObject({
    /** Names, or parts of names, of makers; case does not count. */
    makers: z.array(z.string().trim().min(2)).min(1),
  }),
  strictness: { makers: 'more-entries' },
  evaluate({ identity: { manufacturer, model }, 'firmware.assessment': { oem, vendor, product } }, { makers }) {
    const expected = `made by none of ${makers.join(', ')}`
    const named = [manufacturer, vendor, oem?.builtBy ?? null].filter((name) => name !== null)
    const hit = named.find((name) => makers.some((maker) => name.toLowerCase().includes(maker.toLowerCase())))
    if (hit !== undefined) {
      const behind = hit === oem?.builtBy ? `, the maker behind ${manufacturer ?? model ?? 'this device'}` : ''
      return fail(`made by ${hit}${behind}`, expected)
    }
    if (manufacturer === null) return unknown('the device does not name its maker', expected)
    if (product === null)
      return unknown(`${manufacturer}; the catalog does not know who builds ${model ?? 'it'}`, expected)
    return pass(`made by ${oem?.builtBy ?? vendor ?? manufacturer} (record ${product})`, expected)
  },
})
