/** Who has a site open, for whoever finds it held. Stands inside of the encrypted site file and in no pack. */
export interface Holder {
  readonly technician: string
  readonly computer: string
  /** ISO 8601. */
  readonly since: string
}
