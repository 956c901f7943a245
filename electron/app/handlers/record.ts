import { siteSubject } from '../../model/finding.ts'
import type { SegmentationTrial } from '../../model/site-facts.ts'
import type { Handlers } from '../host/host.ts'
import { driftView, recordView, settingsOf } from '../views/record-view.ts'

export const recordHandlers = {
  'record.view': (host) => recordView(host.shown().session.site()),
  'record.save': (host, { about, governance, zones, settings }) => {
    const { session } = host.site()
    session.updateSite({
      ...(about === null
        ? {}
        : { ...about, customer: textOrNull(about.customer), contract: textOrNull(about.contract) }),
      ...(governance === null ? {} : { governance }),
      ...(zones === null ? {} : { zones }),
      ...(settings === null ? {} : { settings: settingsOf(settings) }),
    })
    // Items of the site itself are judged at once; devices are held against new values when they are read again.
    session.judgeAgain([])
    host.events.changed('record', 'checklist', 'site')
    return recordView(session.site())
  },
  'record.drift': (host) => {
    const { session } = host.shown()
    const drift = session.drift()
    return drift === null ? null : driftView(drift, session.devices())
  },
  'record.segmentation': (host) => {
    const reading = host.shown().session.readings(siteSubject)['site.segmentation']
    return reading?.end === 'value' ? trialView(reading.value) : null
  },
  'record.testSegmentation': async (host, { from, wayOut, confirmed }) => {
    const { session, work } = host.site()
    const trial = await work.run('segmentation', (signal) =>
      session.testSegmentation({ from, wayOut, confirmed, signal }),
    )
    host.events.changed('record', 'checklist', 'site')
    return trialView(trial)
  },
} satisfies Partial<Handlers>

const textOrNull = (text: string | null): string | null => (text === null || text === '' ? null : text)

const trialView = ({ at, from, neighbour, wayOut = null, probes }: SegmentationTrial) => ({
  at,
  from: { ...from },
  neighbour,
  wayOut,
  probes: probes.map((probe) => ({ ...probe })),
})
