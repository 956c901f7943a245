import type { z } from 'zod'
import type { familyFile, VersionScheme } from '../electron/catalog/product.ts'
import { parseVersion } from '../electron/catalog/versions.ts'
import type { Fact } from './firmware-facts.ts'
import { familyOf, type Maker, schemeOf } from './firmware-makers.ts'
import { cleanModels, examplesOf, hardwareIn, seriesPattern, softwareNames } from './firmware-models.ts'
import type { SourceKeys } from './firmware-sources.ts'

type ProductEntry = z.input<typeof familyFile>['products'][number]
type VulnerabilityEntry = ProductEntry['vulnerabilities'][number]

/** One record of the facts as the catalog says it. */
export function toProduct(maker: Maker, record: Fact, keys: SourceKeys): ProductEntry {
  const own = schemeOf(maker, record)
  const scheme = own ?? maker.scheme
  const isSoftware = record.deviceClass === 'vms'
  const models =
    record.id in knownNames
      ? [...(knownNames[record.id] ?? [])]
      : isSoftware
        ? softwareNames(record.models, record.productLine)
        : cleanModels(maker.vendor, record.models)
  const modelPattern = isSoftware ? null : (editorialPattern(record) ?? seriesPattern(maker.vendor, models, record.id))
  const entries = record.sources.map((source) => ({ ...source, licence: source.licence ?? null }))
  const { firmware, lifecycle } = record
  const vulnerabilities = record.vulnerabilities.map((entry) => toVulnerability(record, entry, scheme, keys))
  const sources = entries
    .filter(({ url }) => !record.vulnerabilities.some(({ source }) => source === url))
    .map((entry) => keys.keyOf(entry))
  return {
    id: record.id.replace(/-+$/, ''),
    productLine: record.productLine.replace(/ firmware V[\d.]+$/, ''),
    scheme: own === maker.scheme ? null : own,
    models,
    modelPattern,
    examples: modelPattern === null ? [] : examplesOf(modelPattern, models, knownExamples[record.id] ?? []),
    hardware: [
      ...(firmware.hardwareVersion == null ? [] : [firmware.hardwareVersion]),
      ...hardwareIn(maker.vendor, record.models),
    ],
    line: maker.vendor === 'Axis' ? axisLine(record) : null,
    deviceClass: classOf(maker, record),
    firmware: {
      latest: firmware.latest,
      released: firmware.released,
      track: firmware.track,
      basis: basisText(firmware.latestBasis ?? null),
      releases: releasesIn(record),
    },
    lifecycle: {
      status: lifecycle.status ?? null,
      statusAsOf: lifecycle.statusAsOf ?? null,
      endOfSale: lifecycle.endOfSale,
      notSoldAsOf: lifecycle.endOfSale === null ? notSoldAsOf(lifecycle) : null,
      endOfSupport: lifecycle.endOfSupport,
      endOfSupportPrecision: lifecycle.endOfSupportPrecision ?? null,
      note: lifecycle.note ?? null,
    } as ProductEntry['lifecycle'],
    vulnerabilities,
    sources: sources.length > 0 ? sources : [...new Set(vulnerabilities.map(({ source }) => source))],
  }
}

function toVulnerability(
  record: Fact,
  entry: Fact['vulnerabilities'][number],
  scheme: VersionScheme,
  keys: SourceKeys,
): VulnerabilityEntry {
  const known = record.sources.find(({ url }) => url === entry.source)
  const source = {
    url: entry.source,
    published: known?.published ?? (known === undefined ? (entry.published ?? null) : null),
    retrieved: known?.retrieved ?? record.sources[0]?.retrieved ?? null,
    licence: known?.licence ?? null,
  }
  const lines = fixesPerLine(entry.fixedIn, scheme)
  return {
    cve: entry.cve,
    summary: entry.summary,
    cvss: entry.cvss,
    affected: entry.affected === null ? null : ([entry.affected].flat() as VulnerabilityEntry['affected']),
    affectedText: entry.affected === null ? shortened(entry.affectedText) : null,
    fixedIn: entry.fixedIn,
    ...(Object.keys(lines).length === 0 ? {} : { fixedInLines: lines }),
    spansLines: entry.trackAware === true,
    knownExploited: entry.knownExploited,
    exploitedSince: entry.kevDateAdded,
    exploitedPerVendor: entry.exploitedPerCna !== undefined && entry.exploitedPerCna !== false,
    confidence: entry.confidence,
    source: keys.keyOf(source),
  }
}

/** `5.10.4.23; 5.11.3.13`: the first repaired version of each line. */
function fixesPerLine(fixedIn: string | null, scheme: VersionScheme): Record<string, string> {
  const parts = fixedIn?.split('; ') ?? []
  if (parts.length < 2) return {}
  const lines = parts.flatMap((text) => {
    const version = parseVersion(scheme, text)
    return version === null || version.line === '' ? [] : [[version.line, text] as const]
  })
  return Object.fromEntries(lines)
}

/** A note of a day that says the maker builds it no more: the only word on sale that some sources give. */
function notSoldAsOf({ note, statusAsOf }: Fact['lifecycle']): string | null {
  const isDay = statusAsOf != null && /^\d{4}-\d{2}-\d{2}$/.test(statusAsOf)
  return isDay && /\b(out of production|no longer sold|end of sale)\b/i.test(note ?? '') ? statusAsOf : null
}

/** A pattern of the facts that holds on its own; makers with a rule of ours keep that. */
function editorialPattern({ id, vendor, modelPattern }: Fact): string | null {
  if (vendor === 'QNAP' && id.includes('viostor')) return '^VS-[0-9]{3,5}'
  if (!/^(Ubiquiti|HID|ABUS|Nice)/.test(vendor) || modelPattern === null) return null
  if (vendor.startsWith('Nice')) return '^(LINEAR )?E?MERGE ?E3'
  return modelPattern
}

/** Names of products whose record has them in its title only. */
const knownNames: Readonly<Record<string, readonly string[]>> = {
  'qnap-viostor-nvr-qvr-firmware-4-x-nvr': ['VioStor', 'VioStor NVR'],
}

/** Real names of series whose record names none. */
const knownExamples: Readonly<Record<string, readonly string[]>> = {
  'ubiquiti-unifi-protect-cameras-camera': ['UVC-G4-PRO', 'G5 BULLET', 'AI 360'],
  'abus-tvip-20000-to-21150-camera': ['TVIP 20000', 'TVIP21150'],
  'nice-nortek-linear-linear-emerge-e3-series-door-controller': ['EMERGE E3'],
  'qnap-viostor-nvr-qvr-firmware-4-x-nvr': ['VS-2108 PRO+'],
  'hikvision-ds-2cd2xx2fwd-series-camera': ['DS-2CD2142FWD-I', 'DS-2CD2T42FWD-I5'],
}

function classOf(maker: Maker, record: Fact): ProductEntry['deviceClass'] {
  if (record.deviceClass === 'vms') return 'software'
  if (familyOf(maker, record) === 'displays') return 'unknown'
  return record.deviceClass as ProductEntry['deviceClass']
}

/** Builds that a note lists: `11.11.109, .116, .117`. */
function releasesIn({ note }: Fact): { version: string }[] {
  if (note == null || !/^Builds /.test(note)) return []
  const releases: string[] = []
  for (const [, line, build] of note.matchAll(/(\d+\.\d+)?\.(\d{3})\b/g)) {
    const start = line ?? releases.at(-1)?.replace(/\.\d+$/, '')
    if (start !== undefined) releases.push(`${start}.${build}`)
  }
  return releases.map((version) => ({ version }))
}

/** A range in words names a version or a day; sentences of the description stay with their source. */
function shortened(text: string | null): string | null {
  const range = text?.trim() ?? ''
  if (/^versions? not given/.test(range)) return 'no version is named'
  const isSentence = /\.$| (allows?|has|could|via|that) |there is|vulnerab/i.test(range)
  return /\d/.test(range) && range.length <= 120 && !isSentence ? range : null
}

function basisText(basis: string | null): string | null {
  return basis?.startsWith('newest package the archive holds')
    ? 'newest package that a public archive of the maker holds'
    : basis
}

/** AXIS OS has parallel tracks; such a record holds for every device on its track. */
function axisLine({ id, productLine }: Fact): string | null {
  if (!id.startsWith('axis-axis-os-')) return null
  return /\((\d+(?:\.\d+)?)\)$/.exec(productLine)?.[1] ?? /^AXIS OS (\d+\.\d+)$/.exec(productLine)?.[1] ?? null
}
