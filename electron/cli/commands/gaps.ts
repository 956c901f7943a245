import { z } from 'zod'
import { gapDocuments, gapReport } from '../../model/gap.ts'
import { exitCode } from '../exit-code.ts'
import { readSite } from '../read-site.ts'
import { defineCommand, siteToRead } from './command.ts'

/** Both founding documents gap by gap: which items answer it, how they ended here, what remains open. */
export const gaps = defineCommand({
  summary: 'show gap by gap what is closed at this site and what remains',
  options: z.strictObject(siteToRead),
  async run({ options, terminal }) {
    const site = await readSite(options.site)
    try {
      const report = gapReport(site.checklist().items, site.findings().asLeft)
      terminal.document({ gaps: report })
      for (const [id, title] of Object.entries(gapDocuments)) {
        terminal.line(title)
        terminal.table(
          ['Gap', 'Title', 'State', 'Items', 'Remains'],
          report
            .filter(({ gap }) => gap.document === id)
            .map(({ gap, state, items, remaining }) => [
              gap.id,
              gap.title,
              state,
              items.map((item) => item.id).join(' '),
              remaining.join(' '),
            ]),
        )
      }
      return report.some(({ state }) => state === 'open') ? exitCode.findingsFail : exitCode.done
    } finally {
      site.close()
    }
  },
})
