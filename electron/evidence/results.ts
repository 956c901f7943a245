import type { Attestation } from '../model/attestation.ts'
import { endpointText, type Identity } from '../model/device.ts'
import type { Readings } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import type { FirmwareAssessment } from '../model/firmware.ts'
import type { Outcome } from '../model/outcome.ts'
import { readTlsPorts } from '../model/security-facts.ts'
import { EvidenceInconsistent } from './errors.ts'
import type { DeviceEvidence, PackInput } from './pack-input.ts'
import type { Results, ResultsDevice, ResultsFinding } from './verify/results-shape.ts'
import { heldInLog, resultsSchemaId } from './verify/results-shape.ts'
import { countObservations } from './verify/totals.ts'

/** Outcomes that say that somebody or something looked and could judge. */
const judged: readonly Outcome[] = ['pass', 'fixed', 'fail', 'unknown', 'attested', 'waived']

/**
 * The authoritative results of a visit. An item that was not looked at again stays without an as-left observation and counts
 * as `notchecked`: nothing that was found is carried over as if it had been seen again.
 *
 * @param evidenceFile The file of the pack for each device, by its id.
 * @param attachmentFile The file of the pack for each photo or document, by its SHA-256; absent where the bytes are not at hand.
 * @throws {EvidenceInconsistent} when somebody attested with a file that is not at hand
 */
export function buildResults(
  input: PackInput,
  evidenceFile: (deviceId: string) => string,
  attachmentFile: (sha256: string) => string | undefined = () => undefined,
): Results {
  const { site, visit } = input
  const { siteFindings } = input
  const findings = [
    ...input.devices.flatMap(resultsFindings),
    ...(siteFindings === undefined ? [] : resultsFindings(siteFindings)),
  ]
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
      own: input.checklist.own ?? false,
      comparedWith: input.checklist.comparedWith ?? null,
      loosened: (input.checklist.loosened ?? []).map(({ item, how }) => ({ item, how })),
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
      confirmed: confirmedScope(input),
    },
    coverage: {
      seen: Math.max(input.devicesSeen, devices.length),
      assessed: devices.filter(({ assessed }) => assessed).length,
      excluded: input.excluded.map(({ address, reason }) => ({
        address,
        reason,
      })),
      notSeen: (input.notSeen ?? []).map(({ device, address, reason }) => ({ device, address, reason })),
    },
    addresses: input.withholdAddresses === true ? 'withheld' : 'shown',
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
      disruption: change.disruption,
      reboot: change.reboot,
      undo: change.undo,
      confirm: change.confirm ?? null,
      approvedBy: change.approvedBy ?? null,
      wave: change.wave ?? null,
    })),
    attestations: (input.attestations ?? []).map((attestation) =>
      attested(attestation, visitOf(attestation, input), attachmentFile),
    ),
    waivers: (input.waivers ?? []).map((waiver) => ({
      id: waiver.id,
      device: waiver.deviceId,
      item: waiver.item,
      reason: waiver.reason,
      compensatingControl: waiver.compensatingControl,
      approver: waiver.approver,
      requestedBy: waiver.requestedBy,
      at: waiver.at,
      expiresOn: waiver.expiresOn,
      revokedAt: waiver.revokedAt,
      visit: visitOf(waiver, input),
    })),
    gaps: (input.gaps ?? []).map(({ gap, state, items, remaining }) => ({
      id: gap.id,
      title: gap.title,
      demand: gap.demand,
      state,
      items: items.map(({ id }) => id),
      remaining: [...remaining],
    })),
    risks: (input.risks ?? []).map(({ deviceId, item, owner, due, note }) => ({
      device: deviceId,
      item,
      owner,
      due,
      note,
    })),
    secondPersons: [...(input.secondPersons ?? [])],
    inLog: [...heldInLog],
    drift: input.drift ?? null,
    summary: {
      devices: devices.length,
      before: countObservations(findings, 'asFound'),
      after: countObservations(findings, 'asLeft'),
    },
  }
}

function resultsDevice({ device, recognisedBy, asLeft, readings }: DeviceEvidence, evidence: string): ResultsDevice {
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
    ...lifecycle(readings.asLeft ?? readings.asFound ?? {}),
  }
}

function whyNot(asLeft: readonly Finding[]): string {
  const trouble = asLeft.find(({ problem, outcome }) => problem !== null && outcome === 'error')
  return trouble?.problem?.message ?? 'Nobody looked at this device in this visit.'
}

function visitOf({ visitId }: { readonly visitId: string }, { visit, visitNumbers }: PackInput): number | null {
  return visitId === visit.id ? visit.number : (visitNumbers?.get(visitId) ?? null)
}

/** When the scope was confirmed, as the log of the visit says it last. */
function confirmedScope({ log, visit }: PackInput): NonNullable<Results['scope']['confirmed']> | null {
  const line = log
    .filter((each) => each.includes('"type":"scope.'))
    .map((each) => JSON.parse(each) as Readonly<Record<string, unknown>>)
    .findLast(({ type }) => type === 'scope.confirmed' || type === 'scope.carried')
  if (line === undefined) return null
  if (line.type === 'scope.confirmed') return { visit: visit.number, at: String(line.t) }
  const { confirmedIn, confirmedAt } = line
  return {
    visit: typeof confirmedIn === 'number' ? confirmedIn : null,
    at: typeof confirmedAt === 'string' ? confirmedAt : null,
  }
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
function resultsFindings({ asFound, asLeft }: Pick<DeviceEvidence, 'asFound' | 'asLeft'>): ResultsFinding[] {
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
    ...(finding.loosened === undefined ? {} : { loosened: [...finding.loosened] }),
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

/** What TLS ports and firmware catalog said when the device was last read. */
function lifecycle(readings: Readings): Pick<ResultsDevice, 'certificates' | 'firmware'> {
  const { 'tls.endpoints': tls, 'firmware.assessment': assessment } = readings
  const endpoints = tls?.end === 'value' ? readTlsPorts(tls.value) : []
  return {
    certificates: endpoints.map(({ port, certificate }) => ({
      port,
      subject: certificate.subject,
      issuer: certificate.issuer,
      selfSigned: certificate.selfSigned,
      validFrom: certificate.validFrom,
      validTo: certificate.validTo,
      key: certificate.keyBits === null ? certificate.keyType : `${certificate.keyType} ${certificate.keyBits}`,
      sha256: certificate.sha256,
    })),
    firmware: assessment?.end === 'value' ? firmwareOf(assessment.value) : null,
  }
}

function firmwareOf(assessment: FirmwareAssessment): NonNullable<ResultsDevice['firmware']> {
  const { installed, product, currency, support, vulnerabilities, undecided, action } = assessment
  const applying = vulnerabilities.filter(({ applies }) => applies === 'yes')
  return {
    installed,
    product,
    currency: currency.state,
    latest: currency.state === 'unknown' ? null : currency.latest,
    support: support.state,
    endOfSupport: support.endOfSupport,
    knownIssues: applying.length,
    knownExploited: applying.filter(({ knownExploited }) => knownExploited).map(({ cve }) => cve),
    undecided: undecided.length,
    action: action.kind,
    actionTo: action.to,
  }
}

function attested(
  { id, deviceId, item, answer, statement, measurement, by, role, at, holdsUntil, attachments }: Attestation,
  visit: number | null,
  attachmentFile: (sha256: string) => string | undefined,
): Results['attestations'][number] {
  return {
    id,
    device: deviceId,
    item,
    answer,
    statement,
    measurement: measurement === null ? null : { value: measurement.value, unit: measurement.unit },
    by,
    role,
    at,
    holdsUntil,
    attachments: attachments.map(({ sha256, mediaType, bytes, caption, takenAt }) => {
      const file = attachmentFile(sha256)
      if (file === undefined) {
        throw new EvidenceInconsistent(`A photo or document that ${by} attested ${item} with is not in the site file.`)
      }
      return { file, sha256, mediaType, sizeBytes: bytes, caption, takenAt }
    }),
    visit,
  }
}
