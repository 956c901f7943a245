import { type Fact, withoutShareAlike } from './firmware-facts.ts'
import type { Maker } from './firmware-makers.ts'
import { isSoftware, softwareNames } from './firmware-models.ts'

export interface LeftOut {
  readonly vendor: string
  readonly what: string
  readonly why: string
}

const shareAlike = 'rests on share-alike data (ODbL) alone'

/** The record as it may be used, or why it may not. `log` gets what is lost on the way. */
export function usable(maker: Maker, record: Fact, log: LeftOut[]): Fact | null {
  const out = (why: string): null => {
    log.push({ vendor: maker.vendor, what: record.productLine, why })
    return null
  }
  const kept = withoutShareAlike(record)
  if (kept === null) return out(shareAlike)
  for (const { cve, source } of record.vulnerabilities) {
    const left = kept.vulnerabilities.find((entry) => entry.cve === cve)
    if (left?.source === source) continue
    const part = left === undefined ? cve : `range and score of ${cve}`
    log.push({ vendor: maker.vendor, what: `${part} of ${record.productLine}`, why: shareAlike })
  }
  if (/pie register/i.test(record.productLine)) return out('another company of a like name')
  if (record.deviceClass !== 'vms' && isSoftware(record.models)) return out('software that is filed as a device')
  if (record.deviceClass === 'vms' && softwareNames(record.models, record.productLine).length === 0) {
    return out('software that the source does not name')
  }
  const empty = kept.vulnerabilities.length === 0 && kept.firmware.latest === null && kept.lifecycle.status == null
  return empty ? out('says neither version, nor support, nor vulnerability') : kept
}

/** The list for people, one line per maker and reason. */
export function leftOutText(log: readonly LeftOut[]): string {
  const lines = new Map<string, string[]>()
  for (const { vendor, what, why } of log) {
    const key = `${why}\u0000${vendor}`
    lines.set(key, [...(lines.get(key) ?? []), what])
  }
  const reasons = [...new Set(log.map(({ why }) => why))].sort()
  return reasons
    .map((why) => {
      const own = [...lines].filter(([key]) => key.startsWith(`${why}\u0000`)).sort(([a], [b]) => (a < b ? -1 : 1))
      const count = own.reduce((sum, [, whats]) => sum + whats.length, 0)
      const items = own.map(([key, whats]) => `- ${key.split('\u0000')[1]}: ${[...new Set(whats)].sort().join('; ')}`)
      return `### ${why.charAt(0).toUpperCase()}${why.slice(1)} (${count})\n\n${items.join('\n')}\n`
    })
    .join('\n')
}
