import { htmlReport } from '../evidence/verify/page/html-report.ts'
import { type Results, resultsSchemaId } from '../evidence/verify/results-shape.ts'
import { countObservations } from '../evidence/verify/totals.ts'
import { type Device, endpointText } from '../model/device.ts'
import type { Problem } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { Change } from '../model/site.ts'
import type { Waiver } from '../model/waiver.ts'
import type { Exporter, ExportInput } from './exporter.ts'
import { type FindingPair, findingPairs } from './finding-pairs.ts'

/** The page of a pack, over what stands now: it says in every copy that nothing of it is sealed. */
export const html: Exporter = {
  id: 'html',
  title: 'Findings as a page for people (HTML)',
  extension: 'html',
  write: (input) => htmlReport(resultsOf(input), null),
}

function resultsOf(input: ExportInput): Results {
  const { site, visit, catalog, strength } = input
  const judged = new Set(input.asLeft.map(({ deviceId }) => deviceId))
  const devices = input.devices.filter(({ id, lastSeenAt }) => judged.has(id) || lastSeenAt >= visit.startedAt)
  const findings = findingPairs(input).map(findingOf)
  return {
    schema: resultsSchemaId,
    packId: visit.id,
    practice: site.practice,
    site: { id: site.id, name: site.name, customer: site.customer, contract: site.contract },
    visit: { id: visit.id, number: visit.number, startedAt: visit.startedAt, endedAt: visit.endedAt },
    performedBy: { company: site.company, technician: site.technician },
    tool: { name: 'Fieldseal', version: '', build: null },
    checklist: {
      id: site.checklist,
      title: site.checklist,
      version: '',
      sha256: '',
      ...(strength === undefined
        ? {}
        : {
            own: strength.own,
            comparedWith: strength.comparedWith && { ...strength.comparedWith, sha256: '' },
            loosened: strength.loosened.map(({ item, how }) => ({ item, how })),
          }),
    },
    catalog: { version: catalog.version, date: catalog.date, ageDays: catalog.ageDays },
    scope: {
      targets: [...(site.scope?.targets ?? [])],
      interfaces: [...(site.scope?.interfaces ?? [])],
      excluded: [...(site.scope?.excluded ?? [])],
    },
    coverage: { seen: devices.length, assessed: devices.filter(({ id }) => judged.has(id)).length, excluded: [] },
    addresses: 'shown',
    devices: devices.map((device) => deviceOf(device, judged.has(device.id))),
    findings,
    changes: (input.changes ?? []).map(changeOf),
    attestations: [],
    waivers: (input.waivers ?? []).map(waiverOf),
    gaps: [],
    risks: (input.risks ?? []).map(({ deviceId, item, owner, due, note }) => ({
      device: deviceId,
      item,
      owner,
      due,
      note,
    })),
    summary: {
      devices: devices.length,
      before: countObservations(findings, 'asFound'),
      after: countObservations(findings, 'asLeft'),
    },
  }
}

function deviceOf(device: Device, assessed: boolean): Results['devices'][number] {
  const { id, endpoint, identity, deviceClass, driver } = device
  return {
    id,
    address: endpointText(endpoint),
    identity: { ...identity, macs: [...identity.macs] },
    class: deviceClass,
    driver,
    recognisedBy: [],
    assessed,
    notAssessedBecause: assessed ? null : 'Nobody looked at this device in this visit.',
    evidence: '',
    certificates: [],
    firmware: null,
  }
}

function findingOf({ last, found, left }: FindingPair): Results['findings'][number] {
  const { deviceId, item, check, title, severity, expected, references, instruction, loosened } = last
  return {
    ...{ device: deviceId, item, check, title, severity, expected, instruction },
    references: [...references],
    asFound: seen(found),
    asLeft: seen(left),
    ...(loosened === undefined ? {} : { loosened: [...loosened] }),
  }
}

function changeOf(change: Change): Results['changes'][number] {
  const { id, deviceId, fix, asFound, target, asLeft, state, problem, at, disruption, reboot, undo } = change
  return {
    ...{ id, device: deviceId, fix, asFound, target, asLeft, outcome: state, at, disruption, reboot, undo },
    ...{ confirm: change.confirm ?? null, approvedBy: change.approvedBy ?? null, wave: change.wave ?? null },
    problem: problemOf(problem),
  }
}

function waiverOf({ visitId: _, deviceId, ...waiver }: Waiver): Results['waivers'][number] {
  return { ...waiver, device: deviceId }
}

function problemOf(problem: Problem | null): Results['changes'][number]['problem'] {
  if (problem === null) return null
  const { code, message, remedy } = problem
  return { code, message, remedy }
}

function seen(finding: Finding | null): Results['findings'][number]['asFound'] {
  if (finding === null) return null
  const { outcome, observed, at, problem } = finding
  return { outcome, observed, at, problem: problemOf(problem) }
}
