/** Who takes care of a point that stays open, and by when. */
export interface OpenRisk {
  /** `siteSubject` for the site itself; null where it is for every device that fails the item. */
  readonly deviceId: string | null
  readonly item: string
  readonly owner: string
  /** `YYYY-MM-DD`, or null while no day was agreed. */
  readonly due: string | null
  readonly note: string
}
