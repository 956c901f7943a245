import { StatementRefused } from '../../engine/site-statements.ts'
import type { Handlers, Host } from '../host/host.ts'
import { attestQueue, type ChecklistFacts, checklistView, itemView } from '../views/checklist-view.ts'
import { gapReportView, waiverViews } from '../views/statement-view.ts'

/** Long side and weight of what one attestation may bring: the engine makes each photo smaller anyway. */
const photosTogether = 120 * 1024 * 1024

export const checklistHandlers = {
  'checklist.view': (host) => checklistView(factsOf(host)),
  'checklist.item': (host, { item }) => {
    const view = itemView(item, factsOf(host))
    if (view === null) throw new StatementRefused(`The checklist of this site has no item ${item}.`)
    return view
  },
  'checklist.queue': (host) => attestQueue(factsOf(host)),
  'checklist.attest': (host, { exceptions, ...given }) => {
    const { statements } = host.site().session
    refuseTooMuch(given.photos)
    const others = exceptions.filter(({ deviceId }) => given.deviceIds?.includes(deviceId) === true)
    if (others.length !== exceptions.length) {
      throw new StatementRefused('An exception is not among the devices that are attested.')
    }
    const excepted = new Set(exceptions.map(({ deviceId }) => deviceId))
    const alike = given.deviceIds?.filter((id) => !excepted.has(id)) ?? null
    const said = alike?.length === 0 ? [] : statements.attest({ ...given, deviceIds: alike })
    for (const { deviceId, answer, statement } of exceptions) {
      // The photos show the others; an exception rests on its own word.
      said.push(
        ...statements.attest({ ...given, deviceIds: [deviceId], answer, statement, measurement: null, photos: [] }),
      )
    }
    told(host)
    return { attested: said.length }
  },
  'checklist.photo': (host, { sha256 }) => {
    const bytes = host.site().session.statements.attachment(sha256)
    if (bytes === null) throw new StatementRefused('There is no such photo or document in this site.')
    return { bytes: new Uint8Array(bytes) }
  },
  'checklist.waivers': (host) => {
    const { statements, checklist, devices, at } = partsOf(host)
    return waiverViews(statements.waivers(), checklist.items, { devices, at })
  },
  'checklist.waive': (host, waiver) => {
    host.site().session.statements.waive(waiver)
    told(host)
    return null
  },
  'checklist.revoke': (host, { id }) => {
    host.site().session.statements.revoke(id)
    told(host)
    return null
  },
  'checklist.gaps': (host) => {
    const { checklist, findings } = factsOf(host)
    return gapReportView(checklist.items, findings)
  },
  'checklist.lists': (host) => {
    const { checklists } = host.site().session
    const { id: current } = checklists.current()
    return checklists.list().map((list) => ({ ...list, current: list.id === current }))
  },
  'checklist.use': (host, { id }) => {
    host.site().session.checklists.use(id)
    told(host)
    return null
  },
  'checklist.add': (host, { text, fileName }) => {
    const { id, title } = host.site().session.checklists.add(text, fileName)
    host.events.changed('checklist')
    return { id, title }
  },
} satisfies Partial<Handlers>

/** A statement or another list changes what is shown nearly everywhere. */
const told = (host: Host): void => host.events.changed('checklist', 'devices', 'site', 'record')

function partsOf(host: Host) {
  const { session } = host.site()
  return {
    session,
    statements: session.statements,
    checklist: session.checklist(),
    devices: session.devices(),
    at: new Date().toISOString(),
  }
}

function factsOf(host: Host): ChecklistFacts {
  const { session, statements, checklist, devices, at } = partsOf(host)
  return {
    checklist,
    devices,
    findings: session.findings().asLeft,
    attestations: statements.attestations(),
    waivers: statements.waivers(),
    at,
  }
}

function refuseTooMuch(photos: readonly { readonly bytes: Uint8Array }[]): void {
  const together = photos.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (together > photosTogether) throw new StatementRefused('The photos are larger than 120 MB together.')
}
