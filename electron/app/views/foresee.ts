import type { Checklist } from '../../catalog/checklist.ts'
import type { FirmwareCatalog } from '../../catalog/firmware-catalog.ts'
import { type AnyCheck, factsOf } from '../../checks/check.ts'
import type { Device } from '../../model/device.ts'
import type { Finding } from '../../model/finding.ts'
import type { FirmwareAssessment } from '../../model/firmware.ts'
import type { Foresee, ItemEnd } from './firmware-gain.ts'

type Failing = Pick<Finding, 'deviceId' | 'item' | 'check' | 'outcome'>

/** What foreseeing is done with: the catalog in use, the checks, and what fails now. */
export interface ForeseeParts {
  readonly catalog: Pick<FirmwareCatalog, 'assess'>
  readonly checklist: Pick<Checklist, 'items'>
  readonly checks: readonly AnyCheck[]
  /** As left, of all devices. */
  readonly findings: readonly Failing[]
}

/** Holds another version against the catalog and the checks on firmware. Asks no device, and promises nothing. */
export function foreseeWith({ catalog, checklist, checks, findings }: ForeseeParts): Foresee {
  const failing = new Map<string, Failing[]>()
  for (const finding of findings) {
    if (finding.outcome !== 'fail') continue
    failing.set(finding.deviceId, [...(failing.get(finding.deviceId) ?? []), finding])
  }
  const judge = judgeWith(checklist, checks)
  return (devices, now, to) => {
    const assessment = withVersion(catalog, devices[0], now, to)
    const fails = devices.flatMap(({ id }) => failing.get(id) ?? [])
    return { assessment, items: fails.flatMap((finding) => judge(finding, assessment) ?? []) }
  }
}

/** A version in words fits no range, but the holes whose repair is told in these very words are repaired by it. */
function withVersion(
  catalog: ForeseeParts['catalog'],
  device: Device | undefined,
  now: FirmwareAssessment,
  to: string,
): FirmwareAssessment {
  if (device === undefined) return now
  const later = catalog.assess({ ...device.identity, firmware: to, build: null })
  const repaired = new Set(now.vulnerabilities.filter(({ fixedIn }) => fixedIn === to).map(({ cve }) => cve))
  return {
    ...later,
    vulnerabilities: later.vulnerabilities.map((answer) =>
      repaired.has(answer.cve) ? { ...answer, applies: 'no', undecidedBecause: null, decidingFact: null } : answer,
    ),
  }
}

/** What would become of a failing item; null for an item that firmware does not decide. */
function judgeWith(checklist: ForeseeParts['checklist'], checks: readonly AnyCheck[]) {
  const paramsOf = new Map(checklist.items.map(({ id, params }) => [id, params]))
  const onFirmware = new Map(
    checks
      .filter((check) => factsOf(check).every((name) => name === 'firmware.assessment'))
      .map((check) => [check.id, check]),
  )
  return ({ item, check: name }: Failing, assessment: FirmwareAssessment): ItemEnd | null => {
    const check = onFirmware.get(name ?? '')
    if (check === undefined) return null
    const { outcome } = check.evaluate(
      { 'firmware.assessment': assessment },
      check.params.parse(paramsOf.get(item) ?? {}),
    )
    if (outcome === 'pass') return 'clears'
    return outcome === 'fail' ? 'keeps' : 'cannotSay'
  }
}
