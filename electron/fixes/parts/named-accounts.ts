interface Accounts {
  readonly usernames: readonly string[]
}

/** The accounts of a value that names them, for the engine to hold what was agreed to against what went before. */
export const namedAccounts = {
  of: ({ usernames }: Accounts): readonly string[] => usernames,
  only: <T extends Accounts>(value: T, usernames: readonly string[]): T => ({ ...value, usernames }),
}
