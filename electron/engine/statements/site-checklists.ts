import { type Checklist, listChecklists, loadChecklist, parseChecklist } from '../../catalog/checklist.ts'
import { type KnownChecks, parseCustomerChecklist } from '../../catalog/customer-checklist.ts'
import { checks } from '../../checks/index.ts'
import { fixes } from '../../fixes/index.ts'
import type { SiteFile } from '../../store/site-file.ts'

/** What the product can do, as a list of the customer may name it. */
const known: KnownChecks = {
  params: (id) => checks.find((check) => check.id === id)?.params ?? null,
  hasFix: (id) => fixes.some((fix) => fix.id === id),
}

export interface ListedChecklist {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly items: number
  /** Brought by the customer, kept in the site file. */
  readonly own: boolean
}

/** The checklists of one open site: those that ship with the product, and those that the customer brought. */
export class SiteChecklists {
  readonly #store: SiteFile
  readonly #shipped: string

  constructor(store: SiteFile, shippedFolder: string) {
    this.#store = store
    this.#shipped = shippedFolder
  }

  /** The one that judges now. @throws {ChecklistUnreadable} */
  current(): Checklist {
    return this.#load(this.#store.site().checklist)
  }

  list(): ListedChecklist[] {
    const shipped = listChecklists(this.#shipped).map(({ id }) => ({ list: this.#load(id), own: false }))
    const brought = this.#store.statements.ownChecklists().map(({ id }) => ({ list: this.#load(id), own: true }))
    return [...shipped, ...brought].map(({ list: { id, title, version, items }, own }) => ({
      id,
      title,
      version,
      items: items.length,
      own,
    }))
  }

  /**
   * Takes a customer's own list, after it was read as strictly as those of the product.
   * @throws {ChecklistUnreadable} naming file and line: also when it takes the name of a shipped list, or asks for what does not exist
   */
  add(text: string, fileName: string): Checklist {
    const shipped = listChecklists(this.#shipped).map(({ id }) => id)
    const checklist = parseCustomerChecklist(text, fileName, known, shipped)
    this.#store.statements.saveOwnChecklist(checklist.id, text)
    return checklist
  }

  /** From the next look on this list judges. What was judged by another one stays until then, and the log says so. */
  use(id: string): Checklist {
    const checklist = this.#load(id)
    this.#store.updateSite({ checklist: id })
    return checklist
  }

  #load(id: string): Checklist {
    const own = this.#store.statements.ownChecklists().find((entry) => entry.id === id)
    return own === undefined ? loadChecklist(this.#shipped, id) : parseChecklist(own.text, `${id}.yaml`)
  }
}
