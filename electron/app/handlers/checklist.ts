import { StatementRefused } from '../../engine/statements/site-statements.ts'
import type { Handlers, Host } from '../host/host.ts'
import { attestQueue, type ChecklistFacts, checklistView, itemView } from '../views/checklist-view.ts'
import { gapReportView, waiverViews } from '../views/statement-view.ts'

/** Long side and weight of what one attestation may bring: the engine makes each photo smaller anyway. */
const photosTogether = 120 * 1024 * 1024

export const checklistHandlers = {
  'checklist.view': (host) => checklistView(factsOf(host)),
  'checklist.item': (host, { item }) => {
    const view = itemView(item, {
      ...aroundOf(host),
      findings: host.shown().session.findingsOfItem(item),
    })
    if (view === null) throw new StatementRefused(`The checklist of this site has no item ${item}.`)
    return view
  },
  'checklist.queue': (host) => attestQueue(factsOf(host)),
  'checklist.attest': (host, given) => {
    refuseTooMuch(given.photos)
    const said = host.site().session.statements.attest(given)
    told(host)
    return { attested: said.length, ids: said.map(({ id }) => id) }
  },
  'checklist.withdraw': (host, { ids }) => {
    host.site().session.statements.withdraw(ids)
    told(host)
    return null
  },
  'checklist.photo': (host, { sha256 }) => {
    const bytes = host.shown().session.attachment(sha256)
    if (bytes === null) throw new StatementRefused('There is no such photo or document in this site.')
    return { bytes: new Uint8Array(bytes) }
  },
  'checklist.waivers': (host) => {
    const { session, checklist, devices, at } = partsOf(host)
    return waiverViews(session.waivers(), checklist.items, { devices, at })
  },
  'checklist.waive': (host, waiver) => {
    const { id } = host.site().session.statements.waive(waiver)
    told(host)
    return { id }
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
    const { checklists } = host.shown().session
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
  const { session } = host.shown()
  return {
    session,
    checklist: session.checklist(),
    devices: session.devices(),
    at: new Date().toISOString(),
  }
}

const factsOf = (host: Host): ChecklistFacts => ({
  ...aroundOf(host),
  findings: host.shown().session.findingEnds(),
})

function aroundOf(host: Host): Omit<ChecklistFacts, 'findings'> {
  const { session, checklist, devices, at } = partsOf(host)
  return { checklist, devices, attestations: session.attestations(), waivers: session.waivers(), at }
}

function refuseTooMuch(photos: readonly { readonly bytes: Uint8Array }[]): void {
  const together = photos.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (together > photosTogether) throw new StatementRefused('The photos are larger than 120 MB together.')
}
