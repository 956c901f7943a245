import { hostname, userInfo } from 'node:os'
import { PlanOutdated } from '../../engine/problems.ts'
import type { FirmwareSource, UpgradePlan } from '../../engine/upgrade/upgrade-plan.ts'
import type { FirmwareLibrary } from '../../store/firmware-library.ts'
import type { Handlers } from '../host/host.ts'
import { libraryFile, newUpgrade, upgradeView } from '../views/upgrade-view.ts'
import { deviceMoved } from './devices.ts'

/** One device of each firmware goes first, alone; then so many at a time, until more than this share of all has failed. */
const wave = { canary: 1, width: 4, stopShare: 0.1 } as const

export const upgradeHandlers = {
  'upgrade.library': (host) => {
    const open = host.site()
    const devices = open.session.devices()
    return open.library.list().map((file) => libraryFile(file, devices))
  },
  'upgrade.addFile': async (host, { file, vendor, models, version, sourceNote }) => {
    const open = host.site()
    const added = await open.library.add(file, {
      ...(vendor === '' ? {} : { vendor }),
      ...(models.length === 0 ? {} : { models }),
      ...(version === '' ? {} : { version }),
      sourceNote,
      addedBy: `${userInfo().username} on ${hostname()}`,
    })
    host.events.changed('upgrade')
    return libraryFile(added, open.session.devices())
  },
  'upgrade.removeFile': (host, { id }) => {
    host.site().library.remove(id)
    host.events.changed('upgrade')
    return null
  },
  'upgrade.plan': async (host, { ids, fileIds }) => {
    const open = host.site()
    const { library, session } = open
    const sources = fileIds.map((id) => sourceOf(library, id))
    const plan = await open.work.run('plan', (signal, report) =>
      session.upgrades().plan({ devices: ids, sources, signal, on: report }),
    )
    open.shownUpgrade = newUpgrade(plan)
    host.events.changed('upgrade')
    return upgradeView(open.shownUpgrade, open.names(), wave.canary)
  },
  'upgrade.view': (host) => {
    const open = host.shown()
    return open.shownUpgrade === null ? null : upgradeView(open.shownUpgrade, open.names(), wave.canary)
  },
  'upgrade.apply': (host, { planId, deviceIds, confirmed }) => {
    const open = host.site()
    const shown = open.shownUpgrade
    if (shown === null || shown.plan.id !== planId) throw new PlanOutdated('This plan is not the newest one.')
    if (shown.chosen !== null) throw new PlanOutdated('This plan was carried out already.')
    const plan = narrowed(shown.plan, deviceIds)
    open.work.start('upgrade', async (signal, report) => {
      shown.running = true
      try {
        const { stopped } = await open.session.upgrades().apply(plan, {
          ...wave,
          confirmed,
          signal,
          on: (progress) => {
            report(progress)
            host.events.changedOften('site')
          },
          onChange: () => undefined,
          onStage: (deviceId, stage) => {
            shown.stages.set(deviceId, stage)
            host.events.changedOften('upgrade')
          },
          onEnded: (ended) => {
            shown.ended.set(ended.deviceId, ended)
            deviceMoved(host, ended.deviceId)
            host.events.changedOften('upgrade')
          },
        })
        shown.stopped = stopped
      } finally {
        shown.running = false
      }
    })
    shown.chosen = new Set(deviceIds)
    host.events.changed('upgrade', 'site')
    return null
  },
} satisfies Partial<Handlers>

const sourceOf = (library: FirmwareLibrary, id: string): FirmwareSource => ({
  file: library.get(id),
  check: () => library.check(id),
  read: () => library.read(id),
})

/** The plan with only these devices. @throws {PlanOutdated} when one of them is not in it */
function narrowed(plan: UpgradePlan, deviceIds: readonly string[]): UpgradePlan {
  const wanted = new Set(deviceIds)
  const upgrades = plan.upgrades.filter(({ device }) => wanted.has(device.id))
  if (upgrades.length !== wanted.size) throw new PlanOutdated('A chosen device is not part of this plan.')
  return { ...plan, upgrades }
}
