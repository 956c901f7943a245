import { z } from 'zod'
import { SavedDeviceView } from '../../contract/device-shapes.ts'
import { UnknownDevice } from '../../engine/problems.ts'
import type { Device } from '../../model/device.ts'
import { Secret } from '../../model/secret.ts'
import type { Handlers, Host, ShownSite } from '../host/host.ts'
import { UnlockTooOld } from '../host/problems.ts'
import { deviceCsv } from '../views/device-csv.ts'
import { deviceDiagnostics } from '../views/device-diagnostics.ts'
import { deviceRows, type ListContext, listContext, type Row } from '../views/device-row.ts'
import { deviceView, snapshotView } from '../views/device-view.ts'
import { written } from './written.ts'

/** How long after an unlock a password may be shown. */
const recentUnlockMs = 5 * 60_000

export const deviceHandlers = {
  'devices.list': (host) => rowsOf(host.shown()),
  'devices.view': (host, { id }) => viewOf(host.shown(), deviceOf(host, id)),
  'devices.login': (host, { ids, username, password }) => {
    const { session } = host.site()
    const secret = Secret.of(password)
    try {
      session.logins.add(ids, { username, password: secret })
    } finally {
      secret.wipe()
    }
    host.events.changed('devices')
    return null
  },
  'devices.reveal': (host, { id, username }) => {
    const open = host.site()
    if (!open.isPractice && open.sinceUnlock.ms > recentUnlockMs) {
      throw new UnlockTooOld('The site was unlocked more than 5 minutes ago.')
    }
    const secret = open.session.logins.reveal(id, username)
    const text = secret.reveal()
    secret.wipe()
    return { text }
  },
  'devices.giveUpPassword': (host, { id, username, reason }) => {
    host.site().session.logins.open.giveUp(id, username, reason)
    host.events.changed('devices', 'site')
    return null
  },
  'devices.trustAnew': (host, { id }) => {
    const { session } = host.site()
    session.trustCertificateAnew(deviceOf(host, id).id)
    host.events.changed('devices')
    return null
  },
  'devices.exportCsv': async (host, { ids, columns, out }) => {
    await written(out, deviceCsv(rowsOf(host.shown(), ids), columns))
    return { saved: true }
  },
  'devices.diagnostics': async (host, { id, out }) => {
    const device = deviceOf(host, id)
    const shown = host.shown()
    const readings = shown.session.readings(device.id)
    const app = { version: host.options.toolVersion }
    await written(out, deviceDiagnostics(viewOf(shown, device), device, app, readings))
    return { saved: true }
  },
  'devices.takeSnapshot': async (host, { id }) => {
    const { session, work } = host.site()
    const { id: device } = deviceOf(host, id)
    const snapshot = await work.run('snapshot', (signal) => session.takeSnapshot(device, signal))
    host.events.changed('devices')
    return snapshotView(snapshot, session.visit().id)
  },
  'devices.snapshot': (host, { id }) => {
    const { session } = host.shown()
    const snapshot = session.snapshot(id)
    const bytes = snapshot === null ? null : session.snapshotBytes(snapshot)
    if (bytes === null) throw new UnknownDevice('There is no picture of this device.')
    return { bytes: new Uint8Array(bytes) }
  },
  'devices.views': (host) => savedViews(host.shown()),
  'devices.saveViews': (host, { views }) => {
    const open = host.site()
    open.session.updateSite({ deviceViews: views })
    return savedViews(open)
  },
} satisfies Partial<Handlers>

/** Tells the window the rows of devices that moved, a few times a second, in the place of the whole list. */
export function deviceMoved(host: Host, id: string): void {
  const open = host.current
  // Locked while its work goes on: nobody looks.
  if (open === null) return
  host.events.gather('devices', id, (ids) => {
    if (host.current === open) host.events.send('deviceRows', { rows: rowsOf(open, ids) })
  })
}

/** The rows of all devices, or of these in their order. */
function rowsOf(open: ShownSite, ids?: readonly string[]): Row[] {
  const { session } = open
  const context = contextOf(open)
  if (ids === undefined) return deviceRows(session.devices(), session.summaries(), context)
  const devices = ids.map((id) => session.device(id)).filter((device) => device !== null)
  return deviceRows(devices, session.summaries(ids), context)
}

const contextOf = ({ session }: ShownSite): ListContext =>
  listContext({ conflicts: session.conflicts(), visit: session.visit(), zones: session.site().zones ?? [] })

function deviceOf(host: Host, id: string): Device {
  const device = host.shown().session.device(id)
  if (device === null) throw new UnknownDevice('This site has no such device.')
  return device
}

function viewOf(open: ShownSite, device: Device) {
  const { session } = open
  const { asFound, asLeft } = session.findings(device.id)
  const { items } = session.checklist()
  return deviceView({
    device,
    asFound,
    asLeft,
    firstReadings: session.firstReadings(device.id),
    readings: session.readings(device.id),
    conflicts: session.conflicts(),
    context: contextOf(open),
    excerpts: session.excerpts(device.id),
    visits: session.deviceVisits(device.id),
    currentVisit: session.visit().id,
    titleOf: (fix) => items.find(({ check }) => check === fix)?.title ?? fix,
    vaultAccounts: session.vaultAccounts(device.id),
    snapshot: session.snapshot(device.id),
  })
}

const savedViews = ({ session }: ShownSite) => z.array(SavedDeviceView).parse(session.site().deviceViews ?? [])
