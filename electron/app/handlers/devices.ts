import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { SavedDeviceView } from '../../contract/device-shapes.ts'
import { UnknownDevice } from '../../engine/problems.ts'
import type { Device } from '../../model/device.ts'
import { Secret } from '../../model/secret.ts'
import type { Handlers, Host } from '../host/host.ts'
import type { OpenSite } from '../host/open-site.ts'
import { UnlockTooOld } from '../host/problems.ts'
import { deviceCsv } from '../views/device-csv.ts'
import { deviceDiagnostics } from '../views/device-diagnostics.ts'
import { deviceRows, type ListContext, listContext, type Row } from '../views/device-row.ts'
import { deviceView } from '../views/device-view.ts'

/** How long after an unlock a password may be shown. */
const recentUnlockMs = 5 * 60_000

export const deviceHandlers = {
  'devices.list': (host) => rowsOf(host.site()),
  'devices.view': (host, { id }) => viewOf(host.site(), deviceOf(host, id)),
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
    if (!open.isPractice && Date.now() - open.unlockedAt > recentUnlockMs) {
      throw new UnlockTooOld('The site was unlocked more than 5 minutes ago.')
    }
    const secret = open.session.logins.reveal(id, username)
    const text = secret.reveal()
    secret.wipe()
    return { text }
  },
  'devices.trustAnew': (host, { id }) => {
    const { session } = host.site()
    session.trustCertificateAnew(deviceOf(host, id).id)
    host.events.changed('devices')
    return null
  },
  'devices.exportCsv': async (host, { ids, columns, out }) => {
    await writeFile(out, deviceCsv(rowsOf(host.site(), ids), columns))
    return { saved: true }
  },
  'devices.diagnostics': async (host, { id, out }) => {
    const device = deviceOf(host, id)
    const view = viewOf(host.site(), device)
    await writeFile(out, deviceDiagnostics(view, device, { version: host.options.toolVersion }))
    return { saved: true }
  },
  'devices.views': (host) => savedViews(host.site()),
  'devices.saveViews': (host, { views }) => {
    const open = host.site()
    open.session.updateSite({ deviceViews: views })
    return savedViews(open)
  },
} satisfies Partial<Handlers>

/** Tells the window the rows of devices that moved, a few times a second, in the place of the whole list. */
export function deviceMoved(host: Host, id: string): void {
  const open = host.site()
  host.events.gather('devices', id, (ids) => {
    if (host.current === open) host.events.send('deviceRows', { rows: rowsOf(open, ids) })
  })
}

/** The rows of all devices, or of these in their order. */
function rowsOf(open: OpenSite, ids?: readonly string[]): Row[] {
  const { session } = open
  const context = contextOf(open)
  if (ids === undefined) return deviceRows(session.devices(), session.summaries(), context)
  const devices = ids.map((id) => session.device(id)).filter((device) => device !== null)
  return deviceRows(devices, session.summaries(ids), context)
}

const contextOf = ({ session }: OpenSite): ListContext =>
  listContext({ conflicts: session.conflicts(), visit: session.visit(), zones: session.site().zones ?? [] })

function deviceOf(host: Host, id: string): Device {
  const device = host.site().session.device(id)
  if (device === null) throw new UnknownDevice('This site has no such device.')
  return device
}

function viewOf(open: OpenSite, device: Device) {
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
    vaultAccounts: session.logins.accounts(device.id),
  })
}

const savedViews = ({ session }: OpenSite) => z.array(SavedDeviceView).parse(session.site().deviceViews ?? [])
