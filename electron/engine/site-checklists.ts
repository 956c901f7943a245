import { type Checklist, listChecklists, loadChecklist, parseChecklist } from '../catalog/checklist.ts'
import { checks } from '../checks/index.ts'
import { ExpectedError } from '../model/errors.ts'
import type { SiteFile } from '../store/site-file.ts'

/** A checklist that this site cannot use. */
export class ChecklistRefused extends ExpectedError {
  override readonly name = 'ChecklistRefused'
  readonly code = 'checklist/refused'
  readonly remedy = 'Correct the file, or choose one of the lists that ship with the product.'
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
   * @throws {ChecklistUnreadable} naming file and line
   * @throws {ChecklistRefused} when it takes the name of a shipped list, or asks for a check or parameter that does not exist
   */
  add(text: string, fileName: string): Checklist {
    const checklist = parseChecklist(text, fileName)
    if (listChecklists(this.#shipped).some(({ id }) => id === checklist.id)) {
      throw new ChecklistRefused(`${fileName}: "${checklist.id}" is the name of a list that ships with the product.`)
    }
    for (const { id, check, params } of checklist.items) {
      if (check === null) continue
      const known = checks.find((entry) => entry.id === check)
      if (known === undefined)
        throw new ChecklistRefused(`${fileName}: ${id} names the check "${check}", which does not exist.`)
      const parsed = known.params.safeParse(params)
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        throw new ChecklistRefused(`${fileName}: ${id}, params ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
      }
    }
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
