import type { FirmwareAssessment, UndecidedQuestion } from '../model/firmware.ts'
import type { VendorRecords } from './catalog-records.ts'
import type { Question } from './question.ts'

/** What it means that another maker built the device. */
export const oemNote = (brand: string, builtBy: string): NonNullable<FirmwareAssessment['oem']> => ({
  builtBy,
  note: `Sold as ${brand}, built by ${builtBy}: issues of ${builtBy} may be in it too, and only firmware of ${brand} is made for it.`,
})

/**
 * Known exploited issues of the factory that nothing rules out for this device of another brand. A build of a day after the
 * repaired builds of the factory rules an issue out.
 */
export function factoryQuestions(factory: VendorRecords, question: Question): UndecidedQuestion[] {
  const judged = new Set(question.matches.flatMap(({ product }) => product.vulnerabilities.map(({ cve }) => cve)))
  const open = new Set<string>()
  for (const { scheme, vulnerabilities } of factory.products) {
    for (const { cve, knownExploited, affected } of vulnerabilities) {
      if (!knownExploited || judged.has(cve)) continue
      const days = (affected ?? []).flatMap(({ buildBefore }) => (buildBefore === undefined ? [] : [buildBefore]))
      const built = question.installed(scheme).version?.date ?? null
      const byDay = affected !== null && days.length === affected.length
      if (affected === null || (byDay && (built === null || days.some((day) => built < day)))) open.add(cve)
    }
  }
  if (open.size === 0) return []
  const names = [...open].sort().join(', ')
  return [
    {
      question: `Does ${names} (known exploited) of ${factory.vendor.vendor}, who builds this device, apply?`,
      decidingFact: `an advisory of the brand on ${names}, or the build date of the firmware`,
    },
  ]
}
