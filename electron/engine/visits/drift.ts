import { type Attestation, attestationState } from '../../model/attestation.ts'
import { type Device, endpointText } from '../../model/device.ts'
import { factText } from '../../model/fact-text.ts'
import type { FactKey, Facts, Readings } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import { type Waiver, waiverState } from '../../model/waiver.ts'

/** What was sealed last, and what is there now. Everything comes from the site file; nothing is asked over the network. */
export interface DriftInput {
  readonly before: Snapshot
  readonly now: Snapshot
  readonly attestations: readonly Attestation[]
  readonly waivers: readonly Waiver[]
  /** When the earlier visit was sealed, and now. */
  readonly sealedAt: string
  readonly at: string
}

/** One visit as it was left. */
export interface Snapshot {
  /** Devices that were seen in the visit. */
  readonly devices: readonly Device[]
  readonly readings: (deviceId: string) => Readings
  readonly findings: readonly Finding[]
}

/** One thing that is not as it was when the last visit was sealed. */
export type DriftEntry =
  | { readonly kind: 'device-new' | 'device-gone'; readonly deviceId: string; readonly text: string }
  | {
      readonly kind: 'device-replaced'
      readonly deviceId: string
      readonly formerId: string
      readonly text: string
    }
  | {
      readonly kind: 'fact-changed'
      readonly deviceId: string
      readonly fact: FactKey
      readonly before: string
      readonly now: string
      readonly text: string
    }
  | {
      readonly kind: 'finding-came-back' | 'finding-mended' | 'end-of-life-meanwhile'
      readonly deviceId: string
      readonly item: string
      readonly text: string
    }
  | {
      readonly kind: 'attestation-stale' | 'waiver-ended'
      readonly deviceId: string | null
      readonly item: string
      readonly text: string
    }

/** Facts that move by themselves, that the product derives, or that say the same in another order from look to look. */
const restless: ReadonlySet<FactKey> = new Set<FactKey>([
  'time.clock',
  'logins.defaults',
  'logins.enforcement',
  'logins.passwords',
  'logins.changes',
  'firmware.assessment',
  'firmware.upgrades',
  'config.copies',
  'site.settings',
  'site.governance',
  'site.place',
  'site.segmentation',
  'log.audit',
])

/** What changed since the last sealed visit, in the order in which a technician wants to know it. */
export function driftOf(input: DriftInput): DriftEntry[] {
  const { replaced, entries } = driftOfInventory(input)
  const stayed = input.now.devices.filter(
    ({ id }) => !replaced.has(id) && input.before.devices.some((device) => device.id === id),
  )
  return [
    ...entries,
    ...stayed.flatMap((device) => driftOfFacts(device, input)),
    ...driftOfFindings(input),
    ...driftOfStatements(input),
  ]
}

function driftOfInventory({ before, now }: DriftInput): {
  readonly replaced: ReadonlySet<string>
  readonly entries: DriftEntry[]
} {
  const entries: DriftEntry[] = []
  const replaced = new Set<string>()
  const explained = new Set<string>()
  const known = new Set(before.devices.map(({ id }) => id))
  const byPlace = new Map(before.devices.map((device) => [endpointText(device.endpoint), device]))
  const present = new Set(now.devices.map(({ id }) => id))
  for (const device of now.devices) {
    if (known.has(device.id)) continue
    const former = byPlace.get(endpointText(device.endpoint))
    if (former !== undefined && !present.has(former.id)) {
      replaced.add(device.id)
      explained.add(former.id)
      entries.push({
        kind: 'device-replaced',
        deviceId: device.id,
        formerId: former.id,
        text: `${nameOf(device)} took the place of ${nameOf(former)}.`,
      })
    } else {
      entries.push({ kind: 'device-new', deviceId: device.id, text: `${nameOf(device)} was not there before.` })
    }
  }
  for (const device of before.devices) {
    if (present.has(device.id) || explained.has(device.id)) continue
    entries.push({ kind: 'device-gone', deviceId: device.id, text: `${nameOf(device)} was not seen any more.` })
  }
  return { replaced, entries }
}

function driftOfFacts(device: Device, { before, now }: DriftInput): DriftEntry[] {
  const [earlier, current] = [before.readings(device.id), now.readings(device.id)]
  return (Object.keys(current) as FactKey[]).sort().flatMap((fact): DriftEntry[] => {
    const [was, is] = [earlier[fact], current[fact]]
    if (restless.has(fact) || was?.end !== 'value' || is?.end !== 'value') return []
    const words = (value: unknown) => factText(fact, value as Facts[typeof fact])
    const [wasText, isText] = [words(was.value), words(is.value)]
    if (wasText === isText) return []
    return [
      {
        kind: 'fact-changed',
        deviceId: device.id,
        fact,
        before: wasText,
        now: isText,
        text: `${nameOf(device)}: ${fact} was "${wasText}" and is "${isText}".`,
      },
    ]
  })
}

const good: ReadonlySet<Finding['outcome']> = new Set<Finding['outcome']>(['pass', 'fixed', 'attested'])

function driftOfFindings({ before, now }: DriftInput): DriftEntry[] {
  const earlier = new Map(before.findings.map((finding) => [keyOf(finding), finding]))
  return now.findings.flatMap((finding): DriftEntry[] => {
    const was = earlier.get(keyOf(finding))
    if (was === undefined) return []
    const entry = { deviceId: finding.deviceId, item: finding.item }
    const words = `${finding.item} ${finding.title}`
    if (good.has(was.outcome) && finding.outcome === 'fail') {
      const isEndOfLife = finding.check === 'firmware-supported'
      return [
        {
          ...entry,
          kind: isEndOfLife ? 'end-of-life-meanwhile' : 'finding-came-back',
          text: `${words}: was ${was.outcome}, fails now (${finding.observed}).`,
        },
      ]
    }
    if (was.outcome === 'fail' && good.has(finding.outcome)) {
      return [{ ...entry, kind: 'finding-mended', text: `${words}: failed before, is ${finding.outcome} now.` }]
    }
    return []
  })
}

const keyOf = ({ deviceId, item }: Finding): string => `${deviceId} ${item}`

/** What ended between the two visits. An item that somebody attested anew since is not stale. */
function driftOfStatements({ attestations, waivers, sealedAt, at }: DriftInput): DriftEntry[] {
  const newest = new Map(attestations.map((entry) => [`${entry.item} ${entry.deviceId ?? ''}`, entry]))
  const stale = [...newest.values()].filter(
    (entry) => attestationState(entry, null, sealedAt) === 'valid' && attestationState(entry, null, at) === 'stale',
  )
  const ended = waivers.filter(
    (waiver) =>
      waiverState({ ...waiver, revokedAt: null }, sealedAt) === 'valid' && waiverState(waiver, at) !== 'valid',
  )
  return [
    ...stale.map(
      ({ item, deviceId, by, holdsUntil }): DriftEntry => ({
        kind: 'attestation-stale',
        deviceId,
        item,
        text: `${item}: what ${by} attested held until ${holdsUntil}.`,
      }),
    ),
    ...ended.map(
      ({ item, deviceId, approver, expiresOn, revokedAt }): DriftEntry => ({
        kind: 'waiver-ended',
        deviceId,
        item,
        text:
          revokedAt === null
            ? `${item}: the waiver of ${approver} ended on ${expiresOn}.`
            : `${item}: the waiver of ${approver} was taken back.`,
      }),
    ),
  ]
}

function nameOf({ endpoint, identity: { manufacturer, model, serial } }: Device): string {
  const words = [manufacturer, model].filter((part) => part !== null).join(' ')
  return `${words === '' ? 'A device' : words} at ${endpointText(endpoint)}${serial === null ? '' : ` (serial ${serial})`}`
}
