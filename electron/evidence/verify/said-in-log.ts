import { attestationFor } from '../../model/attestation.ts'
import { dayOf } from '../../model/days.ts'
import { siteSubject } from '../../model/finding.ts'
import type { CheckedLog } from './log-chain.ts'
import { reject } from './rejected.ts'
import type { Results } from './results-shape.ts'

type Entry = CheckedLog['entries'][number]

const contradiction = (message: string): never => reject('pack/results-contradiction', message)
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * Changes, waivers, attestations and the scope are what the log said of them while the work went on: none more, none fewer, and none
 * with another end. Packs of before results named them (`inLog`) have logs that say less, and are not held to it.
 *
 * @throws {PackRejected} `pack/results-contradiction`
 */
export function checkSaidInLog(results: Results, { entries }: CheckedLog): void {
  if (results.inLog === undefined) return
  checkChanges(results, entries)
  checkWaivers(results, entries)
  checkAttestations(results, entries)
  checkConfirmedScope(results, entries)
}

function checkChanges({ changes }: Results, entries: readonly Entry[]): void {
  const last = new Map<unknown, Entry>()
  for (const entry of entries) {
    if (entry.type === 'change') last.set(entry.change, entry)
    if (entry.type === 'device.removed') {
      for (const [id, { device }] of last) if (device === entry.device) last.delete(id)
    }
  }
  for (const { id, device, fix, outcome, asFound, target, asLeft, problem, approvedBy, wave } of changes) {
    const said = last.get(id) ?? contradiction(`The log knows nothing of the change ${fix} of ${device}.`)
    const inResults = [device, fix, outcome, asFound, target, asLeft, problem?.code, approvedBy, wave]
    const inLog = [said.device, said.fix, said.state, said.asFound, said.target, said.asLeft, said.code]
    if (inResults.some((value, at) => !same(value, [...inLog, said.approvedBy, said.wave][at]))) {
      contradiction(`The log says something else of the change ${fix} of ${device}.`)
    }
    last.delete(id)
  }
  if (last.size > 0) contradiction('The results leave out changes that the log holds.')
}

function checkWaivers({ waivers, visit }: Results, entries: readonly Entry[]): void {
  const known = new Map(waivers.map((waiver) => [waiver.id as unknown, waiver]))
  const made = new Set<unknown>()
  const revoked = new Set<unknown>()
  for (const { type, waiver: id, item, device, approver, expiresOn, reason } of entries) {
    if (type !== 'item.waived' && type !== 'waiver.revoked') continue
    const waiver = known.get(id) ?? contradiction('The results leave out a waiver that the log holds.')
    const inResults = [waiver.item, waiver.device, waiver.approver, waiver.expiresOn, waiver.reason]
    if ([item, device, approver, expiresOn, reason].some((value, at) => !same(value, inResults[at]))) {
      contradiction(`The log says something else of a waiver of ${waiver.item}.`)
    }
    if (type === 'item.waived') made.add(id)
    else revoked.add(id)
  }
  for (const { id, item, visit: number, revokedAt } of waivers) {
    const isOfNow = number === visit.number
    if (isOfNow && !made.has(id)) contradiction(`The log knows nothing of a waiver of ${item}.`)
    if (revoked.has(id) ? revokedAt === null : isOfNow && revokedAt !== null) {
      contradiction(`The log says something else of when a waiver of ${item} ended.`)
    }
  }
}

function checkAttestations({ attestations, visit }: Results, entries: readonly Entry[]): void {
  const said = saidOf(entries)
  const known = new Set<unknown>(attestations.map(({ id }) => id))
  if ([...said.keys()].some((id) => !known.has(id))) {
    contradiction('The results leave out an attestation that the log holds.')
  }
  for (const { id, item, device, answer, by, role, holdsUntil, attachments, visit: number } of attestations) {
    const inLog = said.get(id)
    if (inLog === undefined) {
      if (number === visit.number) contradiction(`The log knows nothing of an attestation of ${item}.`)
      continue
    }
    const files = attachments.map(({ sha256 }) => sha256)
    if (!same(inLog, { item, device, answer, by, role, holdsUntil, files })) {
      contradiction(`The log says something else of an attestation of ${item}.`)
    }
  }
}

/** What was attested and not taken back, by id. One line may speak for many devices, and name those that are otherwise. */
function saidOf(entries: readonly Entry[]): ReadonlyMap<unknown, unknown> {
  const said = new Map<unknown, unknown>()
  for (const entry of entries) {
    if (entry.type === 'attestation.withdrawn') said.delete(entry.attestation)
    if (entry.type !== 'item.attested') continue
    const { item, by, role, holdsUntil, attachments: files } = entry
    const ids = listOf(entry.attestations ?? [entry.attestation])
    const devices = listOf(entry.devices ?? [entry.device ?? null])
    const exceptions = new Map(
      listOf(entry.exceptions ?? []).map((each) => {
        const { device, answer } = each as { readonly device: unknown; readonly answer: unknown }
        return [device, answer]
      }),
    )
    ids.forEach((id, at) => {
      const device = devices[at] ?? null
      const other = exceptions.get(device)
      const own = { item, device, answer: other ?? entry.answer, by, role, holdsUntil }
      said.set(id, { ...own, files: other === undefined ? files : [] })
    })
  }
  return said
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function checkConfirmedScope({ scope, visit }: Results, entries: readonly Entry[]): void {
  const last = entries.findLast(({ type }) => type === 'scope.confirmed' || type === 'scope.carried')
  const { targets, interfaces, excluded, confirmed } = scope
  if (last === undefined) {
    if (targets.length > 0) contradiction('The log knows nothing of the scope.')
    return
  }
  const inLog = [last.targets, last.interfaces, last.excluded]
  const isNew = last.type === 'scope.confirmed'
  const when = isNew ? { visit: visit.number, at: last.t } : { visit: last.confirmedIn, at: last.confirmedAt }
  if (
    !same(inLog, [targets, interfaces, excluded]) ||
    !same([when.visit, when.at], [confirmed?.visit, confirmed?.at])
  ) {
    contradiction('The log says something else of the scope.')
  }
}

/**
 * On the day of the signature a waiver or an attestation that a finding rests on still holds: what ended between the look and the
 * seal is no excuse any more. Not asked of packs of before results named what they hold in the log.
 *
 * @throws {PackRejected} `pack/results-contradiction`
 */
export function checkStillHolds(results: Results, signedAt: string): void {
  if (results.inLog === undefined) return
  const today = dayOf(signedAt)
  const attestations = results.attestations.map((each) => ({ ...each, deviceId: each.device }))
  for (const { device, item, asLeft } of results.findings) {
    const subject = device === siteSubject ? null : device
    if (asLeft?.outcome === 'waived') {
      const holds = results.waivers.some(
        (waiver) =>
          waiver.item === item &&
          (waiver.device === null || waiver.device === subject) &&
          waiver.revokedAt === null &&
          today < waiver.expiresOn,
      )
      if (!holds) contradiction(`${item} of ${device} is waived, and no waiver held when this was signed.`)
    }
    if (asLeft?.outcome === 'attested') {
      const said = attestationFor(attestations, item, subject)
      const holds = said?.answer === 'met' && (said.holdsUntil === null || today <= said.holdsUntil)
      if (!holds) contradiction(`${item} of ${device} is attested, and no attestation held when this was signed.`)
    }
  }
}
