import type { SiteSession } from '../engine/session.ts'
import { type Device, endpointText } from '../model/device.ts'
import type { PackRecord } from '../model/pack-record.ts'
import type { Change } from '../model/site.ts'

/** How people name the devices here: by the id of each, `10.0.0.5` or `10.0.0.5:8080`. */
export const addressesOf = (devices: readonly Device[]): ReadonlyMap<string, string> =>
  new Map(devices.map(({ id, endpoint }) => [id, endpointText(endpoint)]))

/** A device in the JSON that scripts rely on. Unknown is null, and `port` stands only where it is not the usual one. */
export function deviceJson(device: Device) {
  const { endpoint, identity } = device
  const port = endpoint.ports.http
  return {
    id: device.id,
    address: endpoint.address,
    ...(endpoint.forwarded && port !== undefined ? { port } : {}),
    vendor: identity.manufacturer,
    model: identity.model,
    firmware: identity.firmware,
    class: device.deviceClass,
    serial: identity.serial,
    driver: device.driver,
  }
}

/** Devices with their findings as left, and how many ended how. Null is all devices. */
export function assessmentJson(session: SiteSession, ids: readonly string[] | null) {
  const chosen = session.devices().filter(({ id }) => ids === null || ids.includes(id))
  return {
    devices: chosen.map((device) => ({
      ...deviceJson(device),
      findings: session
        .findings(device.id)
        .asLeft.map(({ item, check, severity, outcome, observed, expected, problem }) => ({
          item,
          check,
          severity,
          outcome,
          observed,
          expected,
          ...(problem === null ? {} : { code: problem.code }),
        })),
    })),
    outcomes: session.counts().after,
    catalog: session.catalogEdition(),
    unresolved: session.logins.unresolved(),
  }
}

/** A change in the JSON that scripts rely on. */
export const changeJson = ({ visitId: _visit, deviceId: device, at: _at, ...change }: Change) => ({ device, ...change })

export const packJson = ({
  path: pack,
  rootPath: root,
  visitId: _visit,
  signatureSha256: _hash,
  ...record
}: PackRecord) => ({
  pack,
  root,
  ...record,
})
