import type { JournalStep } from '../../electron/cli/chaos/laptop.ts'
import { ScopeGuard } from '../../electron/protocols/scope.ts'
import { unpack } from '../../electron/vault/framing.ts'
import { PasswordJournal } from '../../electron/vault/password-journal.ts'

/** No outcome of the product: the process that would have had it is gone. */
class ProcessEnded extends Error {}

/**
 * Ends the work on a site at a step of a password change as the end of its process would: what was sent is sent, nothing more is
 * sent, and nothing more is written. `test/engine/kill-at-each-step.test.ts` does it to real processes.
 */
export class ProcessKiller {
  readonly #append = PasswordJournal.prototype.append
  readonly #assert = ScopeGuard.prototype.assert
  #armed: { readonly step: JournalStep; readonly when: 'before' | 'after'; readonly onKill: () => void } | null = null
  #dead = false

  install(): void {
    const killer = this
    const append = this.#append
    const assert = this.#assert
    PasswordJournal.prototype.append = function (payload) {
      const armed = killer.#armed
      if (killer.#dead) throw new ProcessEnded()
      if (armed === null || unpack<{ kind: string }>(payload).facts.kind !== armed.step)
        return append.call(this, payload)
      if (armed.when === 'after') append.call(this, payload)
      killer.#dead = true
      killer.#armed = null
      armed.onKill()
      throw new ProcessEnded()
    }
    ScopeGuard.prototype.assert = function (...given) {
      if (killer.#dead) throw new ProcessEnded()
      assert.apply(this, given)
    }
  }

  restore(): void {
    PasswordJournal.prototype.append = this.#append
    ScopeGuard.prototype.assert = this.#assert
  }

  arm(step: JournalStep, when: 'before' | 'after', onKill: () => void): void {
    this.#armed = { step, when, onKill }
  }

  disarm(): boolean {
    this.#armed = null
    return this.#dead
  }

  revive(): void {
    this.#dead = false
  }
}
