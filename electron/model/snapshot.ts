/** A picture that a camera showed of itself, kept for the customer alone. Never part of what an insurer reads. */
export interface Snapshot {
  readonly deviceId: string
  readonly visitId: string
  /** ISO 8601, when it was fetched. */
  readonly at: string
  /** Of the JPEG as it is kept: encoded anew, without anything that the camera wrote beside the picture. */
  readonly sha256: string
  readonly width: number
  readonly height: number
}
