import type { Handlers } from '../host/host.ts'
import { deviceMoved } from './devices.ts'

export const assessHandlers = {
  'assess.start': (host, { ids }) => {
    const { session, work } = host.site()
    work.start('assess', (signal, report) =>
      session.assess({
        devices: ids,
        signal,
        on: (progress) => {
          report(progress)
          if (progress.deviceId !== undefined) deviceMoved(host, progress.deviceId)
          host.events.changedOften('site')
        },
      }),
    )
    return null
  },
} satisfies Partial<Handlers>
