import { assertNever } from '../../model/errors.ts'
import type { FirmwareAssessment, VulnerabilityAnswer } from '../../model/firmware.ts'

/** `catalog 3 of 2026-11-21`: what a statement about firmware rests on, so that it can be repeated. */
export const catalogNote = ({ catalogVersion, catalogDate }: FirmwareAssessment): string =>
  `catalog ${catalogVersion} of ${catalogDate}`

/** The installed version as the device named it. */
export const installedNote = ({ installed }: FirmwareAssessment): string => installed ?? 'unnamed firmware'

/** What to do next, behind a statement; empty where nothing asks for anything. */
export function actionNote({ action }: FirmwareAssessment): string {
  const meanwhile = action.meanwhile === null ? '' : `, until then ${action.meanwhile}`
  switch (action.kind) {
    case 'upgrade':
      return `. Upgrade to ${action.to}${meanwhile}`
    case 'replace':
      return `. Replace the device${meanwhile}`
    case 'isolate':
      return '. Isolate the device from other networks and monitor it'
    case 'find-out':
      return `. Find out: ${action.fact}${meanwhile}`
    case 'none':
      return ''
    default:
      return assertNever(action.kind)
  }
}

/** A range that was only read out of a description never makes a fail by itself. */
export const isCertain = ({ confidence }: VulnerabilityAnswer): boolean =>
  confidence === 'curated' || confidence === 'structured'
