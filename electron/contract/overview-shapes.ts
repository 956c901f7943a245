import { z } from 'zod'
import { severities } from '../model/outcome.ts'
import { OutcomeCounts } from './shapes.ts'

/** Outcomes of one part of the site: a severity, a maker, a zone. The name is null where it is not known. */
const Part = z.object({
  name: z.string().nullable(),
  counts: OutcomeCounts,
  /** Devices in it that were judged. */
  devices: z.int().nonnegative(),
})

export const OverviewView = z.object({
  bySeverity: z.array(Part.extend({ name: z.enum(severities) })),
  /** Most open items first. */
  byVendor: z.array(Part),
  byZone: z.array(Part),
  /** Critical items that are open, most devices first; the site itself counts as none. */
  critical: z.array(
    z.object({
      item: z.string(),
      title: z.string(),
      devices: z.int().nonnegative(),
      vendors: z.array(z.string()),
    }),
  ),
  /** Devices with at least one open critical item. */
  criticalDevices: z.int().nonnegative(),
  /** Devices with any open item. */
  openDevices: z.int().nonnegative(),
  /** Changes of this visit by where they stand. */
  changes: z.object({ waiting: z.int(), running: z.int(), fixed: z.int(), needPerson: z.int() }),
})
