import type { Handlers } from '../host/host.ts'

export const assessHandlers = {
  'assess.start': (host, { ids }) => {
    const { session, work } = host.site()
    work.start('assess', (signal, report) =>
      session.assess({
        devices: ids,
        signal,
        on: (progress) => {
          report(progress)
          host.events.changedOften('devices', 'site')
        },
      }),
    )
    return null
  },
} satisfies Partial<Handlers>
