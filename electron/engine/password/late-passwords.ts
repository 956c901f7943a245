import type { StoredPassword } from '../../vault/vault.ts'

/**
 * Of all passwords of an account, newest first: those that it was given after the one on record, where there is one, and that its
 * device did not seem to take. Some devices take one at their next start only, on top of whatever they were given meanwhile.
 */
export function latePasswords(passwords: readonly StoredPassword[]): readonly StoredPassword[] {
  const committed = passwords.findIndex(({ state }) => state === 'committed')
  const newer = committed < 0 ? passwords : passwords.slice(0, committed)
  return newer.filter(({ state }) => state === 'superseded')
}
