import { endpointText, type Identity } from '../model/device.ts'
import type { Finding } from '../model/finding.ts'
import type { Outcome } from '../model/outcome.ts'
import type { DeviceEvidence, PackInput } from './pack-input.ts'
import type { Results, ResultsDevice, ResultsFinding } from './verify/results-shape.ts'
import { resultsSchemaId } from './verify/results-shape.ts'
import { countObservations } from './verify/totals.ts'

/** Outcomes that say that somebody or something looked and could judge. */
const judged: readonly Outcome[] = ['pass', 'fixed', 'fail', 'unknown', 'attested', 'waived']

/**
 * The authoritative results of a visit. An item that was not looked at again stays without an as-left observation and counts
 * as `notchecked`: nothing that was found is carried over as if it had been seen again.
 *
 * @param evidenceFile The file of the pack for each device, by its id.
 */
export function buildResults(input: PackInput, evidenceFile: (deviceId: string) => string): Results {
  const { site, visit } = input
  const findings = input.devices.flatMap(resultsFindings)
  const devices = input.devices.map((evidence) => resultsDevice(evidence, evidenceFile(evidence.device.id)))
  return {
    schema: resultsSchemaId,
    packId: input.packId,
    practice: site.practice,
    site: {
      id: site.id,
      name: site.name,
      customer: site.customer,
      contract: site.contract,
    },
    visit: {
      id: visit.id,
      number: visit.number,
      startedAt: visit.startedAt,
      endedAt: visit.endedAt,
    },
    performedBy: { company: site.company, technician: site.technician },
    tool: {
      name: input.tool.name,
      version: input.tool.version,
      build: input.tool.build,
    },
    checklist: {
      id: input.checklist.id,
      title: input.checklist.title,
      version: input.checklist.version,
      sha256: input.checklist.sha256,
    },
    catalog: {
      version: input.catalog.version,
      date: input.catalog.date,
      ageDays: input.catalog.ageDays,
    },
    scope: {
      targets: [...(site.scope?.targets ?? [])],
      interfaces: [...(site.scope?.interfaces ?? [])],
      excluded: [...(site.scope?.excluded ?? [])],
    },
    coverage: {
      seen: Math.max(input.devicesSeen, devices.length),
      assessed: devices.filter(({ assessed }) => assessed).length,
      excluded: input.excluded.map(({ address, reason }) => ({
        address,
        reason,
      })),
    },
    devices,
    findings,
    changes: input.changes.map((change) => ({
      id: change.id,
      device: change.deviceId,
      fix: change.fix,
      asFound: change.asFound,
      target: change.target,
      asLeft: change.asLeft,
      outcome: change.state,
      problem: problemOf(change),
      at: change.at,
    })),
    summary: {
      devices: devices.length,
      before: countObservations(findings, 'asFound'),
      after: countObservations(findings, 'asLeft'),
    },
  }
}

function resultsDevice({ device, recognisedBy, asLeft }: DeviceEvidence, evidence: string): ResultsDevice {
  const assessed = asLeft.some(({ outcome }) => judged.includes(outcome))
  return {
    id: device.id,
    address: endpointText(device.endpoint),
    identity: identityOf(device.identity),
    class: device.deviceClass,
    driver: device.driver,
    recognisedBy: [...recognisedBy],
    assessed,
    notAssessedBecause: assessed ? null : whyNot(asLeft),
    evidence,
  }
}

function whyNot(asLeft: readonly Finding[]): string {
  const trouble = asLeft.find(({ problem, outcome }) => problem !== null && outcome === 'error')
  return trouble?.problem?.message ?? 'Nobody looked at this device in this visit.'
}

const identityOf = ({ manufacturer, model, firmware, build, serial, hardwareId, macs }: Identity) => ({
  manufacturer,
  model,
  firmware,
  build,
  serial,
  hardwareId,
  macs: [...macs],
})

/** One entry for each item that was looked at, in the order of the checklist as it came. */
function resultsFindings({ asFound, asLeft }: DeviceEvidence): ResultsFinding[] {
  const before = new Map(asFound.map((finding) => [finding.item, finding]))
  const after = new Map(asLeft.map((finding) => [finding.item, finding]))
  return [...new Map([...before, ...after]).values()].map((finding) => ({
    device: finding.deviceId,
    item: finding.item,
    check: finding.check,
    title: finding.title,
    severity: finding.severity,
    expected: finding.expected,
    references: [...finding.references],
    instruction: finding.instruction,
    asFound: observation(before.get(finding.item)),
    asLeft: observation(after.get(finding.item)),
  }))
}

function observation(finding: Finding | undefined): ResultsFinding['asFound'] {
  if (finding === undefined) return null
  const { outcome, observed, at } = finding
  return { outcome, observed, at, problem: problemOf(finding) }
}

function problemOf({ problem }: Pick<Finding, 'problem'>): {
  code: string
  message: string
  remedy: string
} | null {
  return problem === null ? null : { code: problem.code, message: problem.message, remedy: problem.remedy }
}
