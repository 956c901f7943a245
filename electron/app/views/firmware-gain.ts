import type { Device } from '../../model/device.ts'
import type { FirmwareAssessment } from '../../model/firmware.ts'
import { type Group, isCertain, isOpen, type View } from './firmware-answer.ts'

type Gain = View['upgrades'][number]
/** What would become of something that is wrong now. */
export type ItemEnd = keyof Gain['items']

/** Devices with one answer, and that answer. The lists grow while the groups are made. */
export interface JudgedGroup {
  readonly group: Group
  readonly assessment: FirmwareAssessment
  readonly devices: Device[]
}

export interface Foresight {
  readonly assessment: FirmwareAssessment
  /** What would become of each item on firmware that fails on the devices now. */
  readonly items: readonly ItemEnd[]
}

/** Devices with the answer `now`, as if they ran `to`. Asks no device. */
export type Foresee = (devices: readonly Device[], now: FirmwareAssessment, to: string) => Foresight

/**
 * What one version would clear on each model, most first. A hole is cleared when the catalog rules it out for that version;
 * what the catalog cannot decide is counted apart and never as cleared.
 */
export function upgradeGains(groups: readonly JudgedGroup[], foresee: Foresee): Gain[] {
  const gains = new Map<string, Gain>()
  for (const judged of groups) {
    const { kind, to } = judged.group.action
    if (kind !== 'upgrade' || to === null) continue
    const { vendor, model } = judged.group
    const name = JSON.stringify([vendor, model, to])
    const gain = gainOf(judged, to, foresee)
    const known = gains.get(name)
    gains.set(name, known === undefined ? gain : together(known, gain))
  }
  return [...gains.values()].sort(
    (a, b) =>
      exploitedOf(b) - exploitedOf(a) ||
      b.items.clears - a.items.clears ||
      b.clears.length - a.clears.length ||
      b.devices - a.devices,
  )
}

function gainOf({ group, assessment, devices }: JudgedGroup, to: string, foresee: Foresee): Gain {
  const foreseen = foresee(devices, assessment, to)
  const after = new Map(foreseen.assessment.vulnerabilities.map((answer) => [answer.cve, answer]))
  const ends = assessment.vulnerabilities.filter(isCertain).map((answer) => {
    const later = after.get(answer.cve)
    if (later?.applies === 'no') return { answer, end: 'clears' as const }
    // A hole that the new answer does not name is not ruled out: the version may belong to another record.
    return { answer, end: later === undefined || isOpen(later) ? ('cannotSay' as const) : ('keeps' as const) }
  })
  const cves = (wanted: ItemEnd) => ends.filter(({ end }) => end === wanted).map(({ answer }) => answer)
  const items = { clears: 0, keeps: 0, cannotSay: 0 }
  for (const end of foreseen.items) items[end] += 1
  return {
    vendor: group.vendor,
    model: group.model,
    to,
    groupIds: [group.id],
    devices: devices.length,
    clears: cves('clears').map(({ cve, knownExploited }) => ({ cve, knownExploited })),
    keeps: cves('keeps').map(({ cve }) => cve),
    cannotSay: cves('cannotSay').map(({ cve }) => cve),
    items,
  }
}

/** Two versions of one model that lead to the same version. What one of them keeps or cannot say is not cleared for both. */
function together(a: Gain, b: Gain): Gain {
  const keeps = [...new Set([...a.keeps, ...b.keeps])]
  const cannotSay = [...new Set([...a.cannotSay, ...b.cannotSay])].filter((cve) => !keeps.includes(cve))
  const cleared = new Map([...a.clears, ...b.clears].map((entry) => [entry.cve, entry]))
  return {
    ...a,
    groupIds: [...a.groupIds, ...b.groupIds],
    devices: a.devices + b.devices,
    clears: [...cleared.values()].filter(({ cve }) => !keeps.includes(cve) && !cannotSay.includes(cve)),
    keeps,
    cannotSay,
    items: {
      clears: a.items.clears + b.items.clears,
      keeps: a.items.keeps + b.items.keeps,
      cannotSay: a.items.cannotSay + b.items.cannotSay,
    },
  }
}

const exploitedOf = ({ clears }: Gain): number => clears.filter(({ knownExploited }) => knownExploited).length
