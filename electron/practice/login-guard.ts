/** @see the lock-out rules of the makers: a number of failures, then a pause, per account or per client address */
export interface LockoutPolicy {
  readonly failures: number
  readonly minutes: number
  readonly per: 'account' | 'source'
  /** HTTP status of the answer while locked. Hanwha uses 490. */
  readonly status: number
}

interface Count {
  failures: number
  lockedUntil: number
}

/** Counts wrong logins and locks as the maker does. A right login while locked is refused too; it ends no lock. */
export class LoginGuard {
  readonly #policy: LockoutPolicy | null
  readonly #now: () => number
  readonly #counts = new Map<string, Count>()
  #failures = 0
  #lockouts = 0

  constructor(policy: LockoutPolicy | null, now: () => number) {
    this.#policy = policy
    this.#now = now
  }

  /** All wrong logins since the start, on all accounts and interfaces. */
  get failures(): number {
    return this.#failures
  }

  /** How often an account, or an address, was locked since the start. */
  get lockouts(): number {
    return this.#lockouts
  }

  get policy(): LockoutPolicy | null {
    return this.#policy
  }

  get lockedOut(): boolean {
    return [...this.#counts.values()].some(({ lockedUntil }) => lockedUntil > this.#now())
  }

  /** Whole seconds that the lock goes on, 0 when there is none. */
  lockedFor(account: string, source: string): number {
    const lockedUntil = this.#counts.get(this.#key(account, source))?.lockedUntil ?? 0
    return Math.max(0, Math.ceil((lockedUntil - this.#now()) / 1_000))
  }

  /** Wrong logins that are left before the lock; null where there is none. */
  left(account: string, source: string): number | null {
    if (this.#policy === null) return null
    if (this.lockedFor(account, source) > 0) return 0
    return this.#policy.failures - (this.#counts.get(this.#key(account, source))?.failures ?? 0)
  }

  failed(account: string, source: string): void {
    this.#failures += 1
    if (this.#policy === null) return
    const key = this.#key(account, source)
    const count = this.#counts.get(key) ?? { failures: 0, lockedUntil: 0 }
    count.failures += 1
    if (count.failures >= this.#policy.failures) {
      count.failures = 0
      this.#lockouts += 1
      count.lockedUntil = this.#now() + this.#policy.minutes * 60_000
    }
    this.#counts.set(key, count)
    const oldest = this.#counts.keys().next().value
    if (this.#counts.size > 200 && oldest !== undefined) this.#counts.delete(oldest)
  }

  succeeded(account: string, source: string): void {
    this.#counts.delete(this.#key(account, source))
  }

  #key(account: string, source: string): string {
    return this.#policy?.per === 'source' ? source : account
  }
}
