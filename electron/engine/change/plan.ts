import { randomUUID } from 'node:crypto'
import type { Checklist } from '../../catalog/checklist.ts'
import type { AnyFix } from '../../fixes/fix.ts'
import { fixes } from '../../fixes/index.ts'
import type { Device } from '../../model/device.ts'
import { ExpectedError, type Problem, toProblem } from '../../model/errors.ts'
import type { Finding } from '../../model/finding.ts'
import type { SiteSettings } from '../../model/site.ts'
import { ownTrouble } from '../../protocols/card-gate.ts'
import type { AssessParts } from '../assess/assess.ts'
import { eachDevice } from '../device/each-device.ts'
import { OpenDevice } from '../device/open-device.ts'
import type { WorkOptions } from '../progress.ts'
import { type AgreedChange, type PlannedChange, planChange, sessionFor } from './carry-out.ts'
import { hasAWay, needsSecondPerson } from './confirm-change.ts'
import { yesReasons } from './yes-reasons.ts'

/** What a person must do, because no fix may or can. */
export interface ByHand {
  readonly deviceId: string
  readonly item: string
  readonly title: string
  readonly instruction: string
}

/** The dry run: what would be written where. Valid for this visit only. */
export interface Plan {
  readonly id: string
  readonly visitId: string
  /** New passwords may cross the network readable, where a device offers no HTTPS. */
  readonly allowClear: boolean
  /** The values of the site that it was made with. */
  readonly settings: SiteSettings
  readonly changes: readonly AgreedChange[]
  /** Changes that wait for the passphrase of a second person. */
  readonly needsSecondPerson: readonly string[]
  readonly byHand: readonly ByHand[]
  /** Devices whose changes could not be planned. */
  readonly trouble: readonly { readonly deviceId: string; readonly problem: Problem }[]
}

/** What the offered fixes would change for these failing findings. Reads only. */
export async function makePlan(
  devices: readonly Device[],
  failing: readonly Finding[],
  settings: SiteSettings,
  parts: AssessParts,
  { allowClear, ...options }: WorkOptions & { readonly allowClear: boolean },
): Promise<Plan> {
  const changes: PlannedChange[] = []
  const byHand: ByHand[] = []
  const trouble: { deviceId: string; problem: Problem }[] = []
  const reasonOf = yesReasons(parts, settings)
  const affected = devices.filter(({ id }) => failing.some(({ deviceId }) => deviceId === id))
  await eachDevice(
    affected,
    { ...options, cards: parts.network.cards, work: 'fix', pace: 'normal' },
    async (device) => {
      const own = failing.filter(({ deviceId }) => deviceId === device.id)
      // Judged in case it is one of those kinds; changed only where it is known to be one.
      const known = own.filter(({ item }) => isFor(device, parts.checklist, item))
      const offered = offeredFixes(known)
      const leave = ({ item, title, instruction }: Finding, because: string | null = null) =>
        byHand.push({ deviceId: device.id, item, title, instruction: because ?? instruction ?? inTheWebPage })
      for (const finding of own) if (!known.includes(finding)) leave(finding, ofUnknownKind(finding))
      for (const finding of known) if (!offered.some((fix) => fix.id === finding.check)) leave(finding)
      if (offered.length === 0) return
      const attempt = async (work: () => Promise<void>) => {
        const since = performance.now()
        try {
          await work()
        } catch (error) {
          if (options.signal.aborted || !(error instanceof ExpectedError)) throw error
          const { address } = device.endpoint
          const problem = toProblem(ownTrouble(error, address, parts.network.cards, since))
          trouble.push({ deviceId: device.id, problem })
        }
      }
      await attempt(async () => {
        const open = await OpenDevice.open(device, parts, options.signal)
        const session = sessionFor(open, { ...parts, allowClear })
        // One fix that cannot be planned keeps no other one back.
        for (const fix of offered) {
          await attempt(async () => {
            const hasWay = hasAWay(fix, open.driver)
            const missing = hasWay ? missingSettings(fix, settings) : null
            if (!hasWay || missing !== null) {
              for (const finding of known) if (finding.check === fix.id) leave(finding, missing)
              return
            }
            const planned = await planChange(session, fix, settings, parts.visitId)
            if (planned !== null) changes.push(withReason(planned, reasonOf(planned, open.driver, open.device)))
            // It fails and the fix sees nothing that it could do.
            else for (const finding of known) if (finding.check === fix.id) leave(finding)
          })
        }
      })
    },
  )
  parts.log.append({
    type: 'plan.made',
    allowClear,
    changes: changes.length,
    byHand: byHand.length,
    trouble: trouble.length,
  })
  return {
    id: randomUUID(),
    visitId: parts.visitId,
    allowClear,
    settings,
    changes,
    needsSecondPerson: needsSecondPerson(changes),
    byHand,
    trouble,
  }
}

/** The fixes of these findings, in the order of the list of fixes: it is the order in which they are safe. */
function offeredFixes(findings: readonly Finding[]): AnyFix[] {
  const offered = new Set(findings.filter(({ fix }) => fix === 'offered').map(({ check }) => check))
  return fixes.filter((fix) => offered.has(fix.id))
}

function isFor({ deviceClass }: Device, { items }: Checklist, id: string): boolean {
  const appliesTo = items.find((item) => item.id === id)?.appliesTo ?? null
  return appliesTo === null || appliesTo.includes(deviceClass)
}

const ofUnknownKind = ({ instruction }: Finding): string =>
  `Nobody knows what kind of device this is, and what is right for one kind can take the picture from another. ${instruction ?? inTheWebPage}`

/** What a person has to enter before this fix can do anything; null when all is there. */
function missingSettings(fix: AnyFix, settings: SiteSettings): string | null {
  const parsed = fix.siteSettings.safeParse(settings)
  if (parsed.success) return null
  const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))].join(', ')
  return `Enter ${names} in the record of the site, then make the plan again: the app can fix this then.`
}

const withReason = (planned: PlannedChange, confirm: string | null): PlannedChange =>
  confirm === null ? planned : { ...planned, change: { ...planned.change, confirm } }

const inTheWebPage = 'Change this in the web page of the device, then assess it again.'
