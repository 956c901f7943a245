/** The part of the package that the store uses. Its own types cannot be reached through its `exports`. */
declare module 'better-sqlite3-multiple-ciphers' {
  export interface Statement<Result> {
    run(...values: unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
    get(...values: unknown[]): Result | undefined
    all(...values: unknown[]): Result[]
  }

  export default class Database {
    constructor(
      file: string,
      options: { readonly fileMustExist: boolean; readonly timeout: number; readonly nativeBinding?: string },
    )
    readonly open: boolean
    readonly inTransaction: boolean
    key(key: Buffer): number
    pragma(source: string, options?: { readonly simple: boolean }): unknown
    exec(source: string): this
    prepare<Result = unknown>(source: string): Statement<Result>
    transaction<T>(work: () => T): { immediate(): T }
    close(): this
  }
}
