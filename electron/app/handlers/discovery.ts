import type { Handlers, Host, ShownSite } from '../host/host.ts'
import { type DiscoveryRun, discoveryView, heardProgress, noRun } from '../views/discovery-view.ts'

export const discoveryHandlers = {
  'discovery.start': (host, { pace }) => {
    const open = host.site()
    open.work.start('discover', async (signal, report) => {
      open.discovery = { ...noRun, running: true }
      try {
        const summary = await open.session.discover({
          pace,
          signal,
          on: (progress) => {
            open.discovery = heardProgress(open.discovery, progress)
            report(overall(open.discovery))
            host.events.changedOften('discovery')
            host.events.changedOften('site')
          },
        })
        open.discovered()
        open.discovery = { ...open.discovery, sightings: summary.sightings, outside: summary.outside.length }
      } finally {
        open.discovery = { ...open.discovery, running: false }
      }
    })
    return currentView(open)
  },
  'discovery.view': (host: Host) => currentView(host.shown()),
} satisfies Partial<Handlers>

const currentView = ({ discovery, session }: ShownSite) =>
  discoveryView(discovery, session.devices(), session.conflicts())

/** All probes as one amount of work. */
function overall({ probes }: DiscoveryRun) {
  const running = probes.find(({ state }) => state === 'running')
  const total = probes.reduce((sum, { total }) => sum + total, 0)
  const waiting = probes.find((probe) => probe.waiting !== undefined)?.waiting
  return {
    ...(waiting === undefined ? {} : { waiting }),
    done: probes.reduce((sum, { done }) => sum + done, 0),
    total: total === 0 ? null : total,
    text: running?.probe ?? '',
  }
}
