import { z } from 'zod'
import { daysBetween } from '../model/days.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * The site file keeps an encrypted copy of the configuration that the device really gave, and nothing changed since. A device that
 * only offers one has none.
 */
export const configBackup = defineCheck({
  id: 'config-backup',
  needs: ['config.copies', 'site.place'],
  wants: ['system.backup'],
  // Whether the device offers one decides only where none was kept.
  sources: 'any',
  params: z.strictObject({ maxAgeDays: z.int().min(1) }),
  strictness: { maxAgeDays: 'lower' },
  evaluate(
    { 'config.copies': { latest, changedSince }, 'system.backup': offer, 'site.place': { at } },
    { maxAgeDays },
  ) {
    const expected = `an encrypted copy, at most ${maxAgeDays} days old, taken after the last change`
    if (latest === null) {
      return offer?.offered === true
        ? fail(`no copy was kept; the device offers one by ${offer.via}`, expected)
        : unknown('no copy was kept, and the device offers none that the app can fetch', expected)
    }
    const files = latest.files.map(({ name, sizeBytes, sha256 }) => `"${name}", ${sizeBytes} bytes, SHA-256 ${sha256}`)
    const copy = `copy of ${latest.takenAt.slice(0, 10)} by ${latest.via}: ${files.join('; ')}`
    if (changedSince.length > 0) return fail(`${copy}; changed since: ${changedSince.join(', ')}`, expected)
    const days = daysBetween(latest.takenAt, at)
    return days > maxAgeDays ? fail(`${copy}; ${days} days old`, expected) : pass(copy, expected)
  },
})
