import { Secret } from '../../model/secret.ts'
import type { CompanySummary } from './company-summary.ts'
import { NoCompanyOpen } from './problems.ts'

/** A company file is put away by itself: whoever has it open can make anybody a technician. */
const openMs = 10 * 60_000

/** The company file that a person opened, with its passphrase, for a few minutes. */
export class CompanyKeeper {
  readonly #moved: () => void
  #open: { readonly file: string; readonly passphrase: Secret; summary: CompanySummary } | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(moved: () => void) {
    this.#moved = moved
  }

  get company(): CompanySummary | null {
    return this.#open?.summary ?? null
  }

  /** Keeps the passphrase until it is closed: it is not the caller's any more. */
  keep(file: string, passphrase: Secret, summary: CompanySummary): void {
    this.close()
    this.#open = { file, passphrase, summary }
    this.#timer = setTimeout(() => this.close(), openMs)
    this.#timer.unref()
    this.#moved()
  }

  /** Works with the open company; where that changes what is shown of it, it is read anew. @throws {NoCompanyOpen} */
  async use<T>(
    work: (file: string, passphrase: Secret) => Promise<T>,
    { changes = true }: { readonly changes?: boolean } = {},
  ): Promise<T> {
    const open = this.#open
    if (open === null) throw new NoCompanyOpen('No company file is open.')
    // A copy: the file must never be written under a passphrase that was wiped meanwhile.
    const passphrase = Secret.fromBytes(Buffer.from(open.passphrase.bytes()))
    try {
      const value = await work(open.file, passphrase)
      if (changes) {
        // The libraries of certificates are large, and most days nobody opens a company: they are no part of the start.
        const { readSummary } = await import('./company-summary.ts')
        open.summary = await readSummary(open.file, passphrase)
      }
      this.#moved()
      return value
    } finally {
      passphrase.wipe()
    }
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#open === null) return
    this.#open.passphrase.wipe()
    this.#open = null
    this.#moved()
  }
}
