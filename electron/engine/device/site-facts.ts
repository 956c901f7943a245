import { isDeepStrictEqual } from 'node:util'
import { holdsAddress } from '../../model/address-range.ts'
import { type Conflict, type Device, endpointText } from '../../model/device.ts'
import { Unsupported } from '../../model/errors.ts'
import type { FactKey, Facts, Readings } from '../../model/facts.ts'
import {
  type ForbiddenTarget,
  type JobListEntry,
  noGovernance,
  type SiteRecord,
  type SiteSettings,
  type Zone,
} from '../../model/site.ts'
import type { DevicePlace } from '../../model/site-facts.ts'
import { unread } from '../reading-ends.ts'

/** What the site file knows, and no device tells. */
export interface SiteKnowledge {
  readonly site: SiteRecord
  readonly conflicts: readonly Conflict[]
  readonly at: string
}

const ofSite = ['site.settings', 'site.governance', 'site.place'] as const
type SiteFact = (typeof ofSite)[number]

export const isSiteFact = (fact: FactKey): fact is SiteFact => (ofSite as readonly FactKey[]).includes(fact)

/** One fact about the site, or about one device as a part of it. */
export function siteFact<K extends SiteFact>(fact: K, device: Device, knowledge: SiteKnowledge): Facts[K] {
  const { site } = knowledge
  const facts: Pick<Facts, SiteFact> = {
    'site.settings': site.settings,
    'site.governance': site.governance ?? noGovernance,
    'site.place': placeOf(device, knowledge),
  }
  return facts[fact] as Facts[K]
}

/**
 * The readings that the items of the site itself are judged on. What is not given ends as unsupported: nobody took it yet.
 *
 * @param taken for example `site.segmentation`, from a test that a person said yes to.
 */
export function siteReadings(facts: readonly FactKey[], { site, at }: SiteKnowledge, taken: Readings = {}): Readings {
  const known: Readings = {
    'site.settings': { end: 'value', value: site.settings, readAt: at },
    'site.governance': { end: 'value', value: site.governance ?? noGovernance, readAt: at },
    ...taken,
  }
  const missing = unread(new Unsupported('This was not taken at this site yet.'), at)
  return Object.fromEntries(facts.map((fact) => [fact, known[fact] ?? missing])) as Readings
}

/**
 * What was taken of the site in this visit and still answers what the record asks. The network of a year ago, or a list of targets
 * that was another one, says nothing of today.
 */
export function stillTaken(taken: Readings, site: SiteRecord, visitStartedAt: string): Readings {
  const { 'site.segmentation': trial, ...rest } = taken
  if (trial?.end !== 'value') return taken
  const names = (list: readonly ForbiddenTarget[]) => list.map(({ address, port }) => `${address} ${port}`).sort()
  const isOfNow = isDeepStrictEqual(names(trial.value.probes), names(site.settings.forbiddenTargets ?? []))
  return isOfNow && trial.value.at >= visitStartedAt ? taken : rest
}

function placeOf(device: Device, { site, conflicts, at }: SiteKnowledge): DevicePlace {
  const own = endpointText(device.endpoint)
  return {
    at,
    deviceClass: device.deviceClass,
    zone: zoneOf(device, site.zones ?? []),
    onJobList: onJobList(device, site.settings),
    sharedWith: conflicts
      .filter(({ addresses }) => addresses.includes(own))
      .map(({ kind, value, addresses }) => {
        const others = addresses.filter((address) => address !== own)
        const what = {
          'duplicate-address': 'address',
          'duplicate-serial': 'serial',
          'duplicate-mac': 'MAC',
          'two-addresses': 'serial',
        }[kind]
        return `${what} ${value} also at ${others.length === 0 ? 'another device' : others.join(', ')}`
      }),
  }
}

/** The first zone whose networks hold the address of the device. */
export const zoneOf = ({ endpoint }: Device, zones: readonly Zone[]): Zone | null =>
  zones.find(({ networks }) => networks.some((network) => holdsAddress(network, endpoint.address))) ?? null

function onJobList(device: Device, { jobList = [] }: SiteSettings): boolean | null {
  if (jobList.length === 0) return null
  return jobList.some((entry) => isSame(entry, device))
}

/** A serial or MAC that is named and differs is another device, whatever its address. */
function isSame({ serial, mac, address }: JobListEntry, { identity, endpoint }: Device): boolean {
  if (serial !== null && identity.serial !== null)
    return serial.trim().toLowerCase() === identity.serial.trim().toLowerCase()
  if (mac !== null && identity.macs.length > 0) return identity.macs.includes(plainMac(mac))
  return address !== null && (address === endpoint.address || address === endpointText(endpoint))
}

const plainMac = (mac: string): string => (mac.toLowerCase().match(/[0-9a-f]{2}/g) ?? []).join(':')
