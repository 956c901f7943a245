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

/** The word that counts for one device: the one for it, else the one for all that fail the item. */
export const effectiveRisk = (risks: readonly OpenRisk[], item: string, deviceId: string): OpenRisk | null =>
  risks.find((risk) => risk.item === item && risk.deviceId === deviceId) ??
  risks.find((risk) => risk.item === item && risk.deviceId === null) ??
  null
