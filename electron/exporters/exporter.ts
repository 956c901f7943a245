import type { CatalogEdition } from '../model/catalog-age.ts'
import type { Device } from '../model/device.ts'
import type { Finding } from '../model/finding.ts'
import type { ListStrength } from '../model/list-strength.ts'
import type { OpenRisk } from '../model/open-risk.ts'
import type { Change, SiteRecord, Visit } from '../model/site.ts'
import type { Waiver } from '../model/waiver.ts'

/** What every format is made from. Plain data without secrets. */
export interface ExportInput {
  readonly site: SiteRecord
  readonly visit: Visit
  /** The firmware catalog that the findings rest on. */
  readonly catalog: CatalogEdition
  /** How much the checklist asks; absent where that is not at hand. */
  readonly strength?: ListStrength
  readonly devices: readonly Device[]
  /** First finding of the visit for each device and item. */
  readonly asFound: readonly Finding[]
  /** Newest finding of the visit for each device and item. */
  readonly asLeft: readonly Finding[]
  /** What was changed in the visit, and what somebody accepted for a while. Absent: not told. */
  readonly changes?: readonly Change[]
  readonly waivers?: readonly Waiver[]
  /** Who takes care of what stays open. */
  readonly risks?: readonly OpenRisk[]
}

/**
 * One format of findings. An export is a convenience for other programs: what counts as evidence is the sealed pack.
 * `write` does no I/O and gives the same bytes for the same input.
 */
export interface Exporter {
  /** File name of the exporter and word on the command line. */
  readonly id: string
  readonly title: string
  /** Without a dot. */
  readonly extension: string
  write(input: ExportInput): Buffer
}
