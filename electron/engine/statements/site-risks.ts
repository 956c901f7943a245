import type { Checklist } from '../../catalog/checklist.ts'
import { dayOf, isDay } from '../../model/days.ts'
import type { Device } from '../../model/device.ts'
import { type Finding, siteSubject } from '../../model/finding.ts'
import { effectiveRisk, type OpenRisk } from '../../model/open-risk.ts'
import type { Severity } from '../../model/outcome.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { EventLog } from '../event-log.ts'
import { StatementRefused } from './site-statements.ts'

interface Parts {
  readonly store: SiteFile
  readonly log: () => EventLog
  readonly checklist: () => Checklist
  readonly devices: () => readonly Device[]
  readonly failing: () => readonly Finding[]
}

/** An item that fails as left, with who takes care of it where. */
export interface OpenItem {
  readonly item: string
  readonly title: string
  readonly severity: Severity
  /** Who takes care of it wherever nobody else is named. */
  readonly forAll: OpenRisk | null
  readonly failing: readonly { readonly deviceId: string; readonly risk: OpenRisk | null }[]
}

const longestNote = 1_000

/** Every item that fails, with who takes care of it, in the order of the checklist. */
export function openItems(risks: readonly OpenRisk[], failing: readonly Finding[], checklist: Checklist): OpenItem[] {
  const items = new Map<string, OpenItem & { readonly failing: { deviceId: string; risk: OpenRisk | null }[] }>()
  for (const { item, title, severity, deviceId } of failing) {
    const forAll = risks.find((risk) => risk.item === item && risk.deviceId === null) ?? null
    const open = items.get(item) ?? { item, title, severity, forAll, failing: [] }
    open.failing.push({ deviceId, risk: effectiveRisk(risks, item, deviceId) })
    items.set(item, open)
  }
  const order = new Map(checklist.items.map(({ id }, at) => [id, at]))
  return [...items.values()].toSorted((a, b) => (order.get(a.item) ?? 0) - (order.get(b.item) ?? 0))
}

/** Who takes care of what stays open at one site, and by when. Each word is on disk and logged when a method returns. */
export class SiteRisks {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  list(): OpenRisk[] {
    return this.#parts.store.statements.risks()
  }

  /** Every item that fails as left, in the order of the checklist. */
  open(): OpenItem[] {
    return openItems(this.list(), this.#parts.failing(), this.#parts.checklist())
  }

  /**
   * Names who takes care of an item: at every device that fails it, or at one, which then counts before the word for all.
   * @throws {StatementRefused} and nothing was kept
   */
  assign(given: OpenRisk): OpenRisk {
    const risk = { ...given, owner: given.owner.trim(), note: given.note.trim() }
    this.#known(risk)
    if (risk.owner === '') throw new StatementRefused('An open risk needs the name of who takes care of it.')
    if (risk.note.length > longestNote) throw new StatementRefused(`A note has ${longestNote} characters at most.`)
    if (risk.due !== null) {
      if (!isDay(risk.due)) {
        throw new StatementRefused(`"${risk.due}" is no day: write it as 2027-06-30.`)
      }
      const today = dayOf(new Date().toISOString())
      if (risk.due < today) {
        throw new StatementRefused(
          `${risk.due} is over: name a later day. In UTC, by which days count, it is ${today}.`,
        )
      }
    }
    const { store } = this.#parts
    const log = this.#parts.log()
    const { item, deviceId, owner, due, note } = risk
    store.transaction(() => {
      store.statements.saveRisk(risk)
      log.append({ type: 'risk.assigned', item, ...deviceOf(deviceId), owner, due: due ?? '', note })
    })
    return risk
  }

  /** Nobody takes care of it any more. @throws {StatementRefused} when nobody did */
  withdraw(wanted: Pick<OpenRisk, 'item' | 'deviceId'>): void {
    const { store } = this.#parts
    const known = this.list().find(({ item, deviceId }) => item === wanted.item && deviceId === wanted.deviceId)
    if (known === undefined) throw new StatementRefused(`Nobody was named for ${wanted.item} here.`)
    const log = this.#parts.log()
    const { item, deviceId, owner } = known
    store.transaction(() => {
      store.statements.forgetRisk(known)
      log.append({ type: 'risk.withdrawn', item, ...deviceOf(deviceId), owner })
    })
  }

  #known({ item, deviceId }: OpenRisk): void {
    const { checklist, devices } = this.#parts
    if (!checklist().items.some(({ id }) => id === item)) {
      throw new StatementRefused(`The checklist of this site has no item ${item}.`)
    }
    if (deviceId === null || deviceId === siteSubject || devices().some(({ id }) => id === deviceId)) return
    throw new StatementRefused(`This site has no device ${deviceId}.`)
  }
}

const deviceOf = (deviceId: string | null) => (deviceId === null ? {} : { device: deviceId })
