import { z } from 'zod'
import type { Facts } from '../model/facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

interface Copy {
  readonly copy: 'none' | 'older' | 'fresh'
  readonly takenAt: string | null
}

/**
 * Fetches a copy of the configuration and keeps it encrypted in the site file, with its SHA-256 in the evidence. Comes after all
 * changes, so that what would be restored is the device as it was left. Nothing on the device changes.
 *
 * @see ONVIF Core, GetSystemBackup
 */
export const keepConfigBackup = defineFix<Copy>({
  id: 'config-backup',
  siteSettings: z.object({}),
  disruption: 'none',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['copy'],
  irreversible:
    'Nothing on the device is changed. The copy stays encrypted in the site file and is never part of a pack.',
  async plan(device) {
    const offer = await readIfOffered(device, 'system.backup')
    if (offer?.offered !== true) return null
    await device.assertCopyMayTravel()
    const { latest } = await device.read('config.copies')
    return {
      asFound: { copy: latest === null ? 'none' : 'older', takenAt: latest?.takenAt ?? null },
      target: { copy: 'fresh', takenAt: null },
    }
  },
  apply: (device) => device.takeCopy(),
  async verify(device, { asFound }) {
    const copies = await device.read('config.copies')
    const { latest, changedSince } = copies
    const isFresh = latest !== null && latest.takenAt !== asFound.takenAt && changedSince.length === 0
    const expected = 'a fresh copy, kept and read back'
    return isFresh ? pass(inWords(copies), expected) : fail(inWords(copies), expected)
  },
  describe: ({ copy, takenAt }) =>
    ({
      none: 'no copy of the configuration',
      older: `a copy of ${takenAt?.slice(0, 10)}`,
      fresh: 'a fresh copy of the configuration, encrypted in the site file',
    })[copy],
})

function inWords({ latest, changedSince }: Facts['config.copies']): string {
  if (latest === null) return 'no copy'
  const changed = changedSince.length === 0 ? '' : `, changed since: ${changedSince.join(', ')}`
  return `copy of ${latest.takenAt}, SHA-256 ${latest.files.map(({ sha256 }) => sha256).join(', ')}${changed}`
}
