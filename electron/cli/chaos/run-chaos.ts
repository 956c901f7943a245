import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { startPracticeSite } from '../../practice/practice-site.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { sessionOptions } from '../site.ts'
import { askSecret, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { chaosHead, chaosRow, total, unshown, violations } from './chaos-report.ts'
import { chaosVisit } from './chaos-visit.ts'
import { soundLaptop } from './laptop.ts'

const longestMs = 2_000

/**
 * A visit to a practice site of its own while everything goes wrong, for whoever wants to see what the product does then. The site
 * file stays, with all that was found and written down. Ends with `findingsFail` on what must never happen.
 */
export async function runChaos(options: Record<string, unknown>, terminal: Terminal): Promise<ExitCode> {
  const seed = String(options.chaos)
  const devices = Number(options.devices ?? 24)
  if (options.scope !== undefined)
    throw new UsageError('--chaos makes a practice site of its own.', 'Leave --scope away: no other device is touched.')
  const file = resolve(String(options.site))
  if (existsSync(file)) throw new UsageError(`${file} is there already.`, 'Name a new site file: it is only practice.')
  const variable = 'FIELDSEAL_PASSPHRASE'
  const passphrase = process.env[variable] ?? (await askSecret('Passphrase of the site', variable))
  const practice = await startPracticeSite({ devices, seed })
  try {
    terminal.line(`Practice site of ${devices} devices, with trouble of seed "${seed}"`)
    const report = await chaosVisit({
      seed,
      practice,
      file,
      passphrase,
      session: sessionOptions,
      laptop: soundLaptop,
      longestMs,
      on: (step) => terminal.line(`  ${step}`),
    })
    const wrong = violations(report)
    terminal.document({ chaos: report, violations: wrong })
    terminal.line(chaosHead())
    terminal.line(chaosRow(report))
    terminal.line(`Met ${total(report.mishaps)} mishaps and ${report.interruptions.join(', ')}.`)
    for (const name of report.waiting) terminal.line(`A person has to look at ${name}: it cuts passwords off.`)
    for (const sentence of [...unshown(report), ...wrong]) terminal.line(sentence)
    return wrong.length === 0 ? exitCode.done : exitCode.findingsFail
  } finally {
    await practice.close()
  }
}
