import type { FirmwareAssessment } from '../../model/firmware.ts'

/** `catalog 3 of 2026-11-21`: what a statement about firmware rests on, so that it can be repeated. */
export const catalogNote = ({ catalogVersion, catalogDate }: FirmwareAssessment): string =>
  `catalog ${catalogVersion} of ${catalogDate}`

/** The installed version as the device named it. */
export const installedNote = ({ installed }: FirmwareAssessment): string => installed ?? 'unnamed firmware'
