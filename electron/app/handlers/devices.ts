import { UnknownDevice } from '../../engine/problems.ts'
import { Secret } from '../../model/secret.ts'
import type { Handlers } from '../host/host.ts'
import { UnlockTooOld } from '../host/problems.ts'
import { deviceRows, deviceView } from '../views/device-view.ts'

/** How long after an unlock a password may be shown. */
const recentUnlockMs = 5 * 60_000

export const deviceHandlers = {
  'devices.list': (host) => {
    const { session } = host.site()
    return deviceRows(session.devices(), session.findings().asLeft, session.conflicts())
  },
  'devices.view': (host, { id }) => {
    const { session } = host.site()
    const device = session.devices().find((known) => known.id === id)
    if (device === undefined) throw new UnknownDevice('This site has no such device.')
    const { asFound, asLeft } = session.findings(id)
    return deviceView({
      device,
      asFound,
      asLeft,
      readings: session.readings(id),
      conflicts: session.conflicts(),
      vaultAccounts: session.logins.accounts(id),
    })
  },
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
} satisfies Partial<Handlers>
