import type { Handlers } from '../host/host.ts'
import { activityView } from '../views/activity-view.ts'

export const activityHandlers = {
  'activity.list': (host, wanted) => {
    const open = host.shown()
    return activityView(wanted, (before, most) => open.session.logPage(before, most), open.names())
  },
} satisfies Partial<Handlers>
