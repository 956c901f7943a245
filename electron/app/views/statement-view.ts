import type { ChecklistItem } from '../../catalog/checklist.ts'
import type { Output } from '../../contract/channels.ts'
import { type Attestation, attestationState } from '../../model/attestation.ts'
import { type Device, endpointText } from '../../model/device.ts'
import type { FindingEnd } from '../../model/finding-end.ts'
import { gapDocuments, gapReport } from '../../model/gap.ts'
import { type Waiver, waiverState } from '../../model/waiver.ts'

type AttestationView = Output<'checklist.item'>['attestations'][number]
type WaiverView = Output<'checklist.waivers'>[number]
type Gaps = Output<'checklist.gaps'>

interface Around {
  readonly devices: readonly Device[]
  readonly at: string
}

/** One attestation with whether it holds at `at` (ISO 8601), and its attachments without their bytes. */
export function attestationView(
  attestation: Attestation,
  item: Pick<ChecklistItem, 'form'>,
  { devices, at }: Around,
): AttestationView {
  const { id, answer, statement, measurement, by, role, holdsUntil } = attestation
  return {
    id,
    device: deviceText(attestation.deviceId, devices),
    answer,
    statement,
    measurement,
    by,
    role,
    at: attestation.at,
    holdsUntil,
    state: attestationState(attestation, item.form, at),
    attachments: attestation.attachments.map(({ sha256, mediaType, bytes, caption, takenAt }) => ({
      sha256,
      mediaType,
      sizeBytes: bytes,
      caption,
      takenAt,
    })),
  }
}

/** Every decision to live with something, those that hold first, the soonest to end on top. */
export function waiverViews(
  waivers: readonly Waiver[],
  items: readonly Pick<ChecklistItem, 'id' | 'title'>[],
  { devices, at }: Around,
): WaiverView[] {
  const titles = new Map(items.map(({ id, title }) => [id, title]))
  const rank = { valid: 0, expired: 1, revoked: 2 }
  return waivers
    .map(({ visitId: _, revokedAt: __, ...waiver }, index) => ({
      ...waiver,
      title: titles.get(waiver.item) ?? null,
      device: deviceText(waiver.deviceId, devices),
      state: waiverState(waivers[index] as Waiver, at),
    }))
    .toSorted((a, b) => rank[a.state] - rank[b.state] || a.expiresOn.localeCompare(b.expiresOn))
}

/** Both documents, gap by gap, as this site answers them. */
export function gapReportView(
  items: readonly Pick<ChecklistItem, 'id' | 'title' | 'answers'>[],
  findings: readonly FindingEnd[],
): Gaps {
  return {
    documents: { ...gapDocuments },
    gaps: gapReport(items, findings).map(({ gap, state, items: answering, remaining }) => ({
      ...gap,
      state,
      items: answering.map(({ id, title, outcomes }) => ({
        id,
        title,
        counts: { ...outcomes },
        remaining: remaining.includes(id),
      })),
    })),
  }
}

/** A device in words; null for the whole site. What is gone from the list keeps its number. */
function deviceText(deviceId: string | null, devices: readonly Device[]): string | null {
  if (deviceId === null) return null
  const device = devices.find(({ id }) => id === deviceId)
  return device === undefined ? deviceId : endpointText(device.endpoint)
}
