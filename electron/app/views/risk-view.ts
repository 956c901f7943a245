import type { Output } from '../../contract/channels.ts'
import type { OpenItem } from '../../engine/statements/site-risks.ts'
import { type Device, endpointText } from '../../model/device.ts'
import { siteSubject } from '../../model/finding.ts'
import type { OpenRisk } from '../../model/open-risk.ts'

type Row = Output<'evidence.risks'>[number]

const wordOf = ({ owner, due, note }: OpenRisk) => ({ owner, due, note })

/** What still fails, with who takes care of it: one word for all devices, or one of its own for a device. */
export function riskRows(open: readonly OpenItem[], devices: readonly Device[]): Row[] {
  const names = new Map(devices.map(({ id, endpoint }) => [id, endpointText(endpoint)]))
  return open.map(({ item, title, severity, failing, forAll }) => ({
    item,
    title,
    severity,
    forAll: forAll && wordOf(forAll),
    failing: failing.map(({ deviceId, risk }) => ({
      deviceId,
      name: deviceId === siteSubject ? '' : (names.get(deviceId) ?? ''),
      own: risk === null || risk.deviceId === null ? null : wordOf(risk),
    })),
  }))
}
