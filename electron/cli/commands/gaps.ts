import { gapDocuments, gapReport } from '../../model/gap.ts'
import { exitCode } from '../exit-code.ts'
import { openSite, type SiteOptions } from '../site.ts'
import { type CliCommand, withSite } from './command.ts'

/** Both founding documents gap by gap: which items answer it, how they ended here, what remains open. */
export const gaps: CliCommand = {
  define: (command) => withSite(command).description('show gap by gap what is closed at this site and what remains'),
  async run({ options, terminal }) {
    const session = await openSite(options as unknown as SiteOptions, terminal)
    try {
      const report = gapReport(session.checklist().items, session.findings().asLeft)
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
      session.close()
    }
  },
}
