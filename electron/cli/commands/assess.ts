import { z } from 'zod'
import type { SiteSession } from '../../engine/session.ts'
import { outcomes } from '../../model/outcome.ts'
import { exitCodeOf } from '../exit-code.ts'
import { addressesOf, assessmentJson } from '../shapes.ts'
import { interruptible, openSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { showCatalogAge } from './catalog.ts'
import { defineCommand, siteOptions, words } from './command.ts'

/** Reads the devices of a site and judges them. */
export const assess = defineCommand({
  summary: 'read every device of a site and hold it against the checklist',
  options: z.strictObject({ ...siteOptions, device: words('<id>', 'only this device; may be given again') }),
  async run({ options, terminal }) {
    const session = await openSite(options, terminal, 'may-make')
    try {
      const devices = options.device ?? null
      await session.assess({ devices, signal: interruptible(terminal), on: (progress) => terminal.progress(progress) })
      terminal.document(assessmentJson(session, devices))
      showFindings(session, terminal)
      return exitCodeOf(session.counts().after)
    } finally {
      session.close()
    }
  },
})

/** Open findings, worst first, the counts of all, and the catalog that they rest on. */
export function showFindings(session: SiteSession, terminal: Terminal): void {
  const names = addressesOf(session.devices())
  const open = session.findings().asLeft.filter(({ outcome }) => ['fail', 'error', 'unknown'].includes(outcome))
  const rank = ['critical', 'high', 'medium', 'low']
  open.sort((a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity))
  terminal.table(
    ['Device', 'Item', 'Severity', 'Outcome', 'Observed'],
    open.map(({ deviceId, item, severity, outcome, observed }) => [
      names.get(deviceId) ?? deviceId,
      item,
      severity,
      outcome,
      observed,
    ]),
  )
  const counts = session.counts().after
  terminal.line(
    outcomes
      .filter((outcome) => counts[outcome] > 0)
      .map((outcome) => `${counts[outcome]} ${outcome}`)
      .join(', '),
  )
  showCatalogAge(session.catalogEdition(), terminal)
}
