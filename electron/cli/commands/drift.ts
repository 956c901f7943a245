import { z } from 'zod'
import { exitCode } from '../exit-code.ts'
import { readSite } from '../read-site.ts'
import { defineCommand, siteToRead } from './command.ts'

/** What is not as it was when the last visit was sealed. Asks nothing over the network. */
export const drift = defineCommand({
  summary: 'show what changed since the last sealed visit',
  options: z.strictObject(siteToRead),
  async run({ options, terminal }) {
    const site = await readSite(options.site)
    try {
      const found = site.drift()
      terminal.document({ drift: found })
      if (found === null) {
        terminal.line('This site was never sealed: there is nothing to hold it against.')
        return exitCode.done
      }
      terminal.line(`Since visit ${found.since.number}, sealed ${found.since.sealedAt}:`)
      if (!found.discovered) terminal.line('Nobody listened to the network since then: who is gone is not known.')
      for (const { text } of found.entries) terminal.line(`  ${text}`)
      if (found.entries.length === 0) terminal.line('  Nothing changed.')
      return exitCode.done
    } finally {
      site.close()
    }
  },
})
